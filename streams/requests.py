"""The requests of the partitions an assembler owns: fold states, credits, and what may be committed.

Pure but for the fold's own build functions, which it keeps and never calls: `now_ms` is an argument.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.document import Envelope
from schemas.events import Event, Request
from schemas.join import Emission, Ended, Fold, Opened, PageDone, Progressed, SliceSeen
from schemas.parts import Part
from schemas.records import Record
from streams.codec import Undecodable, decode
from streams.crew import Crew
from streams.finished import FinishedRuns
from streams.flow import FlowLimits, ReleaseFlow
from streams.item import Partition
from streams.pressure import Pressure
from streams.progress import ProgressThrottle

log = logging.getLogger(__name__)


_NEW_SHARE = 0.02


@dataclass(slots=True)
class Owned:
    """A partition, from the moment it was assigned. Nothing is emitted for it before `recovered`: it has
    been read to `recover_to`, its end as it stood then. `committed` is the last offset written by us."""

    lease: int
    position: int
    recover_to: int
    finished: FinishedRuns = field(default_factory=FinishedRuns)
    recovered: bool = False
    committed: int = -1


@dataclass(slots=True)
class Live:
    """A request under way. `first_offset`, its first event, pins the partition's committed offset;
    `build` and `pages` are set once it is over."""

    partition: Partition
    first_offset: int
    since_ms: float
    state: Any = None
    build: Callable[[], Envelope] | None = None
    pages: int = 0


class Requests:
    """What is known of every request in the owned partitions."""

    def __init__(self, fold: Fold, limits: FlowLimits, progress_every_ms: float, orphan_ms: float) -> None:
        self.owned: dict[Partition, Owned] = {}
        self.live: dict[Request, Live] = {}
        self.progress = ProgressThrottle(progress_every_ms)
        self._fold = fold
        self._limits = limits
        self._flow = ReleaseFlow(limits)
        self._orphan_ms = orphan_ms
        self._page_bytes = 0.0
        self._crew = Crew()

    def own(self, partition: Partition, owned: Owned) -> None:
        self.owned[partition] = owned

    def disown(self, partition: Partition) -> list[Request]:
        """Forgets a partition and returns what was under way in it."""
        del self.owned[partition]
        requests = [request for request, live in self.live.items() if live.partition == partition]
        for request in requests:
            self.forget(request)
        return requests

    def forget(self, request: Request) -> None:
        del self.live[request]
        self._flow.end(request)
        self.progress.forget(request)

    def finish(self, request: Request, now_ms: float) -> None:
        """The run's result is committed: whatever of it comes now is late."""
        self.owned[self.live[request].partition].finished.add(request, now_ms)
        self.forget(request)

    def share(self, of_partitions: int, pressure: Pressure, now_ms: float) -> None:
        """Sets the budget to the owned share of the whole, less under pressure, in pages as measured; more
        pages for more workers."""
        if self.owned:
            share = len(self.owned) / of_partitions * pressure.share
            workers = self._crew.largest(now_ms)
            self._flow.limits = self._limits.scaled(share, int(self._page_bytes), pressure.reason, workers)

    def _measure(self, page_bytes: int) -> None:
        if page_bytes:
            change = page_bytes - self._page_bytes
            self._page_bytes += change * (_NEW_SHARE if self._page_bytes else 1.0)

    def take(self, record: Record, owned: Owned, now_ms: float) -> None:
        """Folds one record of `outputs`. Undecodable ones are logged and left out."""
        owned.position = record.offset + 1
        try:
            event = decode(record)
        except Undecodable as error:
            log.warning("outputs %d/%d is left out: %s", record.partition, record.offset, error)
            return
        if isinstance(event, Part) and event.timing:
            self._crew.saw(event.timing.stage, event.timing.worker, now_ms)
        request = (event.request_id, event.run_id)
        if request in owned.finished:
            return
        live = self.live.get(request)
        if live is None:
            live = Live(Partition(record.topic, record.partition), record.offset, now_ms)
            self.live[request] = live
        if live.build is None:
            live.state, emissions = self._fold.apply(live.state, event)
            self._obey(request, live, emissions)

    def mark_recovered(self, at_end: Mapping[Partition, int]) -> None:
        """`at_end`: where reading came to an end just now. Transaction markers take offsets, too, so the
        last record alone does not tell."""
        for partition, owned in self.owned.items():
            reached = max(owned.position, at_end.get(partition, 0))
            if not owned.recovered and reached >= owned.recover_to:
                owned.recovered = True
                log.info("partition %d goes on at %d", partition.number, reached)

    def expire(self, now_ms: float) -> None:
        """Ends what is past its deadline, and forgets parts whose request was never opened, and what ended
        long ago."""
        for owned in self.owned.values():
            owned.finished.forget(now_ms)
        for request, live in list(self.live.items()):
            if live.build is not None or not self.is_recovered(request):
                continue
            overdue = self._fold.overdue_at_ms(live.state)
            if overdue is not None and overdue < now_ms:
                self._obey(request, live, self._fold.expired(live.state))
            elif overdue is None and now_ms - live.since_ms > self._orphan_ms:
                log.warning("parts of %s/%s came without an opening and are forgotten", *request)
                self.forget(request)

    def releases(self) -> Iterator[tuple[Live, Event]]:
        """The slices that may enter now; none while a partition is still being read: its requests may
        hold credits nobody knows of yet."""
        if self.owned and all(owned.recovered for owned in self.owned.values()):
            releases = self._flow.release()
            together: dict[Request, set[int]] = {}
            for release in releases:
                together.setdefault(release.request, set()).add(release.slice_no)
            for release in releases:
                live = self.live[release.request]
                others = frozenset(together[release.request])
                yield live, self._fold.slice_event(live.state, release.slice_no, release.route, others)

    def is_recovered(self, request: Request) -> bool:
        live = self.live.get(request)
        return live is not None and self.owned[live.partition].recovered

    def offsets(self, ended: set[Request]) -> dict[Partition, int]:
        """Every recovered partition's oldest unfinished request, or its position where there is none."""
        offsets = {p: owned.position for p, owned in self.owned.items() if owned.recovered}
        for request, live in self.live.items():
            if request not in ended and live.partition in offsets:
                offsets[live.partition] = min(offsets[live.partition], live.first_offset)
        return offsets

    def _obey(self, request: Request, live: Live, emissions: tuple[Emission, ...]) -> None:
        for emission in emissions:
            match emission:
                case Opened(tenant, priority, slice_pages):
                    self._flow.open(request, tenant, priority, slice_pages)
                case SliceSeen(slice_no):
                    self._flow.seen(request, slice_no)
                case PageDone(page_no, slice_no, page_bytes):
                    self._flow.page_done(request, slice_no, page_no)
                    self._measure(page_bytes)
                case Progressed(event):
                    self.progress.put(request, event)
                case Ended(build, pages):
                    live.build, live.pages = build, pages
                    self._flow.end(request)
