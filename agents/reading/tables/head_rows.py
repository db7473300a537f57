"""The header of a ruled table that is left out of its grid. Pure.

It stands on a ground of its own, often dark, where neither a layout model nor what looks for rules sees a
part of the table.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from agents.reading.page import MARGINS, Grid, PageParts
from agents.reading.text.text_lines import TextLine, text_lines, usual_height
from agents.reading.uncut import free_pieces
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.parts import TableCell

_FILLED = 0.5
"""Of the columns, and two at least: so many have a name in a header."""
_SURE = 3
"""So many names side by side are a header, whatever a layout model calls them."""
_BEYOND_PT = 1.5
"""A name keeps to its column, up to this: rules have a width."""
_PITCH = 1.4
"""Heights of a line from one line of a header to the next, at most."""
_STRIP = 0.6
"""Of the usual height of a row: no line fits into less."""
_OTHERS = MARGINS | {RegionLabel.CAPTION, RegionLabel.SECTION_HEADER, RegionLabel.TITLE, RegionLabel.TEXT}
"""What may stand above a table, and is a header only where it is `_SURE`."""


def with_head_row(grid: Grid, page: PageParts) -> Grid:
    """The grid with one row more where names of its columns stand right above it: within the height of a row,
    each between the sides of one column, and nothing else on their lines."""
    pitch = median(cell.box.y1 - cell.box.y0 for cell in grid.cells)
    body = _without_strip(grid, pitch)
    columns = _columns(body)
    if not columns:
        return grid
    top = min(cell.box.y0 for cell in body.cells)
    names = _names(columns, top, pitch, page)
    if not names:
        return grid
    head = min(run.box.y0 for line in names for run in line.runs)
    row = tuple(
        TableCell(row=0, col=at, row_span=1, col_span=1, box=Box(left, head, right, top))
        for at, (left, right) in enumerate(columns)
    )
    below = tuple(cell.model_copy(update={"row": cell.row + 1}) for cell in body.cells)
    return replace(grid, rows=body.rows + 1, cells=row + below)


def _without_strip(grid: Grid, pitch: float) -> Grid:
    """Without a first row too low for a line: what the edge of the box left of the header's ground."""
    first = [cell for cell in grid.cells if cell.row == 0]
    if any(cell.row_span > 1 or cell.box.y1 - cell.box.y0 > _STRIP * pitch for cell in first):
        return grid
    rest = tuple(cell.model_copy(update={"row": cell.row - 1}) for cell in grid.cells if cell.row > 0)
    return replace(grid, rows=grid.rows - 1, cells=rest) if rest else grid


def _columns(grid: Grid) -> list[tuple[float, float]]:
    """Left and right of each column; none where one has no cell of its own, or two overlap."""
    own: dict[int, list[Box]] = defaultdict(list)
    for cell in grid.cells:
        if cell.col_span == 1:
            own[cell.col].append(cell.box)
    if grid.cols < 2 or not all(at in own for at in range(grid.cols)):
        return []
    columns = [
        (median(box.x0 for box in own[at]), median(box.x1 for box in own[at])) for at in range(grid.cols)
    ]
    return columns if all(one[1] <= other[0] + _BEYOND_PT for one, other in pairwise(columns)) else []


def _names(
    columns: Sequence[tuple[float, float]], top: float, pitch: float, page: PageParts
) -> list[TextLine]:
    """The lines of names right above the grid, from top to bottom; none where there is something else."""
    above = Box(columns[0][0], top - (_SURE + 1) * pitch, columns[-1][1], top)
    pieces = [piece for piece in free_pieces(page) if above.holds_centre_of(piece.box)]
    if not pieces:
        return []
    height = usual_height(pieces)
    found: list[TextLine] = []
    lowest = top
    for line in reversed(text_lines(pieces, height)):
        far = lowest - line.y > (_PITCH * height if found else pitch)
        if far or not all(_column(run.box, columns) is not None for run in line.runs):
            break
        found.insert(0, line)
        lowest = line.y
    named = {_column(run.box, columns) for line in found for run in line.runs}
    if len(named) < max(2, _FILLED * len(columns)):
        return []
    return found if len(named) >= _SURE or not _is_other(found, page) else []


def _column(box: Box, columns: Sequence[tuple[float, float]]) -> int | None:
    return next(
        (
            at
            for at, (left, right) in enumerate(columns)
            if left - _BEYOND_PT <= box.x0 and box.x1 <= right + _BEYOND_PT
        ),
        None,
    )


def _is_other(lines: Sequence[TextLine], page: PageParts) -> bool:
    others = [region.box for region in page.regions if region.label in _OTHERS]
    return any(other.holds_centre_of(run.box) for other in others for line in lines for run in line.runs)
