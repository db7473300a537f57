"""The room where fetched items wait and batches are formed: one lock around the pure parts."""

import threading
from collections.abc import Iterable
from dataclasses import replace

from streams.cap import BatchCap, Isolation
from streams.clock import now_ms
from streams.devices import Devices
from streams.figures import Figures, figures_of
from streams.item import Batch, Item, Partition
from streams.latency import ShapedLatency
from streams.memory import Budget
from streams.queues import PartitionQueues
from streams.scheduler import FairScheduler
from streams.unwanted import Unwanted, past_deadline
from streams.window import Close, Limits, WindowRule, decide

_LONG_S = 60.0
_ADAPTIVE = WindowRule()


class Backlog:
    """Items in, batches out. Safe for many threads.

    A batch is under way from `form` until `settled`; `run_ended` says when its device is free again.
    `runners` batches may run at once, and one more is formed ahead so that its loading overlaps: as late as
    it can be loaded in time, because whoever comes after it was formed waits for the next.
    """

    def __init__(
        self,
        limits: Limits,
        budget: Budget,
        runners: int = 1,
        isolation: Isolation | None = None,
        window: WindowRule = _ADAPTIVE,
        unwanted: Unwanted = past_deadline,
    ) -> None:
        self.budget = budget
        self.latency = ShapedLatency()
        self._runners = runners
        self._window = window
        self._unwanted = unwanted
        self._changed = threading.Condition()
        self._queues = PartitionQueues()
        self._scheduler = FairScheduler()
        self._under_way: dict[int, Batch] = {}
        self._devices = Devices(runners)
        self._cap = BatchCap(_shared(limits, budget, runners), isolation)
        self._numbers = 0
        self._draining: set[Partition] = set()
        self._closed = False
        self._abandoned = False
        self.invalid = False

    def put(self, items: Iterable[Item]) -> None:
        """Adds items in partition order. Ignored while invalid: what is put then is fetched again."""
        with self._changed:
            if not self.invalid:
                for item in items:
                    self._queues.put(item)
                self._changed.notify_all()

    def form(self) -> Batch | None:
        """Waits for the next batch to close and takes it. None after `close`."""
        with self._changed:
            while not self._closed:
                wait_s = self._until_close()
                batch = self._take() if wait_s is None else None
                if batch is not None:
                    return batch
                self._changed.wait(wait_s or 60.0)
            return None

    def reserve(self, batch: Batch, item: Item) -> None:
        """Before an item is loaded: waits until its decoded bytes fit the budget beside what earlier batches
        hold. Cannot wait for ever: earlier batches are loaded whole, and no batch exceeds the budget but
        by a single item."""
        with self._changed:
            size_bytes = item.cost.decoded_bytes
            self._changed.wait_for(lambda: self._abandoned or self.budget.allows(size_bytes))
            if not self._abandoned:
                self.budget.reserve(size_bytes)
                batch.reserved.append(size_bytes)

    def loaded(self, batch: Batch, load_ms: float) -> None:
        """The batch took so long to load, waiting for the budget left out."""
        with self._changed:
            self._devices.loaded(load_ms)

    def await_others(self, batch: Batch) -> None:
        """Waits until every other batch has run. Only whoever forms batches may ask, before forming more."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._abandoned or all(b.ran for b in self._under_way.values() if b is not batch)
            )

    def await_run(self, batch: Batch) -> None:
        """Waits until the batch has run."""
        with self._changed:
            self._changed.wait_for(lambda: self._abandoned or batch.ran)

    def run_started(self, batch: Batch) -> None:
        """The batch is loaded and has its device."""
        with self._changed:
            predicted_ms = self.latency.predict_ms(batch.largest_work, batch.work)
            self._devices.start(batch.number, now_ms(), predicted_ms)
            self._changed.notify_all()

    def rest(self, batch: Batch, pause_s: float) -> None:
        """Waits before the batch is tried again. It ends at once where the batch is wanted back, by a stop or
        because its partitions go elsewhere: then everything under way is to be fetched again."""
        with self._changed:
            self._devices.rest(batch.number)
            self._changed.wait_for(lambda: batch.dropped or self._wanted_back(batch), pause_s)
            if not batch.dropped and self._wanted_back(batch):
                self.invalidate()
                self._changed.notify_all()

    def run_ended(self, batch: Batch, duration_ms: float) -> None:
        """The batch left its device after `duration_ms`; its decoded bytes are given back."""
        with self._changed:
            self._devices.end(batch.number)
            batch.ran = True
            for size_bytes in batch.reserved:
                self.budget.release(size_bytes)
            batch.reserved.clear()
            if batch.dropped:
                self._scheduler.forget(batch.items)
            elif batch.work > 0:
                self._scheduler.settle(batch.items, duration_ms)
                self.latency.observe(batch.largest_work, batch.work, duration_ms)
                self._cap.ran()
            self._changed.notify_all()

    def shrink(self, failed_at: int) -> None:
        """Out of memory at a batch of `failed_at`: the cap halves, and grows back by one a batch."""
        with self._changed:
            self._cap.shrink(failed_at)

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
        """Waits until nothing of these partitions (None: nothing at all) is under way; False on timeout, and
        at once where the loop has failed: nobody will commit what still is."""
        wanted = None if partitions is None else set(partitions)

        def done() -> bool:
            return not any(
                wanted is None or not wanted.isdisjoint(batch.leases) for batch in self._under_way.values()
            )

        with self._changed:
            self._draining = wanted or set()
            self._changed.notify_all()
            try:
                self._changed.wait_for(lambda: self._abandoned or done(), timeout_s)
                return done()
            finally:
                self._draining = set()

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

    def abandon(self) -> None:
        """The loop has failed: nobody waits here any more."""
        with self._changed:
            self._abandoned = self._closed = True
            self._changed.notify_all()

    def figures(self) -> Figures:
        with self._changed:
            return figures_of(len(self._queues), self.budget, self.latency)

    def longest_run_ms(self) -> float:
        """How long the oldest batch that is running has been running."""
        with self._changed:
            return self._devices.longest_run_ms(now_ms())

    def _wanted_back(self, batch: Batch) -> bool:
        return self._closed or not self._draining.isdisjoint(batch.leases)

    def _until_close(self) -> float | None:
        """None: close now; else the seconds to wait, unless something changes first."""
        now = now_ms()
        if self.invalid or not len(self._queues):
            return _LONG_S
        ready_ms = self._devices.ready_at_ms()
        if now < ready_ms:
            return min(_LONG_S, (ready_ms - now) / 1000)
        mean, largest = self._queues.shape()
        model = self.latency.of(largest)
        limits = self._cap.limits(model, mean)
        waiting = self._queues.survey(lambda work: model.predict_ms(min(work, limits.max_work)))
        decision = decide(limits, waiting, self._window.idle_close, now)
        if isinstance(decision, Close):
            return None
        return max(0.0, min(_LONG_S, (decision.until_ms - now) / 1000))

    def _take(self) -> Batch | None:
        self._cap.note(self._queues.crowded)
        mean, largest = self._queues.shape()
        model = self.latency.of(largest)
        limits = self._cap.limits(model, mean)
        items, skipped = self._scheduler.fill(self._queues, limits, self._unwanted, self._window.one_request)
        if not items and not skipped:
            return None
        self._numbers += 1
        batch = Batch(self._numbers, items, now_ms(), skipped)
        self._under_way[batch.number] = batch
        self._devices.form(batch.number)
        return batch


def _shared(limits: Limits, budget: Budget, runners: int) -> Limits:
    """No batch beyond its share of the budget: whoever runs beside it needs the rest."""
    return replace(limits, max_bytes=min(limits.max_bytes, budget.limit_bytes / runners))
