"""Table structure with img2table where a table has a full set of rules; else its horizontal rules alone."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from agents.models.protocols import POINTS_PER_INCH, TableCrop, TableGrid
from agents.models.table_rules import horizontal_rules
from schemas.events import ModelUsed
from schemas.geometry import Box
from schemas.parts import TableCell

_WHOLE = 0.5
"""Of a crop: a ruled table that takes less of it is a part of another one."""

Corners = tuple[int, int, int, int]
Slots = list[tuple[int, int]]


class GridTable:
    """The grid of the largest fully ruled table in each crop; cells carry no text, and no cell is called a
    header.

    A table with fewer rules than that has words to say where its columns are, and a crop has no words: such a
    one gets its horizontal rules and no cells. `threads` caps OpenCV's threads, for this whole process; 0
    leaves them as they are.
    """

    def __init__(self, threads: int = 0) -> None:
        import cv2
        from img2table.tables.extractor import TableExtractor

        if threads:
            cv2.setNumThreads(threads)
        self._extractor: Any = TableExtractor
        self.used = ModelUsed(
            name="img2table", version=version("img2table"), backend="agents.models.grid_table:GridTable"
        )

    def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]:
        return [self._grid(crop) for crop in crops]

    def _grid(self, crop: TableCrop) -> TableGrid:
        extractor = self._extractor(img=crop.image)
        tables: list[Any] = extractor.extract_tables(borderless_tables=False)
        if not tables:
            return TableGrid(rules=horizontal_rules(crop))
        rows: list[list[Corners]] = [
            [(cell.x1, cell.y1, cell.x2, cell.y2) for cell in row.cells] for row in _largest(tables).rows
        ]
        if len(rows) < 2 or len(rows[0]) < 2 or _share(_largest(tables), crop) < _WHOLE:
            return TableGrid(rules=horizontal_rules(crop))
        cells = tuple(_cell(corners, slots, crop) for corners, slots in _slots(rows).items())
        return TableGrid(rows=len(rows), cols=len(rows[0]), cells=cells)


def _share(table: Any, crop: TableCrop) -> float:
    """Of the crop's area that the table takes."""
    height, width = crop.image.shape[:2]
    return (table.x2 - table.x1) * (table.y2 - table.y1) / (height * width)


def _largest(tables: Sequence[Any]) -> Any:
    return max(tables, key=lambda table: (table.x2 - table.x1) * (table.y2 - table.y1))


def _slots(rows: Sequence[Sequence[Corners]]) -> dict[Corners, Slots]:
    """The (row, col) places of every cell: one that spans several is repeated in each of them."""
    found: dict[Corners, Slots] = {}
    for row, cells in enumerate(rows):
        for col, corners in enumerate(cells):
            found.setdefault(corners, []).append((row, col))
    return found


def _cell(corners: Corners, slots: Slots, crop: TableCrop) -> TableCell:
    rows, cols = [row for row, _ in slots], [col for _, col in slots]
    x, y = crop.origin
    x0, y0, x1, y1 = (value * POINTS_PER_INCH / crop.dpi for value in corners)
    return TableCell(
        row=min(rows),
        col=min(cols),
        row_span=max(rows) - min(rows) + 1,
        col_span=max(cols) - min(cols) + 1,
        box=Box(x + x0, y + y0, x + x1, y + y1),
    )
