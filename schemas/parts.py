"""Events on `outputs`: the pieces that the assembler joins to a document."""

from schemas.blobs import BlobRef, ImageRef
from schemas.codes import ErrorCode
from schemas.events import Event, Frozen, ModelUsed, ReplayOf, StageTiming
from schemas.geometry import Box, Line
from schemas.labels import PictureKind, Priority
from schemas.page_facts import PageFacts
from schemas.work import Region, RegionKind


class Part(Event):
    """A piece of a document on `outputs`; `part_id` is a pure function of its cause."""

    timing: StageTiming | None = None

    @property
    def part_id(self) -> str:
        raise TypeError(f"{type(self).__name__} names no part")


class DocumentOpened(Part):
    """Intake opened the PDF: it is a PDF, it has pages, it may be read."""

    tenant: str = "default"
    priority: Priority = Priority.NORMAL
    name: str = ""
    submitted_at_ms: int = 0
    deadline_at_ms: int = 0
    source: BlobRef
    sha256: str
    page_count: int
    repaired: bool = False
    replay: ReplayOf | None = None

    @property
    def part_id(self) -> str:
        return "document"


class DocumentRejected(Part):
    """Intake could not open what was submitted. Ends the run as `DocumentFailed`."""

    tenant: str = "default"
    name: str = ""
    submitted_at_ms: int = 0
    size_bytes: int = 0
    code: ErrorCode
    message: str

    @property
    def part_id(self) -> str:
        return "document"


class PageLaidOut(Part, PageFacts):
    """A page's regions, what else is known of it, and `wants`: the part ids that must come before it is done.
    `region_kinds`: regions that are read in another way than the page."""

    page_no: int
    regions: tuple[Region, ...]
    wants: tuple[str, ...]
    region_kinds: tuple[RegionKind, ...] = ()
    model: ModelUsed | None = None
    rasterized: StageTiming | None = None
    image_bytes: int = 0
    """What the page takes, decoded and stored; 0: not known."""

    @property
    def part_id(self) -> str:
        return page_part(self.page_no)


class TextRead(Part):
    """The lines of one page, in no promised order. Inline, or in `lines_blob` where they are many.
    `bold_lines` and `styled_lines`: the numbers of those in bold type and in italics, as far as it shows."""

    page_no: int
    lines: tuple[Line, ...] = ()
    lines_blob: BlobRef | None = None
    bold_lines: tuple[int, ...] = ()
    styled_lines: tuple[int, ...] = ()
    model: ModelUsed | None = None

    @property
    def part_id(self) -> str:
        return ocr_part(self.page_no)


class TableCell(Frozen):
    """One cell. `row`, `col` from 0; `text` only where the backend itself reads it."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    box: Box
    header: bool = False
    text: str | None = None


class TableRead(Part):
    """The grid of one table; the assembler fills cells from words or lines by their centre. `rules`: the
    horizontal rules of a table that has no full set of them, and then no cells: its grid comes from where
    its words stand."""

    page_no: int
    region_id: int
    rows: int
    cols: int
    rules: tuple[Box, ...] = ()
    cells: tuple[TableCell, ...] = ()
    cells_blob: BlobRef | None = None
    model: ModelUsed | None = None

    @property
    def part_id(self) -> str:
        return table_part(self.page_no, self.region_id)


class ChartRead(Part):
    """A chart's data, or the honest word that nobody tried (`not_attempted`), or why what the model made of
    it is no table (`problem`). `image`: the picture as it stands on the page, a JPEG that stays as long as
    the result, at `dpi`; None in what earlier versions wrote."""

    page_no: int
    region_id: int
    attempted: bool
    kind: PictureKind | None = None
    image: ImageRef | None = None
    dpi: float = 0.0
    title: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    problem: str = ""
    model: ModelUsed | None = None

    @property
    def part_id(self) -> str:
        return chart_part(self.page_no, self.region_id)


class PartFailed(Part):
    """A part that will not come. The document arrives without it and names the gap."""

    part: str
    page_no: int
    code: ErrorCode
    message: str
    stage: str
    attempts: int = 1

    @property
    def part_id(self) -> str:
        return self.part


def page_part(page_no: int) -> str:
    return f"page/{page_no}"


def ocr_part(page_no: int) -> str:
    return f"ocr/{page_no}"


def table_part(page_no: int, region_id: int) -> str:
    return f"table/{page_no}/{region_id}"


def chart_part(page_no: int, region_id: int) -> str:
    return f"chart/{page_no}/{region_id}"
