"""The assembler's fold: parts of a run go in, in any order; slices, progress and one result come out."""

from collections.abc import Callable, Iterator
from functools import partial

from agents.document.built import Builders
from agents.document.envelope import EnvelopeBuilder
from agents.document.received import How, PagePart, Received
from schemas.blobs import BlobStore
from schemas.document import Envelope
from schemas.events import CancelRequested, DocumentProgressed, Event
from schemas.join import Emission, Ended, Opened, PageDone, Progressed, SliceSeen
from schemas.labels import Priority
from schemas.parts import (
    ChartRead,
    DocumentOpened,
    DocumentRejected,
    PageLaidOut,
    PartFailed,
    TableRead,
    TextRead,
)
from schemas.work import Route, SliceReleased, shard_of

INLINE_BYTES = 256 * 1024
LONE_CANCEL_MS = 3_600_000
IMMEDIATE = "immediate"


class Assembler:
    """Implements `schemas.join.Fold`. States are changed in place, and belong to one run each.

    `slice_pages` must be the same on every worker, and may not change while requests are under way: slice
    numbers of an older size would name other pages. `clock` gives milliseconds since the epoch; it stamps
    progress and the time a result was built, and decides nothing. `builders`: child processes for the pages
    of long documents; without them every page is built here.

    A cancel that comes before the opening is remembered and ends the run when it opens, so that both orders
    give the same result; one that is never followed by an opening ends after `lone_cancel_ms`, since the
    join cannot let go of a request while anything of it is open.
    """

    def __init__(
        self,
        store: BlobStore,
        slice_pages: int,
        clock: Callable[[], int],
        inline_bytes: int = INLINE_BYTES,
        lone_cancel_ms: int = LONE_CANCEL_MS,
        builders: Builders | None = None,
    ) -> None:
        self._slice_pages = slice_pages
        self._clock = clock
        self._lone_cancel_ms = lone_cancel_ms
        self._builder = EnvelopeBuilder(store, clock, inline_bytes, builders)

    def apply(self, state: Received | None, event: Event) -> tuple[Received, tuple[Emission, ...]]:
        """Takes one event. Nothing is emitted before the opening; what came before it is emitted then."""
        run = state or Received(event.request_id, event.run_id)
        return run, () if run.how else tuple(self._step(run, event))

    def slice_event(
        self, state: Received, slice_no: int, route: Route, released: frozenset[int] = frozenset()
    ) -> SliceReleased:
        """The release of a slice, along with the others in `released`.

        Raises ValueError for a run that was not opened or has no such slice."""
        opened = state.opened
        if opened is None or not 0 <= slice_no < self._slice_count(opened):
            raise ValueError(f"Request {state.request_id} has no slice {slice_no} to release.")
        first_page = self._first_page(slice_no)
        shard = shard_of(first_page)
        following = sum(other > slice_no and shard_of(self._first_page(other)) == shard for other in released)
        return SliceReleased(
            following=following,
            request_id=state.request_id,
            run_id=state.run_id,
            tenant=opened.tenant,
            priority=opened.priority,
            deadline_at_ms=opened.deadline_at_ms or None,
            lane=_lane(opened.priority, route),
            slice_no=slice_no,
            first_page=first_page,
            page_count=min(self._slice_pages, opened.page_count - first_page + 1),
            source=opened.source,
            route=route,
            replay=opened.replay,
        )

    def _first_page(self, slice_no: int) -> int:
        return slice_no * self._slice_pages + 1

    def overdue_at_ms(self, state: Received) -> int | None:
        """The deadline of an opened run; for a lone cancel, when it stops waiting for one."""
        if state.opened:
            return state.opened.deadline_at_ms or None
        return state.cancel.requested_at_ms + self._lone_cancel_ms if state.cancel else None

    def expired(self, state: Received) -> tuple[Emission, ...]:
        """Ends the run with what is there; a lone cancel ends as cancelled."""
        if state.how:
            return ()
        return (self._end(state, "expired" if state.opened else "cancelled"),)

    def unbuildable(self, state: Received, reason: str) -> Envelope:
        """A failed envelope with the code model_failed: the parts are there, but not the document."""
        return self._builder.unbuildable(state, reason)

    def _step(self, run: Received, event: Event) -> Iterator[Emission]:
        match event:
            case DocumentOpened():
                yield from self._open(run, event)
            case DocumentRejected():
                yield from self._reject(run, event)
            case CancelRequested():
                run.cancel = run.cancel or event
                if run.opened:
                    yield self._end(run, "cancelled")
            case SliceReleased():
                yield from self._release(run, event)
            case PageLaidOut() | TextRead() | TableRead() | ChartRead() | PartFailed():
                yield from self._take(run, event)
            case _:
                pass

    def _open(self, run: Received, event: DocumentOpened) -> Iterator[Emission]:
        if run.opened:
            return
        run.opened = event
        if run.cancel:
            yield self._end(run, "cancelled")
            return
        slices = self._slices(event)
        yield Opened(event.tenant, event.priority, slices)
        for slice_no in sorted(run.slices):
            if slice_no < len(slices):
                yield SliceSeen(slice_no)
        run.pages = {page_no: run.pages[page_no] for page_no in sorted(run.pages) if run.takes(page_no)}
        for page in run.pages.values():
            if page.done:
                yield self._page_done(run, page.page_no)
        yield self._progress(run)
        yield from self._end_if_all_done(run)

    def _reject(self, run: Received, event: DocumentRejected) -> Iterator[Emission]:
        if run.opened:
            return
        run.rejected = event
        yield self._end(run, "done")

    def _release(self, run: Received, event: SliceReleased) -> Iterator[Emission]:
        if not run.take_slice(event.slice_no, event.route):
            return
        if run.opened and event.slice_no < self._slice_count(run.opened):
            yield SliceSeen(event.slice_no)
            yield self._progress(run)
            yield from self._end_if_all_done(run)

    def _take(self, run: Received, part: PagePart) -> Iterator[Emission]:
        if not run.takes(part.page_no) or not run.page(part.page_no).take(part) or not run.opened:
            return
        yield self._page_done(run, part.page_no)
        yield self._progress(run)
        yield from self._end_if_all_done(run)

    def _page_done(self, run: Received, page_no: int) -> PageDone:
        run.pages_done += 1
        laid_out = run.page(page_no).laid_out
        page_bytes = laid_out.image_bytes if laid_out else 0
        return PageDone(page_no, (page_no - 1) // self._slice_pages, page_bytes)

    def _end_if_all_done(self, run: Received) -> Iterator[Emission]:
        """The first release is waited for too, since the result names its route. In the log it stands before
        every page; elsewhere it may be read late."""
        if run.pages_done == run.page_count and (0 in run.slices or not run.page_count):
            yield self._end(run, "done")

    def _end(self, run: Received, how: How) -> Ended:
        run.how = how
        return Ended(partial(self._builder.build, run), run.page_count)

    def _slices(self, opened: DocumentOpened) -> tuple[int, ...]:
        whole, rest = divmod(opened.page_count, self._slice_pages)
        return (self._slice_pages,) * whole + ((rest,) if rest else ())

    def _slice_count(self, opened: DocumentOpened) -> int:
        return -(-opened.page_count // self._slice_pages)

    def _progress(self, run: Received) -> Progressed:
        opened = run.opened
        return Progressed(
            DocumentProgressed(
                request_id=run.request_id,
                run_id=run.run_id,
                tenant=opened.tenant if opened else "default",
                name=opened.name if opened else "",
                status="running" if run.slices else "waiting",
                route=run.route.name if run.slices else "",
                pages_done=run.pages_done,
                page_count=run.page_count,
                submitted_at_ms=opened.submitted_at_ms if opened else 0,
                at_ms=self._clock(),
            )
        )


def _lane(priority: Priority, route: Route) -> str:
    """Small and urgent requests get partitions of their own; bulk never does, however small."""
    urgent = priority is Priority.INTERACTIVE
    small = route.name == IMMEDIATE and priority is not Priority.BULK
    return "interactive" if urgent or small else "normal"
