"""A set of runs in few bytes."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from streams.digests import Digests, digest

HALVES = st.integers(0, 2) | st.integers(2**64 - 2, 2**64 - 1)


@given(st.lists(st.tuples(HALVES, HALVES)), st.tuples(HALVES, HALVES))
def test_it_holds_what_was_added_and_nothing_else(
    added: list[tuple[int, int]], other: tuple[int, int]
) -> None:
    digests = Digests()
    for one in added:
        digests.add(one)
    assert all(one in digests for one in added)
    assert (other in digests) is (other in added)
    assert len(digests) == len(set(added))


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_two_runs_have_one_digest_only_if_they_are_one(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert (digest(one) == digest(other)) is (one == other)


def test_names_that_read_the_same_together_are_told_apart() -> None:
    assert digest(("a/b", "c")) != digest(("a", "b/c"))
    assert digest(("1/a", "b")) != digest(("a", "1/b"))


def test_a_run_takes_less_than_twenty_bytes() -> None:
    digests = Digests()
    for number in range(10_000):
        digests.add(digest((f"request-{number}", "1")))
    held = sum(sys.getsizeof(getattr(digests, half)) for half in ("_first", "_second"))
    assert held < 20 * len(digests)
