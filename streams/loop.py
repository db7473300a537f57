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
from contextlib import closing
from functools import partial

from schemas.records import Record
from schemas.stage import AnyAgent
from streams.arrival import Arrivals
from streams.backlog import Backlog
from streams.clock import now_ms
from streams.commit import Committer
from streams.connection import Connection
from streams.consumer import PartitionReader
from streams.group_view import GroupView
from streams.item import Batch, Partition
from streams.loading import Loader
from streams.memory import Budget
from streams.producer import TransactionalProducer
from streams.retrying import Retrying
from streams.running import Runner
from streams.stage import LoopOptions, Stage

log = logging.getLogger(__name__)

_BRAKE_ITEMS = 4000
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
        self._build_agent = build_agent
        self._agent: AnyAgent | None = None
        self._stopping = threading.Event()
        self._failure: BaseException | None = None
        self._fetched: list[tuple[Record, int]] = []
        self._view = GroupView()
        self._braking = False
        self._loaded: queue.Queue[Batch | None] = queue.Queue()
        self._ran: queue.Queue[Batch | None] = queue.Queue()
        options = self._options
        self._journal = options.journal
        self.backlog = Backlog(
            options.limits,
            Budget(options.budget_bytes),
            options.runners,
            options.isolation,
            options.window,
            options.unwanted,
        )
        self._retrying = Retrying(stage.name, self.backlog, options.patience_s)
        self._reader = PartitionReader(
            connection, stage.name, stage.reads, slot, options.membership, self._before_revoke
        )
        self._producer = TransactionalProducer(
            connection, slot, options.session_timeout_ms, self._stopping, options.patience_s
        )
        self._committer = Committer(
            stage,
            slot,
            self._producer,
            self.backlog,
            self._reader.leases,
            self._view,
            self._journal,
            self._stopping,
            options.drain_s,
            options.patience_s,
        )

    def stop(self) -> None:
        """Asks the loop to finish what is running, commit it, and return. Safe from any thread."""
        self._stopping.set()
        self.backlog.close()

    def run(self) -> None:
        threads = [
            threading.Thread(
                target=self._guarded, args=(work,), name=f"{self._stage.name}-{name}", daemon=True
            )
            for name, work in (
                ("form", self._form),
                ("commit", partial(self._committer.run, self._ran, self._options.runners)),
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
        self._options.on_end()
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
            arrivals = Arrivals(self._stage, self._journal, self._agent)
            owned = [pair for pair in self._fetched if self._reader.leases.of(_partition(pair[0])) == pair[1]]
            self._fetched = []
            self.backlog.put([arrivals.item(record, lease) for record, lease in owned])
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
        self._view.saw(self._reader.metadata())

    def _drain(self) -> None:
        """Goes on polling, so that ownership stays known, while what is running is committed."""
        until = now_ms() + self._options.drain_s * 1000
        self.backlog.drop()
        while self._failure is None and now_ms() < until and not self.backlog.drain(None, 0.05):
            self._reader.poll(1, 0.0)
            self._took_stock()

    def _before_revoke(self, partitions: list[Partition]) -> None:
        """Runs inside a poll. The group has a new generation, and the partitions are ours until this
        returns: with fresh metadata, what is running for them can still be committed."""
        self._took_stock()
        self.backlog.drop(partitions)
        if not self.backlog.drain(partitions, self._options.drain_s) and self._failure is None:
            log.warning("running work outlasted %.0f s of draining and is redone", self._options.drain_s)

    def _end_if_hung(self) -> None:
        if self.backlog.longest_run_ms() > self._options.max_batch_s * 1000:
            words = f"A batch of {self._stage.name} ran longer than {self._options.max_batch_s:g} s."
            log.critical("%s The worker ends, to be started again.", words)
            self._journal.say(words)
            os._exit(HUNG_EXIT_CODE)  # a hung device call cannot be interrupted any other way

    # form and load

    def _form(self) -> None:
        try:
            agent = self._build_agent()
            self._agent = agent
            options = self._options
            loader = Loader(
                agent, self.backlog, self._journal, self._retrying, options.loaders, self._stage.name
            )
            with closing(loader):
                while (batch := self.backlog.form()) is not None:
                    self._journal.enter(batch.ids)
                    if batch.alone:
                        self._pass_alone(batch, loader)
                    else:
                        loader.load(batch)
                        self._loaded.put(batch)
        finally:
            for _ in range(self._options.runners):
                self._loaded.put(None)

    def _pass_alone(self, batch: Batch, loader: Loader) -> None:
        """A process died while it worked on this item. If this one dies, too, it was the item."""
        log.warning("an item that a worker of %s died at runs alone: %s", self._stage.name, *batch.ids)
        self.backlog.await_others(batch)
        with self._journal.alone(*batch.ids):
            loader.load(batch)
            self._loaded.put(batch)
            self.backlog.await_run(batch)

    # run

    def _run(self) -> None:
        runner = Runner(self.backlog, self._journal, self._options.turn, self._retrying)
        try:
            while (batch := self._loaded.get()) is not None:
                assert self._agent is not None
                runner.run(batch, self._agent)
                self._ran.put(batch)
        finally:
            self._ran.put(None)


def _partition(record: Record) -> Partition:
    return Partition(record.topic, record.partition)
