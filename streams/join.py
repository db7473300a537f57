"""The join runtime: folds `outputs` into documents, releases slices, writes results; each exactly once.

One transaction writes results, `finished` markers, released slices with their echo, progress, and
offsets. The committed offset of a partition is its oldest unfinished request, so `outputs` is the
changelog: a restart reads from there, skips what `finished` names, and has the same state. Nothing is
emitted for a partition before it has been read to the end as it stood on assignment.

Not guaranteed: that a document is built only once (a build whose transaction failed is repeated), or that
every progress event is written.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from confluent_kafka import KafkaException

from schemas.document import Envelope
from schemas.events import DocumentProgressed, Event, RequestFinished
from schemas.join import Emission, Ended, Fold, Opened, PageDone, Progressed, SliceSeen
from schemas.records import Record
from streams.clock import now_ms
from streams.codec import Undecodable, decode, encode
from streams.connection import Connection
from streams.consumer import PartitionReader, raise_if_fatal
from streams.finished import FinishedReader
from streams.flow import FlowLimits, ReleaseFlow
from streams.item import Partition
from streams.producer import Aborted, Outgoing, TransactionalProducer
from streams.progress import ProgressThrottle
from streams.stage import Address, Addressing

log = logging.getLogger(__name__)

Request = tuple[str, str]


@dataclass(frozen=True, slots=True)
class JoinOptions:
    """`flow` is the budget of all partitions; an assembler uses the share of those it owns.
    `orphan_ms`: how long parts wait for an opening that never comes."""

    flow: FlowLimits
    session_timeout_ms: int = 6000
    orphan_ms: float = 3_600_000
    progress_every_ms: float = 250


@dataclass(slots=True)
class _Live:
    """A request under way: its fold state, and the offset of its first event, which pins the commit."""

    partition: Partition
    first_offset: int
    since_ms: float
    state: Any = None
    build: Callable[[], Envelope] | None = None
    building: "Future[Envelope] | None" = None


@dataclass(slots=True)
class _Owned:
    lease: int
    position: int
    recover_to: int
    finished: set[Request]
    recovered: bool = False
    committed: int = -1


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
        self._fold = fold
        self._address = address
        self._options = options
        self._partitions = 1
        self._on_finished = on_finished
        self._stopping = threading.Event()
        self._owned: dict[Partition, _Owned] = {}
        self._live: dict[Request, _Live] = {}
        self._flow = ReleaseFlow(options.flow)
        self._progress = ProgressThrottle(options.progress_every_ms)
        self._checked_ms = 0.0
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="assembler-build")
        self._finished = FinishedReader(connection)
        self._reader = PartitionReader(connection, "assembler", ["outputs"], slot, options.session_timeout_ms)
        self._producer = TransactionalProducer(connection, slot, options.session_timeout_ms)

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Raises FatalKafkaError where this worker can go no further."""
        try:
            self._producer.open()
            self._partitions = self._reader.partitions_of("outputs")
            while not self._stopping.is_set():
                self._turn()
        finally:
            self._builder.shutdown(wait=True, cancel_futures=True)
            self._finished.close()
            self._reader.close()
            self._producer.close()

    def _turn(self) -> None:
        waiting = any(live.building for live in self._live.values())
        records = self._reader.poll(1000, 0.01 if waiting else 0.1)
        self._follow_ownership()
        for record, lease in records:
            owned = self._owned.get(Partition(record.topic, record.partition))
            if owned and owned.lease == lease:
                self._take(record, owned)
        self._mark_recovered()
        self._expire()
        self._start_builds()
        self._commit()

    # ownership and recovery

    def _follow_ownership(self) -> None:
        leases = self._reader.leases
        for partition in [p for p, owned in self._owned.items() if leases.of(p) != owned.lease]:
            self._forget(partition)
        for partition in leases.partitions:
            if partition not in self._owned:
                self._begin(partition)
        share = len(self._owned) / self._partitions
        whole = self._options.flow
        self._flow.limits = whole.scaled(share) if self._owned else whole

    def _begin(self, partition: Partition) -> None:
        """Reads what is finished, after the committed offset is stable: a predecessor's transaction either
        shows in both by now or will never commit."""
        lease = self._reader.leases.of(partition)
        try:
            committed = self._reader.committed(partition)
            finished = self._finished.read(partition.number)
            end = self._reader.end_of(partition)
        except KafkaException as error:
            raise_if_fatal(error)
            log.warning("partition %d waits for the broker: %s", partition.number, error)
            self._reader.rewind()
            return
        if lease is not None:
            self._owned[partition] = _Owned(lease, committed, end, finished, recovered=committed >= end)

    def _forget(self, partition: Partition) -> None:
        del self._owned[partition]
        for request in [r for r, live in self._live.items() if live.partition == partition]:
            self._drop(request)

    def _drop(self, request: Request) -> None:
        live = self._live.pop(request)
        self._flow.end(request)
        self._progress.forget(request)
        if live.building:
            live.building.cancel()

    def _mark_recovered(self) -> None:
        for partition, owned in self._owned.items():
            if not owned.recovered and (
                owned.position >= owned.recover_to or partition in self._reader.at_end
            ):
                owned.recovered = True

    # folding

    def _take(self, record: Record, owned: _Owned) -> None:
        owned.position = record.offset + 1
        try:
            event = decode(record)
        except Undecodable as error:
            log.warning("outputs %d/%d is left out: %s", record.partition, record.offset, error)
            return
        request = (event.request_id, event.run_id)
        if request in owned.finished:
            return
        live = self._live.get(request)
        if live is None:
            partition = Partition(record.topic, record.partition)
            live = self._live[request] = _Live(partition, record.offset, now_ms())
        if live.build is None:
            live.state, emissions = self._fold.apply(live.state, event)
            self._obey(request, live, emissions)

    def _obey(self, request: Request, live: _Live, emissions: tuple[Emission, ...]) -> None:
        for emission in emissions:
            match emission:
                case Opened(tenant, priority, slice_pages):
                    self._flow.open(request, tenant, priority, slice_pages)
                case SliceSeen(slice_no):
                    self._flow.seen(request, slice_no)
                case PageDone(page_no, slice_no):
                    self._flow.page_done(request, slice_no, page_no)
                case Progressed(event):
                    self._progress.put(request, event)
                case Ended(build):
                    live.build = build
                    self._flow.end(request)

    def _expire(self) -> None:
        now = now_ms()
        if now - self._checked_ms < 500:
            return
        self._checked_ms = now
        for request, live in list(self._live.items()):
            if live.build is not None or not self._owned[live.partition].recovered:
                continue
            overdue = self._fold.overdue_at_ms(live.state)
            if overdue is not None and overdue < now:
                self._obey(request, live, self._fold.expired(live.state))
            elif overdue is None and now - live.since_ms > self._options.orphan_ms:
                log.warning("parts of %s/%s came without an opening and are forgotten", *request)
                self._drop(request)

    # results

    def _start_builds(self) -> None:
        for live in self._live.values():
            if live.build and not live.building and self._owned[live.partition].recovered:
                live.building = self._builder.submit(live.build)

    def _commit(self) -> None:
        outgoing: list[Outgoing] = []
        ended = self._results(outgoing)
        self._releases(outgoing)
        outgoing += [self._record(event) for event in self._progress.due(now_ms(), self._emits)]
        offsets = self._offsets(set(ended))
        behind = any(self._owned[p].committed < offset for p, offset in offsets.items())
        if not outgoing and not (behind and self._progress.quiet(now_ms())):
            return
        try:
            self._producer.commit(outgoing, offsets, self._reader.metadata())
        except Aborted as aborted:
            log.info("a transaction of the assembler was aborted, its partitions are read again: %s", aborted)
            self._reader.rewind()
            return
        for partition, offset in offsets.items():
            self._owned[partition].committed = offset
        for request in ended:
            self._owned[self._live[request].partition].finished.add(request)
            self._drop(request)
            self._on_finished(request)

    def _results(self, outgoing: list[Outgoing]) -> list[Request]:
        ended = [r for r, live in self._live.items() if live.building and live.building.done()]
        for request in ended:
            live = self._live[request]
            assert live.building is not None
            envelope = live.building.result()
            outgoing.append(self._record(envelope))
            marker = RequestFinished(request_id=request[0], run_id=request[1], status=envelope.status)
            outgoing.append(self._record(marker, partition=live.partition.number))
            outgoing.append(self._record(_last_progress(envelope)))
            self._progress.forget(request)
        return ended

    def _releases(self, outgoing: list[Outgoing]) -> None:
        if not self._owned or not all(owned.recovered for owned in self._owned.values()):
            return
        for release in self._flow.release():
            live = self._live[release.request]
            event = self._fold.slice_event(live.state, release.slice_no, release.route)
            outgoing.append(self._record(event))
            value, headers = encode(event)
            echo = Address("outputs", event.request_id, live.partition.number)
            outgoing.append(Outgoing(echo, value, headers))

    def _record(self, event: Event, partition: int | None = None) -> Outgoing:
        value, headers = encode(event)
        address = self._address(event)
        return Outgoing(Address(address.topic, address.key, partition), value, headers)

    def _emits(self, request: Request) -> bool:
        live = self._live.get(request)
        return live is not None and self._owned[live.partition].recovered

    def _offsets(self, ended: set[Request]) -> dict[Partition, int]:
        """Every recovered partition's oldest unfinished request, or its position where there is none."""
        offsets = {p: owned.position for p, owned in self._owned.items() if owned.recovered}
        for request, live in self._live.items():
            if request not in ended and live.partition in offsets:
                offsets[live.partition] = min(offsets[live.partition], live.first_offset)
        return offsets


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
