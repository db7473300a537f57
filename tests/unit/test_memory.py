"""The budget of decoded bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.memory import Budget


@given(st.integers(1, 100), st.lists(st.integers(0, 150), max_size=40))
def test_what_is_held_stays_in_the_budget_but_for_one_reservation_alone(limit: int, sizes: list[int]) -> None:
    budget, held = Budget(limit), list[int]()
    for size in sizes:
        if budget.reserve(size):
            held.append(size)
        elif held:
            budget.release(held.pop(0))
        assert budget.held_bytes == sum(held)
        assert budget.held_bytes <= limit or len([size for size in held if size]) == 1
    for size in held:
        budget.release(size)
    assert budget.held_bytes == 0
    assert budget.reserve(limit * 10), "an empty budget lets one through, whatever its size"


def test_giving_back_what_was_not_taken_is_refused() -> None:
    with pytest.raises(ValueError):
        Budget(10).release(1)


def test_what_holds_nothing_passes_beside_what_holds_too_much() -> None:
    budget = Budget(10)
    assert budget.reserve(100)
    assert budget.reserve(0)
    assert not budget.reserve(1)
    budget.release(0)
    budget.release(100)
    assert budget.held_bytes == 0
