"""Columns of a table that a layout model's box leaves out at its sides. Pure.

They are of short texts on the lines of the table, and of nothing else: a column of text beside a table has
lines above, below or between those.
"""

from collections.abc import Sequence
from itertools import pairwise

from agents.reading.page import Piece
from agents.reading.text.text_lines import SAME_LINE, Run, TextLine, text_lines, usual_height
from schemas.geometry import Box

_FEWEST, _SHARE = 3, 0.6
"""Lines of the table with something in the column: so many at least, and of all of them."""
_NEAR, _NARROW = 5.0, 0.4
"""Of the usual height: so far away it may begin. Of the table's width: it is no wider."""
_AROUND = 1.5
"""Pitches above and below the table where there is nothing in the column."""


def with_side_columns(box: Box, pieces: Sequence[Piece], others: Sequence[Box] = ()) -> Box:
    """The box of a table with the column to its right and that to its left, where there are such. `others`:
    what is in them belongs to something else."""
    inside = [piece for piece in pieces if box.holds_centre_of(piece.box)]
    if len(inside) < _FEWEST:
        return box
    height = usual_height(inside)
    rows = text_lines(inside, height)
    around = _AROUND * max((below.y - above.y for above, below in pairwise(rows)), default=0.0)
    beside = [
        piece
        for piece in pieces
        if rows[0].y - around <= piece.box.centre[1] <= rows[-1].y + around
        and not any(other.holds_centre_of(piece.box) for other in (box, *others))
    ]
    runs = [run for line in text_lines(beside, height) for run in line.runs] if beside else []
    right = _column([run for run in runs if run.box.x0 >= box.x1], rows, box, height)
    left = _column([_mirrored(run) for run in runs if run.box.x1 <= box.x0], rows, _turned(box), height)
    return Box(box.x0 if left is None else -left, box.y0, box.x1 if right is None else right, box.y1)


def _column(runs: Sequence[Run], rows: Sequence[TextLine], box: Box, height: float) -> float | None:
    """Where the nearest column to the right of a table ends; None where it is none of its own."""
    ordered = sorted(runs, key=lambda run: run.box.x0)
    if not ordered or ordered[0].box.x0 - box.x1 > _NEAR * height:
        return None
    column, end = [ordered[0]], ordered[0].box.x1
    for run in ordered[1:]:
        if run.box.x0 > end:
            break
        column.append(run)
        end = max(end, run.box.x1)
    on = [_row(run, rows, height) for run in column]
    filled = len(set(on) - {None})
    narrow = end - ordered[0].box.x0 <= _NARROW * (box.x1 - box.x0)
    return end if narrow and None not in on and filled >= max(_FEWEST, _SHARE * len(rows)) else None


def _row(run: Run, rows: Sequence[TextLine], height: float) -> int | None:
    """The line of the table that a text stands on."""
    y = run.box.centre[1]
    return next((at for at, row in enumerate(rows) if abs(row.y - y) <= SAME_LINE * height), None)


def _mirrored(run: Run) -> Run:
    return Run(_turned(run.box), run.text)


def _turned(box: Box) -> Box:
    """Left and right changed, about the left edge of the page."""
    return Box(-box.x1, box.y0, -box.x0, box.y1)
