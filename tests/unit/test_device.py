"""Who goes next on a device that several stages share."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.models.device import DeviceTurns, device_of, next_turn

ORDER: tuple[str, ...] = ("layout", "ocr", "table")
WAIT_S = 20


class Clock:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.mark.parametrize(("there", "auto"), [(True, "cuda:0"), (False, "cpu")])
def test_one_device_has_one_name(monkeypatch: pytest.MonkeyPatch, there: bool, auto: str) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: there)
    assert [device_of(name) for name in ("auto", "cuda", "cuda:0", "cuda:1", "cpu")] == [
        auto,
        "cuda:0",
        "cuda:0",
        "cuda:1",
        "cpu",
    ]


def test_the_stage_that_used_least_goes_next_and_the_downstream_one_on_a_tie() -> None:
    assert next_turn({"layout", "ocr"}, {"layout": 1.0, "ocr": 2.0}, ORDER) == "layout"
    assert next_turn({"layout", "ocr"}, {"layout": 2.0, "ocr": 2.0}, ORDER) == "ocr"
    assert next_turn({"layout", "table", "ocr"}, {}, ORDER) == "table"


@given(st.lists(st.floats(0.01, 1.0), min_size=30, max_size=60))
def test_stages_that_always_wait_differ_by_at_most_one_batch(batches: list[float]) -> None:
    used = dict.fromkeys(ORDER, 0.0)
    for seconds in batches:
        used[next_turn(ORDER, used, ORDER)] += seconds
    assert max(used.values()) - min(used.values()) <= max(batches) + 1e-9


def test_turns_are_charged_also_where_the_work_failed() -> None:
    clock = Clock()
    turns = DeviceTurns(ORDER, clock)
    with turns.turn("ocr"):
        clock.now_s += 2

    def fails() -> None:
        with turns.turn("layout"):
            clock.now_s += 1
            raise MemoryError

    with pytest.raises(MemoryError):
        fails()
    assert turns.used_s() == {"layout": 1, "ocr": 2, "table": 0}


def test_a_stage_nobody_named_is_refused() -> None:
    with (
        pytest.raises(ValueError, match="chart is no stage of this device"),
        DeviceTurns(ORDER).turn("chart"),
    ):
        pass


def test_a_stage_that_rested_starts_level_with_the_one_at_work() -> None:
    clock = Clock()
    turns = DeviceTurns(ORDER, clock)
    with turns.turn("layout"):
        clock.now_s += 100
    arrived = threading.Event()

    def come_back() -> None:
        arrived.set()
        with turns.turn("ocr"):
            pass

    with ThreadPoolExecutor(1) as threads, turns.turn("layout"):
        waiting = threads.submit(come_back)
        assert arrived.wait(WAIT_S)
        give_up_at = time.monotonic() + WAIT_S
        while turns.used_s()["ocr"] < 100:  # until the other thread stands in the queue
            assert time.monotonic() < give_up_at
    waiting.result(WAIT_S)
    assert turns.used_s()["ocr"] == 100


def test_only_one_stage_holds_the_device_at_a_time() -> None:
    turns = DeviceTurns(ORDER)
    holders: list[str] = []
    most: list[int] = []

    def work(stage: str) -> None:
        for _ in range(50):
            with turns.turn(stage):
                holders.append(stage)
                most.append(len(holders))
                holders.remove(stage)

    with ThreadPoolExecutor(6) as threads:
        for future in [threads.submit(work, stage) for stage in ORDER * 2]:
            future.result(WAIT_S)
    assert set(most) == {1}
    assert len(most) == 300
