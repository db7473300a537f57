"""When a batch closes, rule by rule and in their order."""

import math

import pytest

from streams.item import Item
from streams.queues import PartitionQueues
from streams.window import Close, Limits, Wait, Waiting, decide
from tests.items import item


def survey(*items: Item, predicted_ms: float = 0.0) -> Waiting:
    queues = PartitionQueues()
    for one in items:
        queues.put(one)
    return queues.survey(lambda _: predicted_ms)


LIMITS = Limits(max_items=8, max_work=100, max_bytes=1000, max_wait_ms=100)


def waiting(
    items: int = 1, work: float = 1, decoded_bytes: int = 1, oldest_ms: float = 0, sibling_due: bool = False,
    latest_start_ms: float = math.inf,
) -> Waiting:  # fmt: skip
    return Waiting(items, work, decoded_bytes, oldest_ms, sibling_due, latest_start_ms)


@pytest.mark.parametrize(
    "full", [waiting(items=8), waiting(work=100), waiting(decoded_bytes=1000)], ids=["items", "work", "bytes"]
)
def test_a_cap_closes_the_batch_even_on_a_busy_device(full: Waiting) -> None:
    assert decide(LIMITS, full, device_idle=False, now_ms=0) == Close("full")


def test_the_oldest_item_waits_no_longer_than_max_wait() -> None:
    assert decide(LIMITS, waiting(), device_idle=False, now_ms=99) == Wait(100)
    assert decide(LIMITS, waiting(), device_idle=False, now_ms=100) == Close("waited")


def test_an_idle_device_takes_what_is_there_unless_a_sibling_is_due() -> None:
    assert decide(LIMITS, waiting(), device_idle=True, now_ms=0) == Close("idle")
    assert decide(LIMITS, waiting(sibling_due=True), device_idle=True, now_ms=0) == Wait(100)


def test_a_batch_closes_before_waiting_would_miss_a_deadline() -> None:
    due = waiting(latest_start_ms=40, sibling_due=True)
    assert decide(LIMITS, due, device_idle=True, now_ms=39) == Wait(40)
    assert decide(LIMITS, due, device_idle=True, now_ms=40) == Close("deadline")


def test_nothing_waits_for_nothing() -> None:
    assert decide(LIMITS, survey(), device_idle=True, now_ms=0) == Wait(math.inf)


def test_a_sibling_is_due_until_the_last_event_of_its_slice_has_come() -> None:
    first = item(arrived_ms=1, following=1)
    last = item(arrived_ms=2, following=0, offset=1)
    assert survey(first).sibling_due
    assert not survey(first, last).sibling_due
    assert survey(first, last, item(request="other", following=2)).sibling_due


def test_the_nearest_deadline_decides_the_latest_start() -> None:
    backlog = (item(deadline_at_ms=500), item(deadline_at_ms=300, partition=1))
    assert survey(*backlog, predicted_ms=50).latest_start_ms == 250
