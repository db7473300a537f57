"""The columns of a whole page of short texts, such as a directory: what stands in them is no table. Pure."""

from collections import Counter
from collections.abc import Sequence

from agents.reading.order.columns import Span, are_filled, columns_by, goes_over, gutters_of
from agents.reading.page import Piece
from agents.reading.text.loose import TextRun, lines_of
from schemas.geometry import Box

_COLUMNS = 3
"""At least: two of a table may well stand where two of the text do."""
_EDGE_PT = 1.5
_OFTEN = 0.2
"""Of the lines of a column: where as many begin is an edge of it."""


class PageColumns:
    """Those of a page that is filled column after column; none of any other page."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._lines = lines_of(pieces)
        found = gutters_of([line.box for line in self._lines])
        filled = len(found) >= _COLUMNS - 1 and are_filled(pieces)
        self._gutters: list[Span] = found if filled else []
        self._edges = [_edges(column) for column in columns_by(self._lines, self._gutters)] if filled else []

    def within(self, box: Box) -> list[list[Piece]]:
        """The lines that have their middle in a box, by column; none where one goes over a gutter, or begins
        where no others do, as the cells of a table in one column."""
        if not self._gutters:
            return []
        inside = [line for line in self._lines if box.holds_centre_of(line.box)]
        columns = columns_by(inside, self._gutters)
        begun = zip(columns, self._edges, strict=True)
        if any(goes_over(line.box, self._gutters) for line in inside) or not all(
            _is_near(line.box.x0, edges) for column, edges in begun for line in column
        ):
            return []
        return [[piece for line in column for piece in line.pieces] for column in columns if column]


def _edges(column: Sequence[TextRun]) -> list[float]:
    starts = Counter(round(line.box.x0) for line in column)
    return [start for start, count in starts.items() if count >= _OFTEN * len(column)]


def _is_near(x: float, edges: Sequence[float]) -> bool:
    return any(abs(x - edge) <= _EDGE_PT for edge in edges)
