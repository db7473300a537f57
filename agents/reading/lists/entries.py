"""The entries of a list of terms: each term with what is said of it beside it, row by row. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from agents.reading.page import Piece
from agents.reading.text.paragraphs import rows_of
from schemas.geometry import Box

ALIGNED_PT = 3.0
"""How far apart what stands in one column begins, at most."""
FEWEST = 2
_GAP = 0.8
"""Heights of a row between a term and its text, at least."""
MOST_PIECES = 3_000
"""In a region: a drawing has more, and whatever is published must be read in bounded time."""

Entries = list[list[Piece]]
"""The pieces of each term and its text."""


def entries_of(pieces: Sequence[Piece], fewest: int = FEWEST) -> Entries:
    """Empty where a region is anything else, or holds fewer terms."""
    rows = rows_of(pieces) if len(pieces) <= MOST_PIECES else []
    if len(rows) < fewest:
        return []
    of_rows = _by_rows([row.box for row in rows], pieces)
    left = min(row.box.x0 for row in rows)
    starts = [second_start(row.box, of_row) for row, of_row in zip(rows, of_rows, strict=True)]
    begins = [row.box.x0 <= left + ALIGNED_PT for row in rows]
    column = min((start for start, begin in zip(starts, begins, strict=True) if begin and start), default=0.0)
    width = max(row.box.x1 for row in rows) - column
    if not column or sum(begins) < fewest or width <= column - left:
        return []
    entries: list[list[Piece]] = []
    for row, of_row, start, begin in zip(rows, of_rows, starts, begins, strict=True):
        if abs((start if begin else row.box.x0) - column) > ALIGNED_PT or not (entries or begin):
            return []
        if begin:
            entries.append(list(of_row))
        else:
            entries[-1].extend(of_row)
    return entries


def columns_of(entries: Entries) -> tuple[float, float]:
    """Where the terms begin, and what is said of them."""
    first = rows_of(entries[0])[0].box
    return min(piece.box.x0 for piece in entries[0]), second_start(first, entries[0])


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether they are the same two columns."""
    return abs(one[0] - other[0]) <= ALIGNED_PT and abs(one[1] - other[1]) <= ALIGNED_PT


def second_start(row: Box, pieces: Sequence[Piece]) -> float:
    """Where the text begins that stands clearly apart from what the row begins with; 0 without such a gap.
    `pieces`: those of the row, and maybe others."""
    apart = _GAP * (row.y1 - row.y0)
    ordered = sorted(_within(row, pieces), key=lambda piece: piece.box.x0)
    for before, piece in pairwise(ordered):
        if piece.box.x0 - before.box.x1 >= apart:
            return piece.box.x0
    return 0.0


def _by_rows(rows: Sequence[Box], pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What lies in each row, in the order of the pieces."""
    middles = sorted(((piece.box.y0 + piece.box.y1) / 2, at) for at, piece in enumerate(pieces))
    level = ((bisect_left(middles, (row.y0,)), bisect_left(middles, (row.y1, inf))) for row in rows)
    near = (sorted(at for _, at in middles[first:last]) for first, last in level)
    return [_within(row, [pieces[at] for at in found]) for row, found in zip(rows, near, strict=True)]


def _within(row: Box, pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if row.holds_centre_of(piece.box)]
