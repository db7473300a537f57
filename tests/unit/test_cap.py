"""The cap of a batch: what fits the memory, what newcomers can bear, and what is worth waiting for."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.cap import BatchCap, Isolation
from streams.latency import LatencyModel
from streams.window import Limits

MISSION = (625.0, 95.0)
"""The mission's device: t(b) = 0.625 + 0.095 b seconds."""
API = Isolation(max_items=16)


def learned(a_ms: float, c_ms: float) -> LatencyModel:
    model = LatencyModel()
    for work in (1, 2, 5, 9, 16, 3):
        model.observe(work, a_ms + c_ms * work)
    return model


def test_a_lone_tenant_gets_full_batches_and_a_crowd_the_isolation_slice() -> None:
    cap, model = BatchCap(Limits(32), API), learned(*MISSION)
    assert cap.limits(model, 1.0).max_items == 32
    cap.note(crowded=True)
    shared = cap.limits(model, 1.0)
    assert shared.max_items == 16
    assert int(shared.max_work) == 16, "the smallest batch with 85% of a full one's throughput"


def test_isolation_lasts_some_batches_longer_than_the_crowd() -> None:
    cap, model = BatchCap(Limits(32), API), learned(*MISSION)
    cap.note(crowded=True)
    for _ in range(63):
        cap.note(crowded=False)
    assert cap.limits(model, 1.0).max_items == 16
    cap.note(crowded=False)
    assert cap.limits(model, 1.0).max_items == 32


def test_a_given_slice_in_milliseconds_is_kept() -> None:
    cap, model = BatchCap(Limits(32), Isolation(32, slice_ms=1100)), learned(*MISSION)
    cap.note(crowded=True)
    assert cap.limits(model, 1.0).max_work == pytest.approx(5.0)


@given(
    st.floats(0, 2000),
    st.floats(0.001, 500),
    st.floats(0.5, 1e6),
    st.integers(2, 64),
    st.floats(0.5, 0.95),
)
def test_isolation_never_costs_more_throughput_than_was_allowed(
    a: float, c: float, item_work: float, most: int, efficiency: float
) -> None:
    model = LatencyModel()
    for items in (1, 2, 5, 9, 3):
        model.observe(items * item_work, a + c * items)
    cap = BatchCap(Limits(most), Isolation(most, efficiency=efficiency))
    cap.note(crowded=True)
    shared = min(most, max(1, int(cap.limits(model, item_work).max_work / item_work)))
    rate = shared / (a + c * shared)
    worthwhile = 0.98 / c
    assert rate >= 0.99 * min(efficiency * most / (a + c * most), worthwhile)


def test_batches_that_gain_nothing_by_size_stay_short() -> None:
    cap = BatchCap(Limits(32))
    assert cap.limits(learned(0.0, 3000.0), 1.0).max_work < 1, "a page alone is as fast an item"
    assert cap.limits(learned(*MISSION), 1.0).max_work > 300, "every page more pays"


def test_before_anything_is_known_of_the_device_batches_are_small() -> None:
    cap, model = BatchCap(Limits(32)), LatencyModel()
    assert cap.limits(model, 1.0).max_items == 8
    model.observe(2, 815)
    assert cap.limits(model, 1.0).max_items == 32
    slow = LatencyModel()
    slow.observe(8, 24_000)
    assert cap.limits(slow, 1.0).max_work == pytest.approx(5.0), "15 s at the worst"


@given(st.lists(st.one_of(st.none(), st.integers(1, 40)), max_size=80))
def test_out_of_memory_halves_the_cap_and_it_grows_back_slowly(failures: list[int | None]) -> None:
    cap, model = BatchCap(Limits(32)), learned(*MISSION)
    before = 32
    for failed_at in failures:
        if failed_at is None:
            cap.ran()
            after = cap.limits(model, 1.0).max_items
            assert after == min(32, before + 1)
        else:
            cap.shrink(failed_at)
            after = cap.limits(model, 1.0).max_items
            assert after == max(1, min(before, failed_at) // 2)
        before = after


def test_without_isolation_a_crowd_changes_nothing() -> None:
    cap, model = BatchCap(Limits(32)), learned(*MISSION)
    cap.note(crowded=True)
    assert cap.limits(model, 1.0).max_items == 32
    assert not math.isinf(cap.limits(model, 1.0).max_work)
