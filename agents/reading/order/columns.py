"""Columns of prose on a scan that a layout model drew one box around, or none. Pure."""

from collections.abc import Sequence
from itertools import accumulate

from agents.reading.page import Piece, union
from agents.reading.text.paragraphs import Row, rows_of

_GUTTER = 0.5
"""Heights of a row, at least, over which hardly a line goes."""
_OVER = 0.1
"""Of all lines: no more of them go over a gutter, such as a heading over both columns."""
_ROWS = 4
"""In each column, at least."""
_FULL, _MOSTLY = 0.75, 0.6
"""Of a column's width, a row of prose; and of its rows, as many are as wide."""
_LETTERS = 10
"""Of a row of prose, at least: marks and figures have fewer."""
_STEP_PT = 1.0

Span = tuple[float, float]


def columns_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The lines of a region parted into columns of prose, from left to right, and lines that go over them,
    from top to bottom; all of them together where they do not stand in columns. What is set in rows, such as
    terms with their texts, does not."""
    lines = [(piece.box.x0, piece.box.x1) for piece in pieces]
    height = sum(piece.box.y1 - piece.box.y0 for piece in pieces) / max(1, len(pieces))
    gutters = _gutters(lines, _GUTTER * height)
    if not gutters:
        return [list(pieces)]
    bands: list[list[list[Piece]]] = []
    columns: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in sorted(pieces, key=lambda piece: piece.box.y0 + piece.box.y1):
        over = any(piece.box.x0 < start and end < piece.box.x1 for start, end in gutters)
        at = 0 if over else sum(piece.box.x0 >= (start + end) / 2 for start, end in gutters)
        if not bands or over != (len(bands[-1]) == 1):
            bands.append([[]] if over else [[] for _ in columns])
        bands[-1][at].append(piece)
        if not over:
            columns[at].append(piece)
    if not all(column and _is_prose(rows_of(column)) for column in columns):
        return [list(pieces)]
    return [part for band in bands for part in band if part]


def _gutters(lines: Sequence[Span], least_pt: float) -> list[Span]:
    """Where hardly any of the lines is, between places where many are."""
    if not lines:
        return []
    left, right = min(x0 for x0, _ in lines), max(x1 for _, x1 in lines)
    changes = [0] * (int((right - left) / _STEP_PT) + 2)
    for x0, x1 in lines:
        changes[int((x0 - left) / _STEP_PT)] += 1
        changes[int((x1 - left) / _STEP_PT) + 1] -= 1
    gutters: list[Span] = []
    start: float | None = None
    for at, count in enumerate(accumulate(changes[:-1])):
        x = left + at * _STEP_PT
        if count > _OVER * len(lines):
            if start is not None and start > left and x - start >= least_pt:
                gutters.append((start, x))
            start = None
        elif start is None:
            start = x
    return gutters


def _is_prose(rows: Sequence[Row]) -> bool:
    box = union([row.box for row in rows])
    wide = [row for row in rows if row.box.x1 - row.box.x0 >= _FULL * (box.x1 - box.x0)]
    letters = sum(len(row.text) for row in rows)
    return len(rows) >= _ROWS and letters >= _LETTERS * len(rows) and len(wide) >= _MOSTLY * len(rows)
