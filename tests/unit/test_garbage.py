"""Old objects are looked through by the clock, and what goes in circles still goes."""

import gc
import threading
import time
import weakref

import psutil

from octavo.garbage import GarbageTurns, pause_after


class Node:
    def __init__(self) -> None:
        self.itself = self


def whole_looks() -> int:
    return gc.get_stats()[2]["collections"]


def test_a_growing_heap_is_not_looked_through_again_and_again() -> None:
    with GarbageTurns(every_s=3600):
        before = whole_looks()
        kept = [[number] for number in range(400_000)]
        assert whole_looks() == before
    assert len(kept) == 400_000


def test_the_same_heap_is_looked_through_without_it() -> None:
    before = whole_looks()
    kept = [[number] for number in range(400_000)]
    assert whole_looks() > before
    assert len(kept) == 400_000


def test_a_circle_that_grew_old_goes_with_the_next_look() -> None:
    gone = threading.Event()
    with GarbageTurns(every_s=0.05):
        node = Node()
        gc.collect(1)
        weakref.finalize(node, gone.set)
        del node
        assert gone.wait(30)


def test_looking_takes_a_hundredth_of_the_time_at_most() -> None:
    assert pause_after(0.01) == 30
    assert pause_after(2.5) == 250


def test_python_looks_on_its_own_account_again_after_it() -> None:
    before = gc.get_threshold()
    with GarbageTurns():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_what_was_freed_between_things_that_stay_goes_back_to_the_system() -> None:
    process = psutil.Process()
    blocks = [bytes(4000) for _ in range(50_000)]
    kept = blocks[::100]
    full = process.memory_info().rss
    with GarbageTurns(every_s=0.05):
        del blocks
        until = time.monotonic() + 30
        while process.memory_info().rss > full - 100_000_000:
            assert time.monotonic() < until, "200 MB were freed"
            time.sleep(0.01)
    assert len(kept) == 500
