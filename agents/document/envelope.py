"""Builds the result of a run from what came of it."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from agents.document.built import Builders, PageToBuild, build_pages
from agents.document.docling import DoclingWriter, Node
from agents.document.kept import keep_parts
from agents.document.outcome import PageOutcome
from agents.document.received import How, Received
from agents.document.stored import put_document
from agents.document.totals import models_used, stage_totals
from schemas.blobs import BlobStore
from schemas.codes import ADVICE, ErrorCode
from schemas.document import (
    DocumentAssembled,
    DocumentCancelled,
    DocumentFailed,
    Envelope,
    Fault,
    Source,
    Status,
    Timings,
)

_KINDS: dict[Status, type[Envelope]] = {
    "complete": DocumentAssembled,
    "partial": DocumentAssembled,
    "failed": DocumentFailed,
    "cancelled": DocumentCancelled,
}
_ENDED_BY = {"expired": ErrorCode.EXPIRED, "cancelled": ErrorCode.CANCELLED}


class EnvelopeBuilder:
    """Reads the blobs of a run and makes its envelope. Built twice, it is the same but for `timings`.

    A document of more than `inline_bytes` as JSON is put into the store, and the envelope names the blob.
    A blob that is gone makes its page partial; any other error of the store passes through.
    """

    def __init__(
        self,
        store: BlobStore,
        clock: Callable[[], int],
        inline_bytes: int,
        builders: Builders | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._inline_bytes = inline_bytes
        self._builders = builders

    def build(self, run: Received) -> Envelope:
        if run.rejected:
            return self._failed(run, Fault(code=run.rejected.code, message=run.rejected.message))
        keep_parts(self._store, run)
        source = source_of(run)
        writer = DoclingWriter(source, PurePath(source.name).stem or run.request_id)
        outcomes = self._pages(run, writer)
        status, error = _verdict(run.how or "done", outcomes)
        readable = any(outcome.parts for outcome in outcomes)
        document = writer.document() if readable and status != "failed" else None
        return self._envelope(run, source, status, error, outcomes, document)

    def _pages(self, run: Received, writer: DoclingWriter) -> list[PageOutcome]:
        ended_by = _ENDED_BY.get(run.how or "")
        pages = [PageToBuild(no, run.pages.get(no), ended_by) for no in range(1, run.page_count + 1)]
        outcomes: list[PageOutcome] = []
        for page in build_pages(self._store, pages, self._builders):
            outcomes.append(page.outcome)
            if page.outcome.parts:
                writer.add_page(page.outcome.parts, page.blocks)
        return outcomes

    def _envelope(
        self,
        run: Received,
        source: Source,
        status: Status,
        error: Fault | None,
        outcomes: Sequence[PageOutcome],
        document: Node | None,
    ) -> Envelope:
        inline, blob = put_document(self._store, run.request_id, run.run_id, document, self._inline_bytes)
        return _KINDS[status](
            request_id=run.request_id,
            run_id=run.run_id,
            status=status,
            source=source,
            page_count=run.page_count,
            route=run.route,
            pages=tuple(outcome.record for outcome in outcomes),
            document=inline,
            document_blob=blob,
            error=error,
            models=models_used(run),
            timings=self._timings(run),
        )

    def unbuildable(self, run: Received, reason: str) -> Envelope:
        """The result of a run that could not be put together; reads nothing."""
        message = f"The document could not be put together from its parts: {reason}"
        return self._failed(run, Fault(code=ErrorCode.MODEL_FAILED, message=message, stage="assembler"))

    def _failed(self, run: Received, fault: Fault) -> Envelope:
        return DocumentFailed(
            request_id=run.request_id,
            run_id=run.run_id,
            status="failed",
            source=source_of(run),
            page_count=run.page_count,
            route=run.route,
            error=fault,
            timings=self._timings(run),
        )

    def _timings(self, run: Received) -> Timings:
        begun = run.opened or run.rejected
        return Timings(
            submitted_at_ms=begun.submitted_at_ms if begun else 0,
            finished_at_ms=self._clock(),
            stages=stage_totals(run),
        )


def source_of(run: Received) -> Source:
    if run.opened:
        opened = run.opened
        return Source(
            name=opened.name,
            sha256=opened.sha256,
            size_bytes=opened.source.size_bytes,
            tenant=opened.tenant,
            priority=opened.priority,
            repaired=opened.repaired,
        )
    if run.rejected:
        rejected = run.rejected
        return Source(name=rejected.name, size_bytes=rejected.size_bytes, tenant=rejected.tenant)
    return Source(name="")


def _verdict(how: How, outcomes: Sequence[PageOutcome]) -> tuple[Status, Fault | None]:
    """The status of the whole, and the fault that stands for it where there is one."""
    ended_by = _ENDED_BY.get(how)
    fault = Fault(code=ended_by, message=ADVICE[ended_by]) if ended_by else None
    if how == "cancelled":
        return "cancelled", fault
    if not any(outcome.parts for outcome in outcomes):
        return "failed", fault or _first_fault(outcomes)
    if all(outcome.record.status == "complete" for outcome in outcomes):
        return "complete", None
    return "partial", fault


def _first_fault(outcomes: Sequence[PageOutcome]) -> Fault:
    faults = (outcome.record.error for outcome in outcomes if outcome.record.error)
    return next(faults, Fault(code=ErrorCode.NO_PAGES, message=ADVICE[ErrorCode.NO_PAGES]))
