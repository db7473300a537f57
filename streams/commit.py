"""Committing: what a batch gave, and the offsets it consumed, in one transaction; batches in their order."""

import logging
import queue
import threading

from streams.answer import answer
from streams.backlog import Backlog
from streams.clock import now_ms
from streams.consumer import FatalKafkaError
from streams.group_view import GroupView
from streams.item import Batch
from streams.journal import Journal
from streams.ownership import Leases
from streams.producer import Aborted, TransactionalProducer
from streams.stage import Stage
from streams.surroundings import KAFKA_PAUSE_S, Patience

log = logging.getLogger(__name__)

_MOST_ABORTS = 8
_FIRST_PAUSE_S = 0.025


class Committer:
    """Commits batches in the order of their formation, so that offsets stay a contiguous prefix, whichever
    of them ran first. A batch whose transaction is aborted is forgotten, with all that is under way, and
    fetched again; one whose partitions left this worker is dropped.
    """

    def __init__(
        self,
        stage: Stage,
        slot: str,
        producer: TransactionalProducer,
        backlog: Backlog,
        leases: Leases,
        view: GroupView,
        journal: Journal,
        stopping: threading.Event,
        drain_s: float,
        patience_s: float,
    ) -> None:
        self._stage, self._slot = stage, slot
        self._producer = producer
        self._backlog = backlog
        self._leases = leases
        self._view = view
        self._journal = journal
        self._stopping = stopping
        self._drain_s = drain_s
        self._aborts = 0
        self._patience = Patience(patience_s, KAFKA_PAUSE_S)
        self._open = False

    def run(self, ran: "queue.Queue[Batch | None]", runners: int) -> None:
        """Until every runner has put its None. Raises FatalKafkaError."""
        self._open = self._producer.open()
        waiting: dict[int, Batch] = {}
        expected = 1
        while runners:
            batch = ran.get()
            if batch is None:
                runners -= 1
                continue
            waiting[batch.number] = batch
            while (ready := waiting.pop(expected, None)) is not None:
                self._commit(ready)
                expected += 1

    def _commit(self, batch: Batch) -> None:
        if not self._open:  # told to stop before there was a broker
            self._backlog.invalidate()
        outgoing = [] if batch.dropped else answer(self._stage, batch, self._slot)
        while not batch.dropped:
            # In this order: metadata that is younger than the check could pass the fence with work of a
            # spell of ownership that has ended.
            metadata, polls = self._view.latest()
            if not self._leases.hold(batch.leases):
                break
            try:
                self._producer.commit(outgoing, batch.offsets(), metadata)
                self._aborts = 0
                self._patience.over()
                self._journal.forget(batch.ids)
                self._backlog.settled(batch)
                return
            except Aborted as aborted:
                log.info("a transaction of %s was aborted: %s", self._stage.name, aborted)
                if not (aborted.fenced_by_group and self._view.await_poll(polls, self._drain_s)):
                    self._hesitate(aborted)
                    break
        if not batch.dropped:  # whoever dropped it has invalidated what is under way already
            self._backlog.invalidate()
        self._backlog.settled(batch)

    def _hesitate(self, aborted: Aborted) -> None:
        """Waits longer after each abort in a row; gives up where the broker will not take this at all. One
        that is away is waited for as long as patience lasts."""
        if aborted.away:
            pause_s = self._patience.failed(now_ms())
        else:
            self._aborts += 1
            pause_s = _FIRST_PAUSE_S * 2**self._aborts if self._aborts < _MOST_ABORTS else None
        if pause_s is None:
            raise FatalKafkaError(
                f"Kafka commits nothing of {self._stage.name} any more ({aborted}); check its log, and that "
                "this user may write to the topics."
            )
        log.warning("%s runs a batch again: %s", self._stage.name, aborted)
        self._stopping.wait(pause_s)
