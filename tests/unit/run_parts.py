"""Runs of a request as the assembler sees them, for its tests."""

from collections.abc import Iterable
from typing import Any

from agents.assembler import Assembler
from agents.document.received import Received
from schemas.blobs import BlobMissing, BlobRef
from schemas.codes import ErrorCode
from schemas.document import Envelope
from schemas.events import Event, ModelUsed, StageTiming
from schemas.geometry import Box, Line, Word
from schemas.join import Emission, Ended
from schemas.labels import PageKind, RegionLabel
from schemas.parts import ChartRead, DocumentOpened, PageLaidOut, PartFailed, TableCell, TableRead, TextRead
from schemas.work import Region, Route, SliceReleased

REQUEST = "invoice-7"
NOW_MS = 1_700_000_000_000
SOURCE = BlobRef(key="invoice-7/1/source.pdf", size_bytes=1234, encoding="pdf")


class MemoryStore:
    """Blobs in a dict."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def put(self, key: str, data: bytes) -> None:
        self.blobs[key] = data

    def get(self, key: str) -> bytes:
        if key not in self.blobs:
            raise BlobMissing(key)
        return self.blobs[key]

    def delete_under(self, prefix: str) -> int:
        keys = [key for key in self.blobs if key.startswith(f"{prefix}/")]
        for key in keys:
            del self.blobs[key]
        return len(keys)


def assembler(store: MemoryStore | None = None, slice_pages: int = 2, **options: Any) -> Assembler:
    return Assembler(store or MemoryStore(), slice_pages, clock=lambda: NOW_MS, **options)


def opened(page_count: int = 5) -> DocumentOpened:
    return DocumentOpened(
        request_id=REQUEST,
        tenant="acme",
        name="invoice 7.pdf",
        submitted_at_ms=NOW_MS - 5000,
        deadline_at_ms=NOW_MS + 60_000,
        source=SOURCE,
        sha256="ab" * 32,
        page_count=page_count,
    )


def released(slice_no: int, pages: int = 2) -> SliceReleased:
    return SliceReleased(
        request_id=REQUEST,
        slice_no=slice_no,
        first_page=slice_no * 2 + 1,
        page_count=pages,
        source=SOURCE,
        route=Route(name="queued", reason=f"slice {slice_no} fits the budget"),
    )


def laid_out(page_no: int, *wants: str, kind: PageKind = PageKind.DIGITAL, **more: Any) -> PageLaidOut:
    """A page with the word `page<n>` in region 0, the word `7` in table region 1, and a picture region 2."""
    page = PageLaidOut(
        request_id=REQUEST,
        page_no=page_no,
        width_pt=612,
        height_pt=792,
        kind=kind,
        kind_reason="120 words",
        regions=(
            Region(region_id=0, label=RegionLabel.TEXT, box=Box(50, 40, 300, 80)),
            Region(region_id=1, label=RegionLabel.TABLE, box=Box(50, 100, 300, 200)),
            Region(region_id=2, label=RegionLabel.PICTURE, box=Box(50, 300, 300, 400)),
        ),
        wants=wants,
        words=(Word(f"page{page_no}", Box(60, 50, 100, 60), 0), Word("7", Box(60, 120, 70, 130), 1)),
        model=ModelUsed(name="layout-model", version="1"),
        timing=timing("layout"),
        rasterized=timing("rasterizer"),
    )
    return page.model_copy(update=more)


def text_read(page_no: int) -> TextRead:
    line = Line(f"scan{page_no}", Box(60, 50, 100, 60), 0.9)
    model = ModelUsed(name="ocr-model", version="2")
    return TextRead(request_id=REQUEST, page_no=page_no, lines=(line,), model=model, timing=timing("ocr"))


def table_read(page_no: int) -> TableRead:
    cell = TableCell(row=0, col=0, box=Box(50, 100, 300, 200))
    return TableRead(request_id=REQUEST, page_no=page_no, region_id=1, rows=1, cols=1, cells=(cell,))


def chart_read(page_no: int) -> ChartRead:
    return ChartRead(request_id=REQUEST, page_no=page_no, region_id=2, attempted=False)


def failed(part: str, page_no: int, code: ErrorCode = ErrorCode.PAGE_CRASHED) -> PartFailed:
    return PartFailed(
        request_id=REQUEST, part=part, page_no=page_no, code=code, message="It broke.", stage="rasterizer"
    )


def timing(stage: str) -> StageTiming:
    return StageTiming(stage=stage, waited_ms=1.5, batch_items=8, batch_requests=2, device_ms=3.25)


def whole_run() -> list[Event]:
    """Five pages: digital, scanned, with a table and chart, with a failed table, and one that crashed."""
    return [
        opened(),
        released(0),
        released(1),
        released(2, pages=1),
        laid_out(1),
        laid_out(2, "ocr/2", kind=PageKind.OCR),
        text_read(2),
        laid_out(3, "table/3/1", "chart/3/2"),
        table_read(3),
        chart_read(3),
        laid_out(4, "table/4/1"),
        failed("table/4/1", 4, ErrorCode.MODEL_FAILED),
        failed("page/5", 5),
    ]


def fold(fold: Assembler, events: Iterable[Event]) -> tuple[Received | None, list[Emission]]:
    state: Received | None = None
    emissions: list[Emission] = []
    for event in events:
        state, new = fold.apply(state, event)
        emissions.extend(new)
    return state, emissions


def result(emissions: Iterable[Emission]) -> Envelope:
    """Builds the one result; a second end would be a second result."""
    (ended,) = [emission for emission in emissions if isinstance(emission, Ended)]
    return ended.build()
