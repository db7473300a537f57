"""The room where batches are formed: one runs, one is formed ahead, and the budget holds for both."""

import itertools
import threading
from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from streams.backlog import Backlog
from streams.cap import Isolation
from streams.item import Batch, Item
from streams.memory import Budget
from streams.window import Limits, WindowRule
from tests.items import item

WAIT_S = 30


def formed(backlog: Backlog) -> Batch:
    batch = backlog.form()
    assert batch is not None
    return batch


def loaded(backlog: Backlog, batch: Batch) -> None:
    for one in batch.items:
        backlog.reserve(batch, one)


def learned(backlog: Backlog, a_ms: float = 625, c_ms: float = 95) -> None:
    """Has the backlog see batches of a device with these times."""
    for count in (1, 2, 4, 8, 16, 16, 16):
        batch = Batch(0, [item(offset=n) for n in range(count)], 0.0)
        backlog.run_started(batch)
        backlog.run_ended(batch, a_ms + c_ms * count)


def test_what_is_formed_ahead_waits_for_the_bytes_of_the_batch_that_runs() -> None:
    backlog = Backlog(Limits(8), Budget(100))
    backlog.put([item(offset=n, decoded_bytes=60) for n in range(2)])
    first = formed(backlog)
    loaded(backlog, first)
    backlog.run_started(first)
    second = formed(backlog)
    done = threading.Event()

    def load() -> None:
        loaded(backlog, second)
        done.set()

    thread = threading.Thread(target=load)
    thread.start()
    assert (len(first.items), len(second.items), backlog.budget.held_bytes) == (1, 1, 60)
    backlog.run_ended(first, 10)
    assert done.wait(WAIT_S)
    thread.join()
    assert backlog.budget.held_bytes == 60
    assert backlog.budget.peak_bytes == 60


def test_a_loader_does_not_outlive_a_loop_that_failed() -> None:
    backlog = Backlog(Limits(1), Budget(10))
    backlog.put([item(offset=n, decoded_bytes=10) for n in range(2)])
    first = formed(backlog)
    loaded(backlog, first)
    backlog.run_started(first)
    second = formed(backlog)
    thread = threading.Thread(target=loaded, args=(backlog, second))
    thread.start()
    backlog.abandon()
    thread.join(WAIT_S)
    assert not thread.is_alive()
    assert backlog.form() is None


def test_nobody_waits_for_running_work_once_the_loop_that_would_commit_it_has_failed() -> None:
    backlog = Backlog(Limits(8), Budget(100))
    backlog.put([item()])
    batch = formed(backlog)
    drained: list[bool] = []
    thread = threading.Thread(target=lambda: drained.append(backlog.drain(batch.leases, 2 * WAIT_S)))
    thread.start()
    backlog.abandon()
    thread.join(WAIT_S)
    assert drained == [False]


def test_urgent_pages_go_first_and_the_batch_is_filled_up_to_the_isolation_cap() -> None:
    backlog = Backlog(Limits(32), Budget(10**9), isolation=Isolation(16))
    learned(backlog)
    elephant = [item("bulk", "elephant", partition=0, offset=n) for n in range(60)]
    backlog.put([*elephant, item("one", "small", partition=1, lane="interactive")])
    first = formed(backlog)
    assert [one.tenant for one in first.items] == ["one", *["bulk"] * 15]
    loaded(backlog, first)
    backlog.run_started(first)
    backlog.run_ended(first, 720)
    second = formed(backlog)
    assert len(second.items) == 16, "the elephant alone, but somebody small was here a moment ago"


def test_a_batch_of_one_request_leaves_the_others_waiting() -> None:
    backlog = Backlog(Limits(100), Budget(10**9), window=WindowRule(one_request=True))
    backlog.put([item(request=f"r{n % 2}", partition=n % 2, offset=n) for n in range(10)])
    sizes: list[set[str]] = []
    for _ in range(2):
        batch = formed(backlog)
        sizes.append({one.event.request_id for one in batch.items})
        backlog.run_started(batch)
        backlog.run_ended(batch, 1)
    assert sorted(map(sorted, sizes)) == [["r0"], ["r1"]]


def test_a_fixed_window_waits_beside_an_idle_device() -> None:
    backlog = Backlog(Limits(2, max_wait_ms=60_000), Budget(100), window=WindowRule(idle_close=False))
    backlog.put([item(arrived_ms=1e15)])
    batches: list[Batch | None] = []
    thread = threading.Thread(target=lambda: batches.append(backlog.form()))
    thread.start()
    backlog.put([item(offset=1, arrived_ms=1e15)])
    thread.join(WAIT_S)
    assert [len(batch.items) for batch in batches if batch] == [2]


@given(
    st.lists(st.integers(0, 150), min_size=1, max_size=40),
    st.integers(1, 6),
    st.integers(1, 100),
    st.lists(st.booleans(), min_size=1, max_size=20),
)
def test_the_budget_holds_in_any_order_of_events_and_every_item_gets_through(
    sizes: list[int], cap: int, budget_bytes: int, ends: list[bool]
) -> None:
    budget = Budget(budget_bytes)
    backlog = Backlog(Limits(cap), budget)
    backlog.put([item(offset=n, decoded_bytes=size) for n, size in enumerate(sizes)])
    running: deque[Batch] = deque()
    ran: list[Item] = []
    turns = itertools.cycle(ends)

    def end() -> None:
        batch = running.popleft()
        ran.extend(batch.items)
        backlog.run_ended(batch, 5)

    while len(ran) < len(sizes):
        if backlog.waiting()[0] and len(running) < 2:
            batch = formed(backlog)
            for one in batch.items:
                while not budget.allows(one.cost.decoded_bytes):
                    end()  # where the loader would wait, what runs must be able to help
                backlog.reserve(batch, one)
                assert budget.held_bytes <= max(budget_bytes, *sizes)
            backlog.run_started(batch)
            running.append(batch)
        if running and (len(running) == 2 or not backlog.waiting()[0] or next(turns)):
            end()
    assert [one.record.offset for one in ran] == list(range(len(sizes)))
    assert (budget.held_bytes, budget.reservations) == (0, 0)
