"""Which parts of a document are lost when an event cannot be processed."""

from schemas.codes import ErrorCode
from schemas.events import Event
from schemas.parts import DocumentRejected, Part, PartFailed, chart_part, ocr_part, page_part, table_part
from schemas.records import Submission
from schemas.work import ChartFound, OcrWanted, PageRasterized, SliceReleased, TableFound


def failures_of(
    event: Event, code: ErrorCode, message: str, stage: str, attempts: int = 1
) -> tuple[Part, ...]:
    """One failed part for each part that `event` would have led to."""
    if isinstance(event, Submission):
        return (_rejected(event, code, message),)
    return tuple(
        PartFailed(
            request_id=event.request_id,
            run_id=event.run_id,
            part=part,
            page_no=page_no,
            code=code,
            message=message,
            stage=stage,
            attempts=attempts,
        )
        for part, page_no in parts_of(event)
    )


def parts_of(event: Event) -> tuple[tuple[str, int], ...]:
    """The (part id, page number) pairs that `event` asks for; a slice asks for each of its pages."""
    match event:
        case SliceReleased():
            return tuple((page_part(page_no), page_no) for page_no in event.page_numbers)
        case PageRasterized():
            return ((page_part(event.page_no), event.page_no),)
        case OcrWanted():
            return ((ocr_part(event.page_no), event.page_no),)
        case TableFound():
            return ((table_part(event.page_no, event.region_id), event.page_no),)
        case ChartFound():
            return ((chart_part(event.page_no, event.region_id), event.page_no),)
        case _:
            return ()


def _rejected(event: Submission, code: ErrorCode, message: str) -> DocumentRejected:
    return DocumentRejected(
        request_id=event.request_id,
        run_id=event.run_id,
        tenant=event.tenant,
        name=event.name,
        submitted_at_ms=event.submitted_at_ms,
        size_bytes=len(event.data),
        code=code,
        message=message,
    )
