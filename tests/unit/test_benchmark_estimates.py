"""How sure a ratio is, how even shares are, how fast a device went; and what first in, first out would do."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.estimates import Served, bootstrap_ratio, busy_share, jain_of_windows, pages_per_s
from benchmarks.queueing import Arrival, fifo_latencies_s, poisson_s
from benchmarks.recordings import Call

ARRIVALS = st.lists(st.builds(Arrival, st.floats(0, 50), st.integers(1, 40)), max_size=25)
A_S, C_S = 0.625, 0.095


def batch_s(pages: int) -> float:
    return A_S + C_S * pages


def call(start: float, end: float, pages: int) -> Call:
    return Call(0, 1, start, start, end, pages, 0)


def test_the_interval_of_a_ratio_holds_the_ratio_and_narrows_with_the_samples() -> None:
    few, many = list(range(1, 30)), [value for value in range(1, 30) for _ in range(40)]
    double = [2.0 * value for value in few]
    low, high = bootstrap_ratio(double, few, q=0.5)
    assert low < 2 < high
    closer = bootstrap_ratio([2.0 * value for value in many], many, q=0.5)
    assert closer[1] - closer[0] < high - low


def test_the_same_samples_give_the_same_interval_and_none_gives_none() -> None:
    assert bootstrap_ratio([1, 2, 3], [1, 2], resamples=50) == bootstrap_ratio(
        [1, 2, 3], [1, 2], resamples=50
    )
    assert all(math.isnan(edge) for edge in bootstrap_ratio([], [1.0]))


def test_a_call_at_the_edge_of_a_span_counts_by_the_part_within() -> None:
    done = [call(0, 2, 8), call(3, 5, 8)]
    assert pages_per_s(done, 0, 5) == 16 / 5
    assert pages_per_s(done, 1, 4) == (4 + 4) / 3
    assert busy_share(done, 0, 5) == 4 / 5
    assert busy_share(done, 0, 5, devices=2) == 2 / 5
    assert pages_per_s(done, 2, 3) == busy_share(done, 2, 3) == 0


def test_evenness_is_told_window_by_window_while_all_are_backlogged() -> None:
    done = [Served(0.5, "a", 1), Served(0.6, "b", 1), Served(1.5, "a", 2), Served(9, "b", 5)]
    assert jain_of_windows(done, {"a": 2, "b": 9}, 0, 1) == [1, 0.5]
    assert jain_of_windows(done, {"a": 9, "b": 9}, 2, 1) == []
    assert jain_of_windows(done, {}, 0, 1) == []


@given(st.floats(0.1, 1000), st.integers(0, 200), st.integers(0, 5))
def test_arrivals_come_in_order_and_the_same_seed_repeats_them(rate: float, count: int, seed: int) -> None:
    times = poisson_s(rate, count, seed)
    assert len(times) == count
    assert times == sorted(times)
    assert times == poisson_s(rate, count, seed)


def test_gaps_have_the_mean_of_their_rate_and_no_rate_is_refused() -> None:
    assert poisson_s(20, 20_000, 1)[-1] == pytest.approx(1000, rel=0.03)
    with pytest.raises(ValueError, match="positive rate"):
        poisson_s(0, 1, 1)


@given(ARRIVALS, st.integers(1, 32))
def test_first_in_first_out_ends_every_arrival_in_order_and_none_before_its_own_work(
    arrivals: list[Arrival], cap: int
) -> None:
    done = fifo_latencies_s(arrivals, batch_s, cap)
    assert [arrival for arrival, _ in done] == sorted(arrivals)
    ends = [arrival.at_s + latency_s for arrival, latency_s in done]
    assert all(before <= after + 1e-9 for before, after in itertools.pairwise(ends))
    for arrival, latency_s in done:
        assert latency_s >= C_S * arrival.pages + A_S - 1e-9


def test_a_page_behind_an_elephant_waits_for_all_of_it() -> None:
    done = dict(fifo_latencies_s([Arrival(0, 80), Arrival(1, 1)], batch_s, cap=8))
    assert done[Arrival(0, 80)] == pytest.approx(10 * batch_s(8))
    assert done[Arrival(1, 1)] == pytest.approx(10 * batch_s(8) + batch_s(1) - 1)
