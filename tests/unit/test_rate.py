"""How fast things are done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.rate import Rate


@given(st.floats(0.5, 40.0), st.floats(1.0, 4.0))
def test_a_steady_rate_is_found_after_some_half_lives(per_s: float, half_life_s: float) -> None:
    rate = Rate(half_life_s)
    step_ms = 1000 / per_s
    steps = int(10 * half_life_s * per_s) + 200
    for step in range(steps):
        rate.add(1, step * step_ms)
    assert rate.per_s(steps * step_ms) == pytest.approx(per_s, rel=0.15 + 1.0 / (per_s * half_life_s))


def test_what_is_long_ago_counts_no_more() -> None:
    rate = Rate(5.0)
    rate.add(1000, 0.0)
    assert rate.per_s(100_000.0) < 0.001


def test_a_clock_that_goes_back_changes_nothing() -> None:
    rate = Rate(5.0)
    rate.add(10, 5000.0)
    assert rate.per_s(1000.0) == rate.per_s(5000.0)
