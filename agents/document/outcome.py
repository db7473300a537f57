"""What became of one page: its record, and its parts where it can be read."""

from dataclasses import dataclass

from agents.document.received import PageReceived
from agents.drawn.words import read_words
from agents.payloads import unpack
from agents.reading.page import Grid, PageParts
from schemas.blobs import BlobMissing, BlobStore
from schemas.codes import ADVICE, ErrorCode
from schemas.document import Fault, PageRecord
from schemas.geometry import Line, Turn, Word
from schemas.parts import ChartRead, PageLaidOut, PartFailed, TableCell, TableRead, TextRead, page_part

_UNREADABLE = "The stored text of this part is gone or damaged; replay the request to redo it."


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """`parts` is None where nothing of the page can be read."""

    record: PageRecord
    parts: PageParts | None = None


def outcome_of(
    page_no: int, page: PageReceived | None, ended_by: ErrorCode | None, store: BlobStore
) -> PageOutcome:
    """One page's outcome. `ended_by` is the code of what has not come, where the run ended early.

    A page without layout is `failed` where its part failed and `missing` else; a page with layout is
    `partial` where one of the parts it wants failed, has not come, or has a blob that is gone or damaged.
    """
    if page is None or page.laid_out is None:
        failed = page.failed if page else None
        fault = _of(failed) if failed else _missing(page_part(page_no), ended_by)
        status = "failed" if failed else "missing"
        return PageOutcome(PageRecord(page_no=page_no, status=status, error=fault, faults=(fault,)))
    return _Reader(store, ended_by).read(page, page.laid_out)


class _Reader:
    """Gathers a page's parts, and a fault for each that is not there."""

    def __init__(self, store: BlobStore, ended_by: ErrorCode | None) -> None:
        self._store = store
        self._ended_by = ended_by
        self._faults: list[Fault] = []
        self._lines: tuple[Line, ...] = ()
        self._bold: tuple[int, ...] = ()
        self._styled: tuple[int, ...] = ()
        self._grids: dict[int, Grid] = {}
        self._charts: dict[int, ChartRead] = {}

    def read(self, page: PageReceived, laid_out: PageLaidOut) -> PageOutcome:
        words = self._words(laid_out)
        for want in dict.fromkeys(laid_out.wants):
            self._want(want, page)
        parts = PageParts(
            page_no=laid_out.page_no,
            width_pt=laid_out.width_pt,
            height_pt=laid_out.height_pt,
            kind=laid_out.kind,
            regions=laid_out.regions,
            words=words,
            bold_lines=laid_out.bold_lines,
            fixed_lines=laid_out.fixed_lines,
            styled_lines=laid_out.styled_lines,
            watermark_lines=laid_out.watermark_lines,
            frames=laid_out.frames,
            bars=laid_out.bars,
            rules=laid_out.rules,
            read_anew=tuple(region.box for region in laid_out.region_kinds),
            lines=self._lines,
            bold_read=self._bold,
            styled_read=self._styled,
            grids=self._grids,
            charts=self._charts,
        )
        return PageOutcome(self._record(laid_out), parts)

    def _words(self, page: PageLaidOut) -> tuple[Word, ...]:
        try:
            return read_words(self._store, page.words, page.words_blob)
        except (BlobMissing, ValueError):
            self._lost(page.part_id, "layout")
            return ()

    def _want(self, want: str, page: PageReceived) -> None:
        part = page.parts.get(want)
        try:
            match part:
                case TextRead():
                    self._lines = unpack(self._store, part.lines, part.lines_blob, Line)
                    self._bold, self._styled = part.bold_lines, part.styled_lines
                case TableRead():
                    cells = unpack(self._store, part.cells, part.cells_blob, TableCell)
                    self._grids[part.region_id] = Grid(part.rows, part.cols, cells, part.rules)
                case ChartRead():
                    self._charts[part.region_id] = part
                case PartFailed():
                    self._faults.append(_of(part))
                case _:
                    self._faults.append(_missing(want, self._ended_by))
        except (BlobMissing, ValueError):
            self._lost(want, want.split("/")[0])

    def _lost(self, part: str, stage: str) -> None:
        fault = Fault(code=ErrorCode.BLOB_MISSING, message=_UNREADABLE, part=part, stage=stage)
        self._faults.append(fault)

    def _record(self, page: PageLaidOut) -> PageRecord:
        return PageRecord(
            page_no=page.page_no,
            status="partial" if self._faults else "complete",
            kind=page.kind.value,
            kind_reason=page.kind_reason,
            error=self._faults[0] if self._faults else None,
            faults=tuple(self._faults),
            note=page.note,
            turn=None if page.turn == Turn() else page.turn,
            region_kinds=page.region_kinds,
        )


def _of(failed: PartFailed) -> Fault:
    return Fault(code=failed.code, message=failed.message, part=failed.part, stage=failed.stage)


def _missing(part: str, ended_by: ErrorCode | None) -> Fault:
    code = ended_by or ErrorCode.EXPIRED
    return Fault(code=code, message=ADVICE[code], part=part)
