"""The grid of a table without a full set of rules: borderless, half-ruled, or ruled between its rows. Pure.

Columns and rows come from where the words stand, the rest from what rules there are: a rule through the whole
table parts rows, a shorter one under a heading says which columns it is over, and where it ends a cell on its
left goes on below it. Without rules a cell that spans rows shows only where its text stands between them.
"""

from collections.abc import Sequence

from agents.reading.page import Grid, Piece, union
from agents.reading.tables.grid_maker import GridMaker, columns_under
from agents.reading.tables.header_row import is_number
from agents.reading.tables.subtotals import adds_up
from agents.reading.tables.table_columns import columns_of
from agents.reading.tables.table_rows import rows_of_lines
from agents.reading.text.text_lines import TextLine, text_lines, usual_height
from schemas.geometry import Box

_WHOLE, _PARTING = 0.85, 0.4
"""Of the table's width: a rule that is longer runs through all of it, or parts rows at least."""


def word_grid(pieces: Sequence[Piece], rules: Sequence[Box] = ()) -> Grid | None:
    """None where the words make no two rows and columns. `rules`: horizontal ones, in points of the page."""
    if not pieces:
        return None
    height = usual_height(pieces)
    lines = text_lines(pieces, height)
    columns = columns_of(lines)
    if len(lines) < 2 or len(columns) < 2:
        return None
    filled = [frozenset(at for run in line.runs for at in columns_under(run.box, columns)) for line in lines]
    labels = _labels(lines, filled, height)
    body = [at for at in range(len(lines)) if at not in labels]
    outline = union([piece.box for piece in pieces])
    width = outline.x1 - outline.x0
    whole = [rule for rule in rules if rule.x1 - rule.x0 >= _WHOLE * width]
    kept = [lines[at] for at in body]
    parted = _parted(kept, rules, _PARTING * width)
    figures = [_figures(line, columns) for line in kept]
    rows = rows_of_lines(kept, [filled[at] for at in body], height, parted, figures)
    if len(rows) < 2:
        return None
    grouped = [[kept[at] for at in row] for row in rows]
    between = [lines[at] for at in sorted(labels) if not _taken_in(lines[at], grouped)]
    return GridMaker(grouped, columns, outline, rules, whole).grid(between)


def _figures(line: TextLine, columns: Sequence[tuple[float, float]]) -> frozenset[int]:
    return frozenset(at for run in line.runs if is_number(run.text) for at in columns_under(run.box, columns))


def _taken_in(line: TextLine, rows: Sequence[list[TextLine]]) -> bool:
    """Puts a line that stands inside one row there."""
    for row in rows:
        if row[0].y < line.y < row[-1].y:
            row.append(line)
            row.sort(key=lambda one: one.y)
            return True
    return False


def _labels(lines: Sequence[TextLine], filled: Sequence[frozenset[int]], height: float) -> set[int]:
    """Lines that stand between two rows, in columns that both leave empty."""
    found: set[int] = set()
    for at in range(1, len(lines) - 1):
        above, below = filled[at - 1], filled[at + 1]
        apart = lines[at + 1].y - lines[at - 1].y
        even = abs(lines[at].y - (lines[at - 1].y + lines[at + 1].y) / 2) < 0.2 * apart
        alone = not filled[at] & (above | below)
        if alone and even and apart > 1.25 * height and 2 * len(above & below) >= len(above | below):
            found.add(at)
    return found


def _parted(lines: Sequence[TextLine], rules: Sequence[Box], least_pt: float) -> set[int]:
    """Numbers of the lines that have a rule between them and the line before, of that length or under figures
    that are added up."""
    found: set[int] = set()
    for rule in rules:
        y = (rule.y0 + rule.y1) / 2
        at = sum(line.y < y for line in lines)
        long = rule.x1 - rule.x0 >= least_pt
        if 0 < at < len(lines) and (long or adds_up([rule], lines[at - 1], lines[at])):
            found.add(at)
    return found
