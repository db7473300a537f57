"""Which row of a page comes next below another one, and where its text has its margin. Pure."""

from collections.abc import Mapping, Sequence

from agents.reading.lists.sequences import ALIGNED_PT, mark_of
from agents.reading.text.paragraphs import Row

_NEAR = 20
"""Rows further down the page, at most: the next one of a column is among them."""


def row_below(at: int, rows: Sequence[Row]) -> Row | None:
    """The next row below in the same column. `rows`: those of the page from top to bottom."""
    box = rows[at].box
    near = rows[at + 1 : at + 1 + _NEAR]
    return next(
        (row for row in near if row.box.y0 > box.centre[1] and row.box.x0 < box.x1 and row.box.x1 > box.x0),
        None,
    )


def at_margin(row: Row, below: Mapping[Row, Row | None]) -> Row | None:
    """The next row below that stands at the margin of its text: the one after a first row that is set in.
    What begins with a mark is an item, and its margin is another one. `below`: the next row of each."""
    first = below[row]
    second = below[first] if first else None
    if first is None or second is None or mark_of(first.text) or mark_of(second.text):
        return first
    return second if first.box.x0 > second.box.x0 + ALIGNED_PT else first
