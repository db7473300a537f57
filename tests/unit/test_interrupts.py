"""Ctrl-C and SIGTERM, once and twice, at any moment."""

import os
import signal

import pytest

from octavo.interrupts import Interrupts

SIGNALS = [signal.SIGINT, signal.SIGTERM]


def sent(number: signal.Signals) -> None:
    """To this process; handlers run before the next line."""
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", SIGNALS)
def test_the_first_signal_interrupts_and_the_second_only_hurries(number: signal.Signals) -> None:
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            sent(number)
        assert not interrupts.hurry.is_set()
        sent(number)
        assert interrupts.hurry.is_set()


def test_a_first_signal_once_the_work_is_done_only_hurries() -> None:
    with Interrupts() as interrupts:
        interrupts.ending()
        sent(signal.SIGINT)
        assert interrupts.hurry.is_set()


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_within_what_must_not_be_broken_off_interrupts_at_its_end(number: signal.Signals) -> None:
    done: list[str] = []

    def work(interrupts: Interrupts) -> None:
        with interrupts.held():
            sent(number)
            done.append("whole")
        done.append("more")

    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt):
            work(interrupts)
        sent(number)
        assert interrupts.hurry.is_set()
    assert done == ["whole"]


def test_what_was_held_without_a_signal_ends_quietly_and_the_next_signal_interrupts() -> None:
    with Interrupts() as interrupts:
        with interrupts.held():
            pass
        with pytest.raises(KeyboardInterrupt):
            sent(signal.SIGINT)


def test_an_error_within_what_is_held_is_not_lost_to_a_signal() -> None:
    def work(interrupts: Interrupts) -> None:
        with interrupts.held():
            sent(signal.SIGINT)
            raise OSError("disk")

    with Interrupts() as interrupts, pytest.raises(OSError, match="disk"):
        work(interrupts)


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with Interrupts():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before
