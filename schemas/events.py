"""The facts that travel on the topics: frozen, versioned, readable by older and newer code.

A field is only ever added, with a default; unknown fields are ignored. So an event of the version before
is still read. Times are milliseconds since the Unix epoch and never decide what a document says.
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from schemas.blobs import BlobRef, ImageRef
from schemas.codes import ErrorCode
from schemas.geometry import Box, Line, Turn, Word

PAGES_PER_SHARD = 32
FIRST_RUN = "1"


class Priority(StrEnum):
    """What a user may ask for. It chooses the lane and the weight, never the result."""

    INTERACTIVE = "interactive"
    NORMAL = "normal"
    BULK = "bulk"


class PageKind(StrEnum):
    """Where a page's words come from: its text layer, a recogniser, or both, region by region."""

    DIGITAL = "digital"
    OCR = "ocr"
    HYBRID = "hybrid"


class RegionLabel(StrEnum):
    """What a region is, in the terms of the document. Each backend maps its own labels to these."""

    TEXT = "text"
    TITLE = "title"
    SECTION_HEADER = "section_header"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    PAGE_HEADER = "page_header"
    PAGE_FOOTER = "page_footer"
    TABLE = "table"
    PICTURE = "picture"
    FORMULA = "formula"
    REFERENCE = "reference"


class PictureKind(StrEnum):
    """What a picture looks like by its pixels: a photograph or a painting; or few colours on a ground, as
    charts, diagrams and logos have."""

    PHOTOGRAPH = "photograph"
    DRAWING = "drawing"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class StageTiming(Frozen):
    """How one event passed one stage. Stamped by the stage loop; left out of byte-for-byte comparison.

    `waited_ms` from the event's arrival at the worker to the start of its batch; `batch_items` and
    `batch_requests`: its batch-mates, itself included; `device_ms`: the batch's duration shared out by
    work, so that summing over events gives the time the device was busy.
    """

    stage: str
    waited_ms: float
    batch_items: int
    batch_requests: int
    device_ms: float
    worker: str = ""


class ModelUsed(Frozen):
    """The model behind a part: name, version, the backend that ran it (`module:Class`), and a digest of the
    settings it was made with; empty: none."""

    name: str
    version: str
    backend: str = ""
    settings: str = ""


class Event(Frozen):
    """Something that happened to one run of one request."""

    version: ClassVar[int] = 1

    request_id: str
    run_id: str = FIRST_RUN


class ReplayOf(Frozen):
    """An earlier run of the same request, whose parts are taken over where they would come out the same.

    Nothing is taken over of the stages in `redo` and of what follows them, nor what another model, or one
    with other settings, made, nor what failed. `profile`: the only one that may do this work; empty: any.
    `sha256` is of the PDF that was opened now: intake fills it in, and without it nothing is taken over.
    """

    run_id: str
    redo: tuple[str, ...] = ()
    profile: str = ""
    sha256: str = ""


class Work(Event):
    """An event that asks a stage for work, with what a scheduler must know to take turns."""

    tenant: str = "default"
    priority: Priority = Priority.NORMAL
    deadline_at_ms: int | None = None
    lane: Annotated[str, Field(pattern="^(interactive|normal)$")] = "normal"
    following: int = 0
    """How many events of the same slice come right after this one, so that a window may wait for them."""
    replay: ReplayOf | None = None


class DocumentSubmitted(Event):
    """A PDF that waits elsewhere: in the blob store, or at a URI that `allowed_sources` permits."""

    request_id: str = ""
    tenant: str = "default"
    priority: Priority = Priority.NORMAL
    name: str = ""
    deadline_ms: int | None = None
    blob: BlobRef | None = None
    uri: str | None = None
    replay: ReplayOf | None = None


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


class Route(Frozen):
    """How a request was let in, and why: `immediate`, `batched` or `queued`."""

    name: str
    reason: str


class SliceReleased(Work):
    """Pages `first_page` .. `first_page + page_count - 1` (from 1) may be rasterized now."""

    slice_no: int
    first_page: int
    page_count: int
    source: BlobRef
    route: Route

    @property
    def page_numbers(self) -> range:
        return range(self.first_page, self.first_page + self.page_count)


class PageRasterized(Work):
    """A page as pixels, with its text layer. `words` stand inline, or in `words_blob` where they are many.

    `width_pt`, `height_pt`: the page as displayed, rotation applied, and a scan that lay on its side or on
    its head set right by `turn`. `note` says so, and when the page was rendered at a lower resolution than
    asked for. `bold_lines`: numbers of the words' lines that are set in bold type.
    """

    page_no: int
    image: ImageRef
    dpi: float
    width_pt: float
    height_pt: float
    kind: PageKind
    kind_reason: str
    words: tuple[Word, ...] = ()
    words_blob: BlobRef | None = None
    bold_lines: tuple[int, ...] = ()
    turn: Turn = Turn()
    note: str = ""
    timing: StageTiming | None = None


class Region(Frozen):
    """One region of a page. `region_id` counts from 0 within the page, in the backend's order."""

    region_id: int
    label: RegionLabel
    box: Box
    score: float = 1.0


class OcrWanted(Work):
    """One page to read. `regions` names what to read; empty means the whole page."""

    page_no: int
    image: ImageRef
    dpi: float
    regions: tuple[Region, ...] = ()
    whole_page: bool = True


class TableFound(Work):
    """One table to structure, cut out of the page image by `box`."""

    page_no: int
    region_id: int
    box: Box
    image: ImageRef
    dpi: float


class ChartFound(Work):
    """One figure that may be a chart, cut out of the page image by `box`."""

    page_no: int
    region_id: int
    box: Box
    image: ImageRef
    dpi: float


class PageLaidOut(Part):
    """A page's regions, its text layer, and `wants`: the part ids that must come before it is done."""

    page_no: int
    width_pt: float
    height_pt: float
    kind: PageKind
    kind_reason: str
    regions: tuple[Region, ...]
    wants: tuple[str, ...]
    words: tuple[Word, ...] = ()
    words_blob: BlobRef | None = None
    bold_lines: tuple[int, ...] = ()
    turn: Turn = Turn()
    note: str = ""
    model: ModelUsed | None = None
    rasterized: StageTiming | None = None
    image_bytes: int = 0
    """What the page takes, decoded and stored; 0: not known."""

    @property
    def part_id(self) -> str:
        return page_part(self.page_no)


class TextRead(Part):
    """The lines of one page, in no promised order. Inline, or in `lines_blob` where they are many."""

    page_no: int
    lines: tuple[Line, ...] = ()
    lines_blob: BlobRef | None = None
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


class CancelRequested(Event):
    """A user wants this run stopped."""

    requested_at_ms: int = 0


class DocumentProgressed(Event):
    """Where a request stands. The latest one counts; one may be left out, none comes after the end."""

    tenant: str = "default"
    name: str = ""
    status: str
    route: str = ""
    pages_done: int
    page_count: int
    submitted_at_ms: int = 0
    at_ms: int = 0


class RequestFinished(Event):
    """The marker that lets late and repeated parts build nothing."""

    status: str


def page_part(page_no: int) -> str:
    return f"page/{page_no}"


def ocr_part(page_no: int) -> str:
    return f"ocr/{page_no}"


def table_part(page_no: int, region_id: int) -> str:
    return f"table/{page_no}/{region_id}"


def chart_part(page_no: int, region_id: int) -> str:
    return f"chart/{page_no}/{region_id}"


def shard_of(page_no: int) -> int:
    """The shard of a page: 32 pages share one, so they meet the same worker (DESIGN, the dataflow)."""
    return (page_no - 1) // PAGES_PER_SHARD
