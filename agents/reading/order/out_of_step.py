"""Lines beside each other that are not level: each side is read by itself, and neither is a row. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from schemas.geometry import Box

_LINES = 5
"""On each side, at least."""
_LEVEL, _LEVEL_READ = 0.03, 0.12
"""Of a line's height: how far beside each other the middles of lines that stand level may differ from how far
they usually do, which is not at all in one type; and where a recogniser found the lines."""
_STEP, _EVEN = 1.8, 0.75
"""Heights of a line from one line of running text to the next, at most, and the share of such steps. Cells
that stand in the middle of higher ones beside them have no steps of their own."""
_IN_STEP = 0.5
"""Of the lines of the side that has fewer: as many stand level with one beside them in rows."""


def out_of_step(left: Sequence[Box], right: Sequence[Box], exact: bool) -> bool:
    """Whether both sides have lines at steps of their own, beside each other, that mostly are not level.
    `exact`: the boxes are."""
    height = median([box.y1 - box.y0 for box in (*left, *right)]) if left and right else 0.0
    one, other = _lines(left, height), _lines(right, height)
    top = max(min(side, default=0.0) for side in (one, other))
    bottom = min(max(side, default=0.0) for side in (one, other))
    one, other = ([y for y in side if top - height < y < bottom + height] for side in (one, other))
    fewer, more = sorted((one, other), key=len)
    if len(fewer) < _LINES or not (_runs_on(fewer, height) and _runs_on(more, height)):
        return False
    nearest = [min((it - y for it in more), key=abs) for y in fewer]
    usual, most = median(nearest), (_LEVEL if exact else _LEVEL_READ) * height
    return sum(abs(one - usual) <= most for one in nearest) < _IN_STEP * len(fewer)


def _lines(boxes: Sequence[Box], height: float) -> list[float]:
    """The middles of lines, from top to bottom; boxes that are level are one line."""
    found: list[float] = []
    for y in sorted(box.centre[1] for box in boxes):
        if not found or y - found[-1] > height / 2:
            found.append(y)
    return found


def _runs_on(lines: Sequence[float], height: float) -> bool:
    steps = [below - above for above, below in pairwise(lines)]
    return sum(step <= _STEP * height for step in steps) >= _EVEN * len(steps)
