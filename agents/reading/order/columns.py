"""Columns that a layout model drew one box around, or none: of prose, or of lines that are not level."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from agents.reading.order.interlocked import SHARE, are_crossing, interlocked
from agents.reading.order.out_of_step import out_of_step
from agents.reading.page import Piece, union
from agents.reading.text.filled import Filled
from agents.reading.text.hanging import hanging
from agents.reading.text.loose import TextRun, lines_of
from agents.reading.text.paragraphs import Row, rows_of
from schemas.geometry import Box

_GUTTER = 0.5
"""Heights of a row, at least, over which hardly a line goes."""
_OVER = 0.1
"""Of all lines: no more of them go over a gutter, such as a heading over both columns."""
_ROWS = 4
"""In each column, at least."""
_FULL, _MOSTLY = 0.75, 0.6
"""Of a column's width, a row of prose; and of its rows, as many are as wide."""
_HANGING = 0.7
"""Of the columns."""
_STRAY = 2
"""Lines of a column beside others that is none, such as what stands at the side of a page."""
_LETTERS = 10
"""Of a row of prose, at least: marks and figures have fewer."""
_STEP_PT = 1.0
_SHARE_BESIDE = 0.25
"""Of the texts, where other columns beside them are filled one after the other: as many in no row tell that
these are, too. Those of terms are all level with theirs."""

Span = tuple[float, float]


def are_filled(pieces: Sequence[Piece]) -> bool:
    """Whether texts that stand in columns are filled into one after the other, and make no rows."""
    lines = lines_of(pieces)
    columns = columns_by(lines, gutters_of([line.box for line in lines]))
    return _are_any_interlocked(columns) or _are_entries(columns)


def columns_of(pieces: Sequence[Piece], exact: bool = False) -> list[list[Piece]]:
    """The lines of a region parted into columns, from left to right, and lines that go over them, from top to
    bottom; all of them together where they do not stand in columns. What is set in rows, such as terms with
    their texts, does not. `exact`: the boxes are, as those of a text layer."""
    lines = lines_of(pieces)
    gutters = gutters_of([line.box for line in lines])
    columns = columns_by(lines, gutters)
    prose = all(column and _is_prose(rows_of(_pieces(column))) for column in columns)
    if not prose and not _are_entries(columns):
        share = _SHARE_BESIDE if _are_any_interlocked(columns) else SHARE
        gutters = [
            gutter
            for gutter, left, right in zip(gutters, columns, columns[1:], strict=False)
            if _are_interlocked(left, right, share) or _parts_what_is_not_level(lines, gutter, exact)
        ]
    if not gutters:
        return [list(pieces)]
    bands: list[list[list[TextRun]]] = []
    for line in sorted(lines, key=lambda line: line.box.y0 + line.box.y1):
        over = goes_over(line.box, gutters)
        if not bands or over != (len(bands[-1]) == 1):
            bands.append([[]] if over else [[] for _ in range(len(gutters) + 1)])
        bands[-1][0 if over else _at(line.box, gutters)].append(line)
    return [_pieces(part) for band in bands for part in band if part]


def columns_by(lines: Sequence[TextRun], gutters: Sequence[Span]) -> list[list[TextRun]]:
    """The lines of each column, without those that go over a gutter."""
    columns: list[list[TextRun]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        if not goes_over(line.box, gutters):
            columns[_at(line.box, gutters)].append(line)
    return columns


def _parts_what_is_not_level(lines: Sequence[TextRun], gutter: Span, exact: bool) -> bool:
    left, right = ([line.box for line in column] for column in columns_by(lines, [gutter]))
    return out_of_step(left, right, exact)


def _are_any_interlocked(columns: Sequence[Sequence[TextRun]]) -> bool:
    return any(_are_interlocked(left, right, SHARE) for left, right in pairwise(columns))


def _are_entries(columns: Sequence[Sequence[TextRun]]) -> bool:
    """Whether texts are in no rows with those beside them, or most columns have entries that stick out, as
    hardly a cell does."""
    if are_crossing([[line.box for line in column] for column in columns]):
        return True
    large = [column for column in columns if len(column) > _STRAY]
    return len(large) > 1 and sum(map(_is_hanging, large)) >= _HANGING * len(large)


def _is_hanging(column: Sequence[TextRun]) -> bool:
    return hanging(Filled.of(rows_of(_pieces(column)))) is not None


def _are_interlocked(left: Sequence[TextRun], right: Sequence[TextRun], share: float) -> bool:
    return interlocked([line.box for line in left], [line.box for line in right], share)


def goes_over(box: Box, gutters: Sequence[Span]) -> bool:
    return any(box.x0 < start and end < box.x1 for start, end in gutters)


def _at(box: Box, gutters: Sequence[Span]) -> int:
    """Which of the columns, from 0, something stands in that goes over no gutter."""
    return sum(box.x0 >= (start + end) / 2 for start, end in gutters)


def _pieces(lines: Sequence[TextRun]) -> list[Piece]:
    return [piece for line in lines for piece in line.pieces]


def gutters_of(lines: Sequence[Box]) -> list[Span]:
    """Where hardly any of the lines is, between places where many are."""
    if not lines:
        return []
    least_pt = _GUTTER * sum(line.y1 - line.y0 for line in lines) / len(lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    changes = [0] * (int((right - left) / _STEP_PT) + 2)
    for line in lines:
        changes[int((line.x0 - left) / _STEP_PT)] += 1
        changes[int((line.x1 - left) / _STEP_PT) + 1] -= 1
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
