"""Pages of documents that are still under way, from the same parts that the assembler joins."""

from collections.abc import Iterator

from agents.document.built import BuiltPage, PageToBuild, build_page
from agents.document.docling import DoclingWriter
from agents.document.envelope import source_of
from agents.document.kept import read_kept
from agents.document.received import PagePart, PageReceived, Received
from schemas.blobs import BlobStore
from schemas.codes import ErrorCode
from schemas.document import DocumentAssembled, DocumentFailed, Envelope
from schemas.events import CancelRequested, Event
from schemas.parts import ChartRead, DocumentOpened, PageLaidOut, PartFailed, TableRead, TextRead
from schemas.work import SliceReleased, shard_of


class EarlyPages:
    """Folds `outputs` into pages: each once, as soon as the last of its parts is there.

    A page is an envelope of a single page: `pages` has its record alone, and the document its items. Not
    guaranteed: that pages come in the order of their numbers, or that a page reads as it will in the result,
    where paragraphs go on over page breaks and the levels of headings are settled by the whole document.

    Parts of a page are let go of once it is given. Used by one thread.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._runs: dict[tuple[str, str], Received] = {}

    def take(self, event: Event) -> Iterator[Envelope]:
        """The pages that this event completes. Raises OSError where the store fails; a blob that is gone is a
        fault of the page."""
        key = (event.request_id, event.run_id)
        run = self._runs.setdefault(key, Received(*key))
        match event:
            case _ if run.cancel:
                pass
            case CancelRequested():
                run.cancel = event
            case SliceReleased():
                run.take_slice(event.slice_no, event.route)
            case DocumentOpened() if not run.opened:
                run.opened = event
                done = sorted(page_no for page_no, page in run.pages.items() if page.done)
                yield from (self._page(run, page_no) for page_no in done if run.takes(page_no))
            case PageLaidOut() | TextRead() | TableRead() | ChartRead() | PartFailed():
                yield from self._part(run, event)
            case _:
                pass

    def forget(self, request_id: str, run_id: str) -> None:
        """Lets go of a run of which nothing more will come."""
        self._runs.pop((request_id, run_id), None)

    def _part(self, run: Received, part: PagePart) -> Iterator[Envelope]:
        if not run.takes(part.page_no):
            return
        page = run.page(part.page_no)
        if page.done and run.opened:
            return
        if page.take(part) and run.opened:
            yield self._page(run, part.page_no)

    def _page(self, run: Received, page_no: int) -> Envelope:
        built = self._built(run, run.page(page_no))
        run.pages[page_no] = PageReceived(page_no, done=True)
        source, record, parts = source_of(run), built.outcome.record, built.outcome.parts
        document = None
        if parts:
            writer = DoclingWriter(source, f"{source.name or run.request_id} page {page_no}")
            writer.add_page(parts, built.blocks)
            document = writer.document()
        return (DocumentAssembled if parts else DocumentFailed)(
            request_id=run.request_id,
            run_id=run.run_id,
            status=record.status if parts and record.status != "missing" else "failed",
            source=source,
            page_count=run.page_count,
            route=run.route,
            pages=(record,),
            document=document,
            error=None if parts else record.error,
        )

    def _built(self, run: Received, page: PageReceived) -> BuiltPage:
        """Blobs of pages go as soon as a run is over; what was in them is kept with its parts by then."""
        built = build_page(self._store, PageToBuild(page.page_no, page, None))
        if all(fault.code is not ErrorCode.BLOB_MISSING for fault in built.outcome.record.faults):
            return built
        kept = read_kept(self._store, run.request_id, run.run_id, shard_of(page.page_no))
        if kept is None:
            return built
        whole = {name: part for name, part in kept.parts().items() if name in page.parts}
        again = PageReceived(page.page_no, page.parts | whole, done=True)
        return build_page(self._store, PageToBuild(page.page_no, again, None))
