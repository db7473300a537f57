"""Calls that may never come back."""

import threading

import pytest

from streams.calls import Caller, Overdue


def test_a_call_that_hangs_is_left_behind_and_the_next_one_does_not_wait_for_it() -> None:
    caller, never, done = Caller("calls"), threading.Event(), threading.Event()
    with pytest.raises(Overdue, match=r"0\.05 s"):
        caller.call(never.wait, 0.05)
    caller.call(done.set, 10)
    assert done.is_set()
    never.set()
    caller.close()


def test_what_a_call_raises_is_raised_where_it_was_made_a_timeout_of_its_own_included() -> None:
    def late() -> None:
        raise TimeoutError("its own")

    caller = Caller("calls")
    with pytest.raises(TimeoutError, match="its own"):
        caller.call(late, 10)
    caller.close()
