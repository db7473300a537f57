"""Whether texts stand in the columns of the text around them: what goes on there is no table. Pure."""

from collections import Counter
from collections.abc import Sequence

from agents.reading.order.columns import columns_by, goes_over, gutters_of
from agents.reading.page import Piece
from agents.reading.text.loose import TextRun, lines_of
from schemas.geometry import Box

_COLUMNS = 3
"""At least: two of a table may well stand where two of the text do."""
_LINES = 8
"""Around them, in each column, at least."""
_EDGE_PT = 1.5
_OFTEN = 0.2
"""Of the lines of a column: where as many begin is an edge of it."""


def in_page_columns(box: Box, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The lines of a page that have their middle in `box`, parted into the columns in which the others stand;
    none where they stand in other columns, or where there are no such columns."""
    lines = lines_of(pieces)
    inside = [line for line in lines if box.holds_centre_of(line.box)]
    outside = [line for line in lines if not box.holds_centre_of(line.box)]
    gutters = gutters_of([line.box for line in outside])
    if len(gutters) < _COLUMNS - 1 or any(goes_over(line.box, gutters) for line in inside):
        return []
    columns, beside = columns_by(inside, gutters), columns_by(outside, gutters)
    begun = zip(columns, beside, strict=True)
    if not all(column and len(other) >= _LINES and _begin_alike(column, other) for column, other in begun):
        return []
    return [[piece for line in column for piece in line.pieces] for column in columns]


def _begin_alike(column: Sequence[TextRun], other: Sequence[TextRun]) -> bool:
    """Whether all lines of the one begin where many of the other do: entries stick out, or paragraphs begin
    further in, and cells begin at one edge for each column of theirs."""
    starts = Counter(round(line.box.x0) for line in other)
    edges = [start for start, count in starts.items() if count >= _OFTEN * len(other)]
    return all(any(abs(line.box.x0 - edge) <= _EDGE_PT for edge in edges) for line in column)
