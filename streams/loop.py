"""The stage loop: poll, form, load, run, commit; each in its own thread, none waiting for another's work.

    poll -> backlog -> form + load -> run -> commit

Guaranteed: every record of an owned partition is answered in exactly one committed transaction, in order
within its partition. Not guaranteed: that an item is run only once (a batch whose commit failed is run
again), or in which order items of different partitions run.
"""

import logging
import os
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from schemas.codes import ErrorCode
from schemas.records import Record
from schemas.stage import AnyAgent, Cost, Ok, Rejected
from streams.answer import answer
from streams.backlog import Backlog
from streams.clock import now_ms
from streams.codec import Undecodable
from streams.connection import Connection
from streams.consumer import FatalKafkaError, PartitionReader
from streams.item import Batch, Item, Partition
from streams.ladder import climb
from streams.memory import Budget
from streams.producer import Aborted, TransactionalProducer
from streams.refused import refused_event
from streams.stage import LoopOptions, Stage

log = logging.getLogger(__name__)

_BRAKE_ITEMS = 4000
_MOST_ABORTS = 8
_FIRST_PAUSE_S = 0.025
_BRAKE_BYTES = 64 * 1024 * 1024
HUNG_EXIT_CODE = 75


class StageLoop:
    """Runs one stage until `stop`. `run` raises what ended it: FatalKafkaError, or an agent's own start."""

    def __init__(
        self,
        stage: Stage,
        connection: Connection,
        slot: str,
        build_agent: Callable[[], AnyAgent],
        options: LoopOptions | None = None,
    ) -> None:
        self._stage = stage
        self._options = options or LoopOptions()
        self._slot = slot
        self._build_agent = build_agent
        self._agent: AnyAgent | None = None
        self._stopping = threading.Event()
        self._failure: BaseException | None = None
        self._fetched: list[tuple[Record, int]] = []
        self._polled = threading.Condition()
        self._polls = 0
        self._braking = False
        self._aborts = 0
        self._metadata: Any = None
        self._loaded: queue.Queue[Batch | None] = queue.Queue()
        self._ran: queue.Queue[Batch | None] = queue.Queue()
        options = self._options
        self.backlog = Backlog(
            options.limits, Budget(options.budget_bytes), options.runners, options.isolation, options.window
        )
        self._reader = PartitionReader(
            connection, stage.name, stage.reads, slot, options.session_timeout_ms, self._before_revoke
        )
        self._producer = TransactionalProducer(connection, slot, options.session_timeout_ms)

    def stop(self) -> None:
        """Asks the loop to finish what is running, commit it, and return. Safe from any thread."""
        self._stopping.set()
        self.backlog.close()

    def run(self) -> None:
        threads = [
            threading.Thread(target=self._guarded, args=(work,), name=f"{self._stage.name}-{name}")
            for name, work in (
                ("form", self._form),
                ("commit", self._commit),
                *((f"run{i}", self._run) for i in range(self._options.runners)),
            )
        ]
        for thread in threads:
            thread.start()
        try:
            self._poll()
        finally:
            self._wind_down(threads)
        if self._failure is not None:
            raise self._failure

    def _wind_down(self, threads: Sequence[threading.Thread]) -> None:
        self.backlog.close()
        self._stopping.set()
        for thread in threads:
            thread.join(self._options.drain_s)
        try:
            self._reader.close()
        finally:
            self._producer.close()
            if self._agent is not None:
                self._agent.close()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # handed to the polling thread, which raises it
            log.debug("the loop of %s ends", self._stage.name, exc_info=True)
            self._failure = self._failure or error
            self._stopping.set()
            self.backlog.abandon()

    # poll: the thread that called run()

    def _poll(self) -> None:
        while not self._stopping.is_set():
            self._fetch()
            self._end_if_hung()
        self.backlog.close()
        self._drain()

    def _fetch(self) -> None:
        self._fetched += self._reader.poll(256, 0.1)
        if self._agent is not None:
            owned = [pair for pair in self._fetched if self._reader.leases.of(_partition(pair[0])) == pair[1]]
            self._fetched = []
            self.backlog.put([self._item(self._agent, record, lease) for record, lease in owned])
        if self.backlog.invalid:
            self._reader.rewind()
            self.backlog.reopen()
        self._took_stock()
        self._brake()

    def _brake(self) -> None:
        """Pausing throws the prefetch away, so it lasts until half of the backlog is worked off."""
        count, size = self.backlog.waiting()
        count += len(self._fetched)
        size += sum(len(record.value or b"") for record, _ in self._fetched)
        share = max(count / _BRAKE_ITEMS, size / _BRAKE_BYTES)
        self._braking = share > (0.5 if self._braking else 1.0)
        self._reader.brake(self._braking)

    def _took_stock(self) -> None:
        """Between two polls the leases show every change of ownership: the moment to take the metadata."""
        metadata = self._reader.metadata()
        with self._polled:
            self._metadata = metadata
            self._polls += 1
            self._polled.notify_all()

    def _drain(self) -> None:
        """Goes on polling, so that ownership stays known, while what is running is committed."""
        until = now_ms() + self._options.drain_s * 1000
        self.backlog.drop()
        while self._failure is None and now_ms() < until and not self.backlog.drain(None, 0.05):
            self._reader.poll(1, 0.0)
            self._took_stock()

    def _item(self, agent: AnyAgent, record: Record, lease: int) -> Item:
        try:
            event = self._stage.decode(record)
        except Undecodable as error:
            refused = Rejected(ErrorCode.UNDECODABLE, str(error))
            return Item(record, refused_event(record), Cost(0.0, 0), now_ms(), lease, refused)
        try:
            cost = agent.cost(event)
        except (AttributeError, TypeError, ValueError):
            message = f"{type(event).__name__} is no work for {self._stage.name}."
            refused = Rejected(ErrorCode.UNDECODABLE, message)
            return Item(record, refused_event(record), Cost(0.0, 0), now_ms(), lease, refused)
        return Item(record, event, cost, now_ms(), lease)

    def _before_revoke(self, partitions: list[Partition]) -> None:
        """Runs inside a poll. The group has a new generation, and the partitions are ours until this
        returns: with fresh metadata, what is running for them can still be committed."""
        self._took_stock()
        self.backlog.drop(partitions)
        if not self.backlog.drain(partitions, self._options.drain_s):
            log.warning("running work outlasted %.0f s of draining and is redone", self._options.drain_s)

    def _end_if_hung(self) -> None:
        if self.backlog.longest_run_ms() > self._options.max_batch_s * 1000:
            log.critical("a batch of %s runs longer than max_batch_s; the worker ends", self._stage.name)
            os._exit(HUNG_EXIT_CODE)  # a hung device call cannot be interrupted any other way

    # form and load

    def _form(self) -> None:
        try:
            agent = self._build_agent()
            self._agent = agent
            with ThreadPoolExecutor(self._options.loaders, f"{self._stage.name}-load") as loaders:
                while (batch := self.backlog.form()) is not None:
                    self._load(agent, batch, loaders)
                    self._loaded.put(batch)
        finally:
            for _ in range(self._options.runners):
                self._loaded.put(None)

    def _load(self, agent: AnyAgent, batch: Batch, loaders: ThreadPoolExecutor) -> None:
        results = list(loaders.map(partial(self._load_item, agent, batch), batch.items))
        batch.loaded = [loaded for loaded, _ in results]
        self.backlog.loaded(batch, sum(took_ms for _, took_ms in results) / self._options.loaders)

    def _load_item(self, agent: AnyAgent, batch: Batch, item: Item) -> tuple[Any, float]:
        """What the agent loaded, or the Rejected that says why it could not; and the ms it took."""
        self.backlog.reserve(batch, item)
        started = now_ms()
        return (None if batch.dropped else _loaded(agent, item)), now_ms() - started

    # run

    def _run(self) -> None:
        try:
            while (batch := self._loaded.get()) is not None:
                with self._options.turn():
                    started = now_ms()
                    self.backlog.run_started(batch)
                    batch.outcomes = [] if batch.dropped else self._outcomes(batch)
                    batch.duration_ms = now_ms() - started
                batch.loaded = []
                self.backlog.run_ended(batch, batch.duration_ms)
                self._ran.put(batch)
        finally:
            self._ran.put(None)

    def _outcomes(self, batch: Batch) -> list[Ok | Rejected]:
        agent = self._agent
        assert agent is not None
        outcomes: list[Ok | Rejected | None] = [
            loaded if isinstance(loaded, Rejected) else None for loaded in batch.loaded
        ]
        good = [i for i, outcome in enumerate(outcomes) if outcome is None]
        pairs = [(batch.items[i], batch.loaded[i]) for i in good]
        if pairs:
            ran = climb(
                lambda part: agent.run([(item.event, x) for item, x in part]), pairs, self.backlog.shrink
            )
            for i, outcome in zip(good, ran, strict=True):
                outcomes[i] = outcome
        return [outcome for outcome in outcomes if outcome is not None]

    # commit

    def _commit(self) -> None:
        self._producer.open()
        waiting: dict[int, Batch] = {}
        expected, running = 1, self._options.runners
        while running:
            batch = self._ran.get()
            if batch is None:
                running -= 1
                continue
            waiting[batch.number] = batch
            while (ready := waiting.pop(expected, None)) is not None:
                self._commit_batch(ready)
                expected += 1

    def _commit_batch(self, batch: Batch) -> None:
        outgoing = [] if batch.dropped else answer(self._stage, batch, self._slot)
        while not batch.dropped:
            # In this order: metadata that is younger than the check could pass the fence with work of a
            # spell of ownership that has ended.
            metadata, polls = self._metadata, self._polls
            if not self._owns(batch):
                break
            try:
                self._producer.commit(outgoing, batch.offsets(), metadata)
                self._aborts = 0
                self.backlog.settled(batch)
                return
            except Aborted as aborted:
                log.info("a transaction of %s was aborted: %s", self._stage.name, aborted)
                if not (aborted.fenced_by_group and self._await_poll(polls)):
                    self._hesitate(aborted)
                    break
        if not batch.dropped:  # whoever dropped it has invalidated what is under way already
            self.backlog.invalidate()
        self.backlog.settled(batch)

    def _hesitate(self, aborted: Aborted) -> None:
        """Waits longer after each abort in a row; gives up where the broker will not take this at all."""
        self._aborts += 1
        if self._aborts >= _MOST_ABORTS:
            raise FatalKafkaError(f"{self._aborts} transactions in a row were aborted: {aborted}")
        log.warning("%s runs a batch again: %s", self._stage.name, aborted)
        self._stopping.wait(_FIRST_PAUSE_S * 2**self._aborts)

    def _owns(self, batch: Batch) -> bool:
        return self._reader.leases.hold(batch.leases)

    def _await_poll(self, seen: int) -> bool:
        """Waits for the polling thread to see what the group has decided since; False when it is gone."""
        with self._polled:
            return self._polled.wait_for(lambda: self._polls > seen, self._options.drain_s)


def _partition(record: Record) -> Partition:
    return Partition(record.topic, record.partition)


def _loaded(agent: AnyAgent, item: Item) -> Any:
    """What the agent loaded, or the Rejected that says why it could not."""
    if item.refused is not None:
        return item.refused
    loaded: list[Any] = []

    def load(_: object) -> list[Ok]:
        loaded.append(agent.load(item.event))
        return [Ok(())]

    (outcome,) = climb(load, [(item, None)])
    return outcome if isinstance(outcome, Rejected) else loaded[0]
