"""Columns of short texts, such as the entries of a directory, that are no rows of a table. Pure.

In a table a text begins level with what is beside it, or has its middle level with the middle of that. Where
columns are filled one after the other, texts do neither as soon as those above them differ in height.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from schemas.geometry import Box

_LINES = 8
"""On each side, at least."""
_APART = 0.15
"""Of the distance of lines: by so much more a gap between two texts is wider, and what is level differs by no
more."""
_TEXTS, SHARE = 3, 0.5
"""Of each side, at least, are in no row; and of those that have something beside them, as many."""
_CROSSED = 0.3
"""Of the gaps of either side."""
_MOST = 24
"""Columns that are looked at: a page of more is no text."""
_USUAL = 0.25
"""The quantile of all steps from line to line that is the usual one: no gap, where a text has a few lines."""


class _Text(NamedTuple):
    """The middles of the first and the last line of a text."""

    first: float
    last: float

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


def interlocked(left: Sequence[Box], right: Sequence[Box], share: float = SHARE) -> bool:
    """Whether many texts of both sides, as many as `share` says, stand in no row with one of the other."""
    if min(len(left), len(right)) < _LINES:
        return False
    sides = [_lines(side) for side in (left, right)]
    step = _step(sides)
    one, other = sides
    return step > 0 and _is_free(one, other, step, share) and _is_free(other, one, step, share)


def are_crossing(columns: Sequence[Sequence[Box]]) -> bool:
    """Whether two columns have many texts each, and the gaps between those of the one are often beside the
    middle of a text of the other: no row ends in a cell of its own. Entries that are all equally high are
    level here and there, and in no row all the same."""
    lines = [own for column in columns if len(own := _lines(column)) >= _LINES]
    step = _step(lines)
    texts = [found for own in lines if len(found := _texts(own, step)) >= _LINES] if step > 0 else []
    pairs = combinations(texts[:_MOST], 2)
    return any(_cross(one, other, step) and _cross(other, one, step) for one, other in pairs)


def _cross(texts: Sequence[_Text], others: Sequence[_Text], step: float) -> bool:
    """Whether many of the gaps that have anything beside them are beside the middle of a text."""
    gaps = [(above.last + below.first) / 2 for above, below in pairwise(texts)]
    beside = [y for y in gaps if others[0].first < y < others[-1].last]
    lasts = [text.last for text in others]
    level = ((y, others[bisect_left(lasts, y)]) for y in beside)
    within = _APART * step
    crossed = sum(text.first + within < y < text.last - within for y, text in level)
    return crossed >= max(_TEXTS, _CROSSED * len(beside))


def _step(sides: Sequence[Sequence[float]]) -> float:
    steps = sorted(below - above for side in sides for above, below in pairwise(side))
    return steps[int(_USUAL * len(steps))] if steps else 0.0


def _is_free(lines: Sequence[float], others: Sequence[float], step: float, share: float) -> bool:
    """Whether texts of the one side are in no row with a text of the other one, though it has some there.
    What stands whole lines below the text above it is not asked: cells without text lie between them."""
    beside = _texts(others, step)
    lasts, firsts = [text.last for text in beside], [text.first for text in beside]
    middles = [text.middle for text in beside]
    asked = free = 0
    for above, text in pairwise(_texts(lines, step)):
        gap = (text.first - above.last) / step
        at = bisect_left(lasts, text.first - step)
        if abs(gap - round(gap)) <= _APART or at == len(beside) or beside[at].first > text.last + step:
            continue
        asked += 1
        free += not (_is_near(firsts, text.first, step) or _is_near(middles, text.middle, step))
    return free >= max(_TEXTS, share * asked)


def _is_near(places: Sequence[float], y: float, step: float) -> bool:
    at = bisect_left(places, y - _APART * step)
    return at < len(places) and places[at] <= y + _APART * step


def _lines(boxes: Sequence[Box]) -> list[float]:
    """The middles of lines, from top to bottom; boxes that are level are one line."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.centre[1]):
        if not found or box.centre[1] > found[-1].y1:
            found.append(box)
    return [box.centre[1] for box in found]


def _texts(lines: Sequence[float], step: float) -> list[_Text]:
    texts: list[_Text] = []
    for y in lines:
        if texts and y - texts[-1].last <= (1 + _APART) * step:
            texts[-1] = _Text(texts[-1].first, y)
        else:
            texts.append(_Text(y, y))
    return texts
