"""The join runtime: folds `outputs` into documents, releases slices, writes results; each exactly once.

One transaction writes results, `finished` markers, released slices with their echo, progress, and
offsets. The committed offset of a partition is its oldest unfinished request, so `outputs` is the
changelog: a restart reads from there, skips what `finished` names, and has the same state. Nothing is
emitted for a partition before it has been read to the end as it stood on assignment.

Not guaranteed: that a document is built only once (a build whose transaction failed is repeated), or that
every progress event is written.
"""

import logging
import math
import threading
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from confluent_kafka import KafkaException

from schemas.document import Envelope
from schemas.events import DocumentProgressed, Event, Request, RequestFinished
from schemas.join import Fold
from streams.builds import Builds
from streams.clock import now_ms
from streams.codec import encode
from streams.connection import Connection
from streams.consumer import PartitionReader, raise_if_fatal
from streams.finished import FinishedReader
from streams.flow import FlowLimits
from streams.item import Partition
from streams.membership import GroupProtocol, Membership
from streams.pressure import Pressure
from streams.producer import Aborted, Outgoing, TransactionalProducer
from streams.requests import Owned, Requests
from streams.stage import Address, Addressing
from streams.surroundings import PATIENCE_S, Outage

log = logging.getLogger(__name__)

_LOOK_FOR_EXPIRED_MS = 500.0
_AGAIN_MS = 5_000.0


@dataclass(frozen=True, slots=True)
class JoinOptions:
    """`flow` is the budget of all partitions; an assembler uses the share of those it owns.
    `orphan_ms`: how long parts wait for an opening that never comes. `finished_kept_ms`: how long a run that
    is over is remembered: longer than `outputs` keeps its parts. `readings`: how much of each memory is used,
    as a share from 0 to 1; asked twice a second. `patience_s`: how long a blob store or a Kafka that fails is
    waited for. `on_end` is called when the loop begins to end, before it waits for anything."""

    flow: FlowLimits
    session_timeout_ms: int = 6000
    max_poll_interval_ms: int = 60_000
    group_protocol: GroupProtocol = "classic"
    orphan_ms: float = 3_600_000
    finished_kept_ms: float = math.inf
    progress_every_ms: float = 250
    patience_s: float = PATIENCE_S
    readings: Callable[[], Mapping[str, float]] = dict[str, float]
    on_end: Callable[[], None] = lambda: None

    @property
    def membership(self) -> Membership:
        return Membership(self.session_timeout_ms, self.max_poll_interval_ms, self.group_protocol)


class JoinLoop:
    """Runs the assembler until `stop`. One thread folds and commits; one more builds documents."""

    def __init__(
        self,
        connection: Connection,
        slot: str,
        fold: Fold,
        address: Addressing,
        options: JoinOptions,
        on_finished: Callable[[Request], None] = lambda _: None,
    ) -> None:
        self._address = address
        self._on_finished = on_finished
        self._stopping = threading.Event()
        self._partitions = 1
        self._first = Partition("outputs", 0)
        self._looked_ms = 0.0
        self._options = options
        self._pressure = Pressure()
        self._outage = Outage()
        self._requests = Requests(fold, options.flow, options.progress_every_ms, options.orphan_ms)
        self._builds = Builds(fold, options.patience_s)
        # Deleting may take minutes in an object store; the polling thread must not.
        self._cleanup = ThreadPoolExecutor(1, thread_name_prefix="assembler-cleanup")
        self._again: deque[tuple[float, Request]] = deque()
        self._finished = FinishedReader(connection, options.finished_kept_ms)
        self._reader = PartitionReader(connection, "assembler", ["outputs"], slot, options.membership)
        self._producer = TransactionalProducer(
            connection, slot, options.session_timeout_ms, self._stopping, options.patience_s
        )

    @property
    def leads(self) -> bool:
        """True for one assembler of all: that with the first partition. Safe from any thread; for a moment
        two may think so."""
        return self._first in self._requests.owned

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Raises FatalKafkaError where this worker can go no further."""
        try:
            if not self._producer.open():
                return
            self._partitions = self._reader.partitions_of("outputs")
            while not self._stopping.is_set():
                self._turn()
        finally:
            self._options.on_end()
            self._builds.close()
            self._cleanup.shutdown(wait=True, cancel_futures=True)
            self._finished.close()
            self._reader.close()
            self._producer.close()

    def _turn(self) -> None:
        records = self._reader.poll(1000, 0.01 if self._builds else 0.1)
        requests, now = self._requests, now_ms()
        self._follow_ownership(now)
        for record, lease in records:
            owned = requests.owned.get(Partition(record.topic, record.partition))
            if owned and owned.lease == lease:
                requests.take(record, owned, now)
        requests.mark_recovered(self._reader.at_end)
        if now - self._looked_ms >= _LOOK_FOR_EXPIRED_MS:
            self._looked_ms = now
            self._pressure.update(self._options.readings())
            requests.expire(now)
            while self._again and self._again[0][0] <= now:
                self._cleanup.submit(self._on_finished, self._again.popleft()[1])
        self._builds.start(requests, now)
        self._commit(now)

    def _follow_ownership(self, now: float) -> None:
        leases, owned = self._reader.leases, self._requests.owned
        for partition in [p for p, spell in owned.items() if leases.of(p) != spell.lease]:
            self._builds.drop(self._requests.disown(partition))
        for partition in leases.partitions:
            if partition not in owned:
                self._begin(partition)
        self._requests.share(self._partitions, self._pressure, now)

    def _begin(self, partition: Partition) -> None:
        """Reads what is finished, after the committed offset is stable: a predecessor's transaction shows in
        it, or is still open there and waited for, or will never commit."""
        lease = self._reader.leases.of(partition)
        try:
            committed = self._reader.committed(partition)
            finished = self._finished.read(partition.number)
            end = self._finished.end_of(partition.topic, partition.number)
        except KafkaException as error:
            raise_if_fatal(error)
            if self._outage.lasts(now_ms()):
                log.warning(
                    "the assembler waits for Kafka to serve partition %d: %s", partition.number, error
                )
            self._reader.rewind()
            return
        self._outage.over(now_ms())
        if lease is not None:
            log.info("partition %d is read again from %d to %d", partition.number, committed, end)
            self._requests.own(partition, Owned(lease, committed, end, finished, committed >= end))

    def _commit(self, now: float) -> None:
        requests = self._requests
        built = self._builds.done(requests, now)
        outgoing = [record for envelope in built for record in self._result(envelope)]
        for live, event in requests.releases():
            value, headers = encode(event)
            echo = Address("outputs", event.request_id, live.partition.number)
            outgoing += (self._record(event), Outgoing(echo, value, headers))
        outgoing += [self._record(event) for event in requests.progress.due(now, requests.is_recovered)]
        ended = {(envelope.request_id, envelope.run_id) for envelope in built}
        offsets = requests.offsets(ended)
        behind = any(requests.owned[p].committed < offset for p, offset in offsets.items())
        if not outgoing and not (behind and requests.progress.quiet(now)):
            return
        try:
            # Between two polls the leases show every change of ownership, so this metadata is no fresher
            # than what is written under it.
            self._producer.commit(outgoing, offsets, self._reader.metadata())
        except Aborted as aborted:
            log.info("a transaction of the assembler was aborted, its partitions are read again: %s", aborted)
            self._reader.rewind()
            return
        self._committed(offsets, ended)
        # A batch that was running when the run was cut short may still write: it is tidied up once more.
        early = [
            e for e in built if e.status == "cancelled" or any(page.status == "missing" for page in e.pages)
        ]
        self._again.extend((now + _AGAIN_MS, (e.request_id, e.run_id)) for e in early)

    def _committed(self, offsets: dict[Partition, int], ended: set[Request]) -> None:
        for partition, offset in offsets.items():
            self._requests.owned[partition].committed = offset
        self._builds.drop(ended)
        for request in ended:
            self._requests.finish(request, now_ms())
            self._cleanup.submit(self._on_finished, request)

    def _result(self, envelope: Envelope) -> tuple[Outgoing, ...]:
        request = (envelope.request_id, envelope.run_id)
        marker = RequestFinished(request_id=request[0], run_id=request[1], status=envelope.status)
        partition = self._requests.live[request].partition.number
        self._requests.progress.forget(request)
        return (
            self._record(envelope),
            self._record(marker, partition),
            self._record(_last_progress(envelope)),
        )

    def _record(self, event: Event, partition: int | None = None) -> Outgoing:
        value, headers = encode(event)
        address = self._address(event)
        return Outgoing(Address(address.topic, address.key, partition), value, headers)


def _last_progress(envelope: Envelope) -> DocumentProgressed:
    done = sum(page.status in ("complete", "partial") for page in envelope.pages)
    return DocumentProgressed(
        request_id=envelope.request_id,
        run_id=envelope.run_id,
        tenant=envelope.source.tenant,
        name=envelope.source.name,
        status=envelope.status,
        route=envelope.route.name,
        pages_done=done,
        page_count=envelope.page_count,
        submitted_at_ms=envelope.timings.submitted_at_ms,
        at_ms=envelope.timings.finished_at_ms,
    )
