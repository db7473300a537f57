"""The room where fetched items wait and batches are formed: one lock around the pure parts."""

import threading
from collections.abc import Callable, Iterable

from schemas.records import Submission
from streams.clock import now_ms
from streams.item import Batch, Item, Partition
from streams.latency import LatencyModel
from streams.memory import Budget
from streams.queues import PartitionQueues
from streams.scheduler import FairScheduler
from streams.window import Close, Limits, decide


def past_deadline(item: Item) -> bool:
    """An expired item is not worth a model's time; the assembler has ended its request by itself. A
    submission is opened all the same: until then nobody knows of it."""
    expired = item.deadline_ms is not None and item.deadline_ms < now_ms()
    return expired and not isinstance(item.event, Submission)


class Backlog:
    """Items in, batches out. Safe for many threads.

    A batch is under way from `form` until `settled`; `run_ended` says when its device is free again.
    `runners` batches may run at once, and one more is formed ahead so that its loading overlaps.
    """

    def __init__(
        self,
        limits: Limits,
        budget: Budget,
        runners: int = 1,
        unwanted: Callable[[Item], bool] = past_deadline,
    ) -> None:
        self.limits = limits
        self.budget = budget
        self.latency = LatencyModel()
        self._runners = runners
        self._unwanted = unwanted
        self._changed = threading.Condition()
        self._queues = PartitionQueues()
        self._scheduler = FairScheduler()
        self._under_way: dict[int, Batch] = {}
        self._busy: dict[int, float | None] = {}
        self._cap = limits.max_items
        self._numbers = 0
        self._closed = False
        self.invalid = False

    def put(self, items: Iterable[Item]) -> None:
        """Adds items in partition order. Ignored while invalid: what is put then is fetched again."""
        with self._changed:
            if not self.invalid:
                for item in items:
                    self._queues.put(item)
                self._changed.notify_all()

    def form(self) -> Batch | None:
        """Waits for the next batch to close and takes it; its bytes are reserved. None after `close`."""
        with self._changed:
            while not self._closed:
                wait_s = self._until_close()
                batch = self._take() if wait_s is None else None
                if batch is not None:
                    return batch
                self._changed.wait(wait_s or 60.0)
            return None

    def run_started(self, batch: Batch) -> None:
        """The batch is loaded and has its device."""
        with self._changed:
            self._busy[batch.number] = now_ms()

    def run_ended(self, batch: Batch, duration_ms: float) -> None:
        """The batch left its device after `duration_ms`; its decoded bytes are given back."""
        with self._changed:
            self._busy.pop(batch.number, None)
            self.budget.release(batch.decoded_bytes)
            if batch.work > 0:
                self._scheduler.settle(batch.items, duration_ms)
                self.latency.observe(batch.work, duration_ms)
            self._cap = min(self.limits.max_items, self._cap + 1)
            self._changed.notify_all()

    def shrink(self, failed_at: int) -> None:
        """Out of memory at a batch of `failed_at`: the cap halves, and grows back by one a batch."""
        with self._changed:
            self._cap = max(1, min(self._cap, failed_at) // 2)

    def settled(self, batch: Batch) -> None:
        """The batch is committed, or dropped for good."""
        with self._changed:
            self._under_way.pop(batch.number, None)
            self._changed.notify_all()

    def drop(self, partitions: Iterable[Partition] | None = None) -> None:
        """Forgets what waits for these partitions (None: for all)."""
        with self._changed:
            if partitions is None:
                self._queues.clear()
            else:
                self._queues.drop(partitions)

    def drain(self, partitions: Iterable[Partition] | None, timeout_s: float) -> bool:
        """Waits until nothing of these partitions (None: nothing at all) is under way; False on timeout."""
        wanted = None if partitions is None else set(partitions)

        def done() -> bool:
            return not any(
                wanted is None or not wanted.isdisjoint(batch.leases) for batch in self._under_way.values()
            )

        with self._changed:
            return self._changed.wait_for(done, timeout_s)

    def invalidate(self) -> None:
        """A commit failed: everything under way and waiting is to be forgotten and fetched again. Until
        `reopen`, nothing is taken in and nothing formed."""
        with self._changed:
            self.invalid = True
            for batch in self._under_way.values():
                batch.dropped = True
            self._queues.clear()

    def reopen(self) -> None:
        """The reader has gone back to the committed offsets."""
        with self._changed:
            self._queues.clear()
            self.invalid = False
            self._changed.notify_all()

    def close(self) -> None:
        """No batch is formed any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def waiting(self) -> tuple[int, int]:
        """(items, bytes of their records) that wait."""
        with self._changed:
            return len(self._queues), self._queues.record_bytes

    def longest_run_ms(self) -> float:
        """How long the oldest batch that is running has been running."""
        with self._changed:
            now = now_ms()
            return max((now - started for started in self._busy.values() if started), default=0.0)

    def _until_close(self) -> float | None:
        """None: close now; else the seconds to wait, unless something changes first."""
        now = now_ms()
        busy = len(self._busy)
        if self.invalid or busy > self._runners or not len(self._queues):
            return 60.0
        waiting = self._queues.survey(self._predict_ms)
        idle = busy < self._runners
        decision = decide(self._limits(), waiting, idle, now)
        if isinstance(decision, Close):
            return None if idle or decision.reason == "full" else 60.0
        return max(0.0, min(60.0, (decision.until_ms - now) / 1000)) if idle else 60.0

    def _take(self) -> Batch | None:
        alone = self.budget.reservations == 0
        items, skipped = self._scheduler.fill(self._queues, self._limits(), self._unwanted, must=alone)
        if not items and not skipped:
            return None
        self._numbers += 1
        batch = Batch(self._numbers, items, now_ms(), skipped)
        self._under_way[batch.number] = batch
        self._busy[batch.number] = None
        reserved = self.budget.reserve(batch.decoded_bytes)
        assert reserved, "a batch was formed beyond the budget"
        return batch

    def _predict_ms(self, work: float) -> float:
        return self.latency.predict_ms(min(work, self.limits.max_work))

    def _limits(self) -> Limits:
        whole = self.limits
        return Limits(self._cap, whole.max_work, min(whole.max_bytes, self.budget.room()), whole.max_wait_ms)
