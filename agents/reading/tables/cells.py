"""The cells of a page's tables: which cell a piece of text falls into, and the tables once filled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from agents.reading.page import FilledCell, FilledTable, Grid, PageParts, Piece, union
from agents.reading.tables.head_rows import with_head_row
from agents.reading.tables.header_row import names_columns
from agents.reading.tables.table_pieces import table_pieces
from agents.reading.tables.word_grid import word_grid
from agents.reading.text.paragraphs import joined_in_cell, rows_of
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.parts import TableCell
from schemas.work import Region

MAX_CELLS = 1_000_000
"""docling-core refuses a larger table; such a one is read as text."""

Place = tuple[int, int]
"""A region id, and the index of a cell in that region's grid."""


class Cells:
    """Every cell of every usable grid of a page. Smaller tables come first: they are the more specific."""

    def __init__(self, page: PageParts) -> None:
        grids = {region.region_id: _grid(region, page) for region in page.regions}
        tables = sorted(
            (region for region in page.regions if _usable(region.label, grids[region.region_id])),
            key=lambda region: (region.box.area, region.region_id),
        )
        self.grids: dict[int, Grid] = {
            region.region_id: _placed(grid) for region in tables if (grid := grids[region.region_id])
        }
        self._all = [
            (region_id, at, cell.box)
            for region_id, grid in self.grids.items()
            for at, cell in enumerate(grid.cells)
        ]

        self.outlines: dict[int, Box] = {
            region_id: union([cell.box for cell in grid.cells])
            for region_id, grid in self.grids.items()
            if grid.cells
        }

    def near(self, box: Box) -> list[tuple[int, int, Box]]:
        """(region id, cell index, cell box) of the cells that touch `box`."""
        x0, y0, x1, y1 = box
        return [
            entry
            for entry in self._all
            if entry[2][1] <= y1 and entry[2][3] >= y0 and entry[2][0] <= x1 and entry[2][2] >= x0
        ]

    def filled(self, region_id: int, pieces: Mapping[Place, Sequence[Piece]]) -> FilledTable:
        """The table with its text. A cell no piece fell into has what its backend read there, if anything."""
        grid = self.grids[region_id]
        cells = tuple(
            _filled(cell, grid, pieces.get((region_id, at), ())) for at, cell in enumerate(grid.cells)
        )
        heights = [
            piece.box.y1 - piece.box.y0
            for place, own in pieces.items()
            if place[0] == region_id
            for piece in own
        ]
        size_pt = median(heights) if heights else 0.0
        return FilledTable(grid.rows, grid.cols, _with_header(cells, grid.rows), size_pt)


def _grid(region: Region, page: PageParts) -> Grid | None:
    """That of the table's backend; where it found no cells, the one that the table's words make."""
    grid = page.grids.get(region.region_id)
    if grid is None or region.label is not RegionLabel.TABLE:
        return grid
    if grid.cells:
        return with_head_row(grid, page)
    return word_grid(table_pieces(region.box, page), grid.rules)


def _usable(label: RegionLabel, grid: Grid | None) -> bool:
    if label is not RegionLabel.TABLE or grid is None or not grid.cells:
        return False
    return grid.rows > 0 and grid.cols > 0 and grid.rows * grid.cols <= MAX_CELLS


def _placed(grid: Grid) -> Grid:
    return Grid(grid.rows, grid.cols, tuple(_placed_cells(grid)))


def _placed_cells(grid: Grid) -> Iterator[TableCell]:
    """In row order, the first of each position; text under a cell that is left out stays on the page."""
    taken: set[tuple[int, int]] = set()
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col)):
        inside = 0 <= cell.row < grid.rows and 0 <= cell.col < grid.cols
        if inside and (cell.row, cell.col) not in taken:
            taken.add((cell.row, cell.col))
            yield cell


def _with_header(cells: tuple[FilledCell, ...], rows: int) -> tuple[FilledCell, ...]:
    """Where the backend named no header: the first row, if it has no number but years and there are more; and
    the rows that its cells reach down to beside one that spans columns."""
    top = [cell for cell in cells if cell.row == 0]
    first = [cell.text for cell in top if cell.text]
    if rows < 3 or len(first) < 2 or not names_columns(first) or any(cell.header for cell in cells):
        return cells
    grouped = any(cell.col_span > 1 for cell in top)
    deep = max(cell.row_span for cell in top) if grouped else 1
    if deep >= rows or not names_columns([cell.text for cell in cells if cell.row < deep]):
        deep = 1
    return tuple(replace(cell, header=cell.row < deep) for cell in cells)


def _filled(cell: TableCell, grid: Grid, pieces: Sequence[Piece]) -> FilledCell:
    text = joined_in_cell([row.text for row in rows_of(pieces)]) if pieces else (cell.text or "").strip()
    row_span = max(1, min(cell.row_span, grid.rows - cell.row))
    col_span = max(1, min(cell.col_span, grid.cols - cell.col))
    return FilledCell(cell.row, cell.col, row_span, col_span, cell.box, cell.header, text)
