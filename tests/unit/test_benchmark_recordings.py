"""Figures from what devices and probes wrote down."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.recordings import (
    Call,
    fill,
    held_over_time,
    held_peak_bytes,
    idle_gaps_s,
    jain,
    quantile,
    read_calls,
)

SHARES = st.lists(st.floats(0.001, 1000), min_size=1, max_size=20)
SIZES = st.lists(st.integers(1, 64), min_size=1, max_size=30)


def calls(*pages: int) -> list[Call]:
    """Back to back, a second for every page."""
    begun = [sum(pages[:n]) for n in range(len(pages))]
    return [Call(0, 1, start, start, start + size, size, 0) for start, size in zip(begun, pages, strict=True)]


def probed(folder: Path, pid: int, *changes: tuple[float, int]) -> None:
    lines = [json.dumps({"at": at, "held": held, "peak": held}) + "\n" for at, held in changes]
    (folder / f"held-{pid}.jsonl").write_text("".join(lines))


@given(SHARES, st.floats(0.01, 1))
def test_a_quantile_is_a_value_that_was_measured_with_at_least_its_share_below(
    values: list[float], q: float
) -> None:
    found = quantile(values, q)
    assert found in values
    assert sum(value <= found for value in values) >= q * len(values) - 1e-6


def test_the_p99_of_a_hundred_is_the_second_largest_and_that_of_few_the_largest() -> None:
    assert quantile(range(1, 101), 0.99) == 99
    assert quantile(range(1, 101), 0.07) == 7
    assert quantile(range(1, 31), 0.5) == 15
    assert quantile([3, 1, 2], 0.99) == 3
    assert quantile([3, 1, 2], 0.5) == 2
    assert math.isnan(quantile([], 0.5))


@given(SHARES, st.floats(0.1, 10))
def test_jains_index_lies_between_one_share_and_one_whatever_the_unit(
    shares: list[float], unit: float
) -> None:
    index = jain(shares)
    assert 1 / len(shares) - 1e-9 <= index <= 1 + 1e-9
    assert jain(share * unit for share in shares) == pytest.approx(index)


def test_even_shares_have_an_index_of_one_and_a_lone_winner_that_of_its_rivals_number() -> None:
    assert jain([2, 2, 2]) == 1
    assert jain([5, 0, 0, 0]) == 0.25
    assert jain([0, 0]) == 1


@given(SIZES)
def test_batches_as_a_page_sees_them_are_no_smaller_than_as_the_device_sees_them(sizes: list[int]) -> None:
    figures = fill(calls(*sizes))
    assert figures["pages"] == figures["busy_s"] == sum(sizes)
    assert figures["batch_mean"] <= figures["batch_of_a_page"] + 1e-9
    assert figures["batch_of_a_page"] <= figures["batch_max"] == max(sizes)
    assert figures["device_s_per_page"] == pytest.approx(1)


def test_nothing_called_is_no_batch() -> None:
    assert fill([]) == {"calls": 0, "pages": 0, "busy_s": 0.0}


def test_gaps_are_counted_between_calls_only() -> None:
    first, second, third = calls(1, 1, 2)
    assert idle_gaps_s([first, second, third]) == [0, 0]
    assert idle_gaps_s([first, third]) == [1]


def test_calls_of_all_processes_are_in_order_of_their_start_and_half_a_line_is_none(tmp_path: Path) -> None:
    line = {"device": 0, "pid": 1, "asked": 0.0, "start": 5.0, "end": 6.0, "pages": 8, "decoded_bytes": 0}
    (tmp_path / "calls-1.jsonl").write_text(json.dumps(line) + '\n{"device": 0, "pi')
    (tmp_path / "calls-2.jsonl").write_text(json.dumps({**line, "start": 2.0, "end": 3.0}) + "\n")
    assert [call.start for call in read_calls(tmp_path)] == [2.0, 5.0]
    assert [call.start for call in read_calls(tmp_path, since=4.0)] == [5.0]
    assert [call.start for call in read_calls(tmp_path, until=4.0)] == [2.0]


def test_the_peak_is_of_what_processes_held_at_one_time(tmp_path: Path) -> None:
    probed(tmp_path, 1, (1, 100), (3, 0), (5, 40))
    probed(tmp_path, 2, (2, 50), (4, 80), (6, 0))
    assert held_over_time(tmp_path) == [(1, 100), (2, 150), (3, 50), (4, 80), (5, 120), (6, 40)]
    assert held_peak_bytes(tmp_path) == 150
    assert held_peak_bytes(tmp_path, since=3) == 120
    assert held_peak_bytes(tmp_path, until=1) == 100
    assert held_peak_bytes(tmp_path, since=7) == 0
