"""What a page hands to the document builder, and the blocks the builder makes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from agents.long_rules import levels
from schemas.geometry import Box, Line, Word
from schemas.labels import PageKind, RegionLabel
from schemas.parts import ChartRead, TableCell
from schemas.work import Region


class Origin(Enum):
    """Where the text of a page comes from, and so what its boxes and its weight tell."""

    LAYER = auto()
    """The PDF: both are exact."""
    LINES = auto()
    """A recogniser that found each line: boxes are as high as type, and not all of the bold is known."""
    REGIONS = auto()
    """A recogniser that was given regions: its lines are laid over them, as high as there is room. Those of
    tables may have been found by themselves."""


_RULED = 3
_ACROSS = 0.75
"""Of the width of all rules."""
MARGINS = frozenset({RegionLabel.PAGE_HEADER, RegionLabel.PAGE_FOOTER})


@dataclass(frozen=True, slots=True)
class Grid:
    """The structure of one table, before its cells have text. `rules`: horizontal ones, where it has no
    cells yet."""

    rows: int
    cols: int
    cells: tuple[TableCell, ...]
    rules: tuple[Box, ...] = ()

    @property
    def is_ruled(self) -> bool:
        """Whether the table is drawn with rules that, alone or with those level with them, go over most of
        what all of them go over: one or two may be those of something near it, and each column of a text has
        its own under its headings."""
        if len(self.rules) < _RULED:
            return False
        around = union([*self.rules])
        least = _ACROSS * (around.x1 - around.x0)
        return sum(sum(rule.x1 - rule.x0 for rule in own) >= least for own in levels(self.rules)) >= _RULED


@dataclass(frozen=True, slots=True)
class PageParts:
    """Everything known of one page. `grids` and `charts` are keyed by region id.

    `bold_lines` and `fixed_lines`: the lines of `words` in bold type, and in type whose letters are all as
    wide, by their numbers; `styled_lines`: those in italics, or in another colour than most of the page;
    `watermark_lines`: those printed across the page; `bold_read` and `styled_read`: those in bold type and in
    italics among `lines`; `bars`: of colour, under one line each; `rules`: long ones from left to right. In
    `read_anew` lines count for more than words.

    A table region without a grid, or with an empty one, is read as text.
    """

    page_no: int
    width_pt: float
    height_pt: float
    kind: PageKind
    regions: tuple[Region, ...] = ()
    words: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()
    bold_lines: tuple[int, ...] = field(default=(), kw_only=True)
    fixed_lines: tuple[int, ...] = field(default=(), kw_only=True)
    styled_lines: tuple[int, ...] = field(default=(), kw_only=True)
    watermark_lines: tuple[int, ...] = field(default=(), kw_only=True)
    bold_read: tuple[int, ...] = field(default=(), kw_only=True)
    styled_read: tuple[int, ...] = field(default=(), kw_only=True)
    frames: tuple[Box, ...] = field(default=(), kw_only=True)
    bars: tuple[Box, ...] = field(default=(), kw_only=True)
    rules: tuple[Box, ...] = field(default=(), kw_only=True)
    read_anew: tuple[Box, ...] = field(default=(), kw_only=True)
    grids: Mapping[int, Grid] = field(default_factory=dict[int, Grid])
    charts: Mapping[int, ChartRead] = field(default_factory=dict[int, ChartRead])

    @property
    def origin(self) -> Origin:
        """Of a `hybrid` page that of its words, which are most of it."""
        if self.kind is not PageKind.OCR:
            return Origin.LAYER
        given = any(line.region_id is not None for line in self.lines)
        return Origin.REGIONS if given else Origin.LINES


class Piece(NamedTuple):
    """A run of text that goes to one place as a whole: a word, or a recogniser's line (or part of one).

    Pieces of one `line` stand side by side. `region_id` is set where the recogniser was given the region.
    `fixed`: in type whose letters are all as wide; `styled`: in italics or in a colour.
    """

    text: str
    box: Box
    line: int
    region_id: int | None = None
    bold: bool = False
    fixed: bool = False
    styled: bool = False


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell with its text, inside the table's rows and columns."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: Box
    header: bool
    text: str


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table as it goes into the document. A position may have no cell; none has two that start there.
    `size_pt`: the usual height of its words, 0 where it is not known."""

    rows: int
    cols: int
    cells: tuple[FilledCell, ...]
    size_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """One item of the document. `raw` is the text with its line-end hyphens, `text` without them.

    `captions` and `inner` (text inside a picture) belong to a table or picture and come with it. `size_pt`:
    the usual height of its lines, 0 where it has none; `bold`: all of them are; `styled`: all of them are in
    italics or in a colour. `flush`: whether it begins at the edge of its column where paragraphs begin
    further in, None where that is not known; `full`: whether its last line is known to end where its column
    does.
    `marker`: of a list item, as its text begins, where that is told by the markers of others. `over`: whether
    a short text stands over another one as headings do; not where it ends what is above it, None where
    neither shows. `on_bar`: whether it stands alone on a bar of colour that is as wide as its column.
    """

    label: RegionLabel
    box: Box
    text: str = ""
    raw: str = ""
    table: FilledTable | None = None
    chart: ChartRead | None = None
    captions: tuple["Block", ...] = ()
    inner: tuple["Block", ...] = ()
    size_pt: float = 0.0
    bold: bool = False
    styled: bool = False
    flush: bool | None = None
    full: bool = False
    marker: str = ""
    over: bool | None = None
    on_bar: bool = False


def free_region_id(regions: Iterable[Region]) -> int:
    """A number from which on none of the regions has one."""
    return max((region.region_id for region in regions), default=-1) + 1


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of them; at least one is needed."""
    if len(boxes) == 1:
        return boxes[0]
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))
