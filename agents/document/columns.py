"""Columns of prose that a layout model drew one box around. Pure."""

from collections.abc import Sequence

from agents.document.page import Piece, union
from agents.document.paragraphs import Row, rows_of

_GUTTER = 0.5
"""Heights of a row, at least, over which no line goes."""
_ROWS = 4
"""In each column, at least."""
_FULL, _MOSTLY = 0.75, 0.6
"""Of a column's width, a row of prose; and of its rows, as many are as wide."""
_LETTERS = 10
"""Of a row of prose, at least: marks and figures have fewer."""


def columns_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of a region from the left column to the right one; all of them together where they do not
    stand in columns of prose. What is set in rows, such as terms with their texts, does not."""
    parts: list[list[Piece]] = []
    end = 0.0
    for piece in sorted(pieces, key=lambda piece: piece.box.x0):
        if parts and piece.box.x0 - end <= _GUTTER * (piece.box.y1 - piece.box.y0):
            parts[-1].append(piece)
            end = max(end, piece.box.x1)
        else:
            parts.append([piece])
            end = piece.box.x1
    if len(parts) < 2 or not all(_is_prose(rows_of(part)) for part in parts):
        return [list(pieces)]
    return parts


def _is_prose(rows: Sequence[Row]) -> bool:
    box = union([row.box for row in rows])
    wide = [row for row in rows if row.box.x1 - row.box.x0 >= _FULL * (box.x1 - box.x0)]
    letters = sum(len(row.text) for row in rows)
    return len(rows) >= _ROWS and letters >= _LETTERS * len(rows) and len(wide) >= _MOSTLY * len(rows)
