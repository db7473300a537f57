"""Which lines of a table without a full set of rules are one row. Pure.

A cell of several lines makes a row of them. What tells is the pitch of the lines, where cells have some room
around them, and else that a line has nothing in the first column and only continues what is above it.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from statistics import median

from agents.reading.text.text_lines import TextLine

_JUMP = 1.2
"""The least ratio between the pitch of rows and that of the lines of one cell."""
_LINE_PITCH = 1.3
"""Of the usual height: lines of one cell are not further apart."""
_RULED_ROWS = 3

Filled = Sequence[frozenset[int]]


def rows_of_lines(
    lines: Sequence[TextLine],
    filled: Filled,
    height: float,
    ruled: set[int],
    figures: Filled | None = None,
) -> list[list[int]]:
    """Line numbers by row. `filled`: the columns of each line; `figures`: those in which it has a figure.
    `ruled`: lines with a rule through the whole table right above them, which always begin a row."""
    pitches = [below.y - above.y for above, below in pairwise(lines)]
    limit = _limit(pitches, filled, height)
    inner = {at for at in ruled if 0 < at < len(lines)}
    by_rules = len(inner) >= _RULED_ROWS and _continued_only(inner, filled)
    sums: set[int] = set()
    rows = [[0]]
    for at in range(1, len(lines)):
        if at in inner:
            joins = False
        elif by_rules:
            joins = pitches[at - 1] <= _LINE_PITCH * height
        elif limit is not None:
            joins = pitches[at - 1] <= limit
        else:
            near = pitches[at - 1] <= _LINE_PITCH * height
            joins = near and _continues(filled[at], frozenset[int]().union(*(filled[n] for n in rows[-1])))
        adds_up = figures is not None and _adds_up(at, rows[-1], filled, figures, sums)
        if adds_up:
            sums.add(at)
        if joins and not adds_up:
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _limit(pitches: Sequence[float], filled: Filled, height: float) -> float | None:
    """The largest pitch of lines in one cell; None where the pitches do not tell."""
    ordered = sorted(pitches)
    jumps = [(above / below, at) for at, (below, above) in enumerate(pairwise(ordered)) if below > 0]
    ratio, at = max(jumps, default=(0.0, 0))
    if ratio < _JUMP or ordered[at] > _LINE_PITCH * height:
        return None
    limit = (ordered[at] + ordered[at + 1]) / 2
    tight = [n + 1 for n, pitch in enumerate(pitches) if pitch <= limit]
    most = median(len(one) for one in filled)
    full = sum(0 in filled[n] and len(filled[n]) >= max(2, most) for n in tight)
    return limit if 2 * full < len(tight) else None  # rows in groups, with some room between the groups


def _continues(line: frozenset[int], row: frozenset[int]) -> bool:
    return 0 not in line and line <= row and 2 * len(line) <= max(2, len(row))


def _adds_up(at: int, row: Sequence[int], filled: Filled, figures: Filled, sums: AbstractSet[int]) -> bool:
    """Whether a line has a name under a figure and a figure under another, as sums have, or is like a sum
    right above. A rule that parts it from the row above may be too thin for a scan."""
    of_row = frozenset[int]().union(*(figures[line] for line in row))
    alike = row[-1] in sums and figures[at] == figures[row[-1]] and filled[at] == filled[row[-1]]
    return alike or (bool(figures[at] & of_row) and bool((filled[at] - figures[at]) & of_row))


def _continued_only(inner: set[int], filled: Filled) -> bool:
    """Whether nearly all lines that no rule parts from the one above continue it."""
    between = [at for at in range(1, len(filled)) if at not in inner]
    rows = sum(0 in filled[at] and len(filled[at]) > 1 and filled[at] >= filled[at - 1] for at in between)
    return rows <= 0.3 * len(between)
