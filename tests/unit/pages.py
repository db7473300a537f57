"""Pages for the tests of the document builder."""

from collections.abc import Sequence

from agents.reading.blocks import blocks_of
from agents.reading.page import Block, Grid, PageParts
from schemas.geometry import Box, Line, Word
from schemas.labels import PageKind, RegionLabel
from schemas.parts import ChartRead, TableCell
from schemas.work import Region


def page(
    *regions: Region,
    words: Sequence[Word] = (),
    lines: Sequence[Line] = (),
    kind: PageKind = PageKind.DIGITAL,
    grids: dict[int, Grid] | None = None,
    charts: dict[int, ChartRead] | None = None,
) -> PageParts:
    return PageParts(1, 612, 792, kind, regions, tuple(words), tuple(lines), grids or {}, charts or {})


def region(number: int, label: RegionLabel, x0: float, y0: float, x1: float, y1: float) -> Region:
    return Region(region_id=number, label=label, box=Box(x0, y0, x1, y1))


def typed(text: str, x: float, y: float, line: int = 0, size: float = 10) -> list[Word]:
    """Words of a text layer from (x, y) on: each letter half as wide as the font is high."""
    words: list[Word] = []
    for word in text.split():
        width = len(word) * size / 2
        words.append(Word(word, Box(x, y, x + width, y + size), line))
        x += width + size / 2
    return words


def scanned(text: str, x: float, y: float, size: float = 10, region_id: int | None = None) -> Line:
    """A recogniser's line, with the same widths as `typed`."""
    return Line(text, Box(x, y, x + len(text) * size / 2, y + size), 0.9, region_id)


def grid(x: Sequence[float], y: Sequence[float], header_rows: int = 0) -> Grid:
    """A grid without spans between the given edges."""
    cells = tuple(
        TableCell(row=row, col=col, box=Box(x[col], y[row], x[col + 1], y[row + 1]), header=row < header_rows)
        for row in range(len(y) - 1)
        for col in range(len(x) - 1)
    )
    return Grid(len(y) - 1, len(x) - 1, cells)


def texts(blocks: Sequence[Block]) -> list[tuple[RegionLabel, str]]:
    return [(block.label, block.text) for block in blocks]


def table_rows(parts: PageParts) -> list[list[str]]:
    """The texts of the page's one table, '' where a position has no cell."""
    (table,) = [block.table for block in blocks_of(parts) if block.table]
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def every_word(blocks: Sequence[Block]) -> list[str]:
    """All words of all blocks, sorted."""
    words: list[str] = []
    for block in blocks:
        words.extend(block.raw.split() or block.text.split())
        words.extend(
            word for cell in (block.table.cells if block.table else ()) for word in cell.text.split()
        )
        words.extend(every_word([*block.captions, *block.inner]))
    return sorted(words)
