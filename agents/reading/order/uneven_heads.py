"""Headings that stand in columns at heights of their own, as the names in a directory do: two that happen to
be level begin no row, and one beside which nothing stands is over its column alone. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from schemas.geometry import Box

_SAME_TYPE = 1.05
"""Times as high, at most, headings in one type are."""
_FEWEST = 6
"""Headings of a type: with fewer, those that are level may be all that begin a row."""
_EACH = 2
"""Of them, in one column at least and in another: a single one may be over all of them."""
_LEVEL, _MOSTLY = 0.3, 0.6
"""Of its height: the tops of two headings of a row differ by no more; and of all of a type, as many at least
stand in rows where a page is set in rows."""


def uneven(boxes: Sequence[Box], headings: Iterable[int]) -> frozenset[int]:
    """The headings of those types of which most have none beside them, though several columns have some."""
    by_top = sorted(headings, key=lambda item: boxes[item].y0)
    tops = [boxes[item].y0 for item in by_top]
    found: set[int] = set()
    for alike in _types(boxes, by_top):
        level = sum(_has_beside(item, boxes, by_top, tops) for item in alike)
        if len(alike) >= _FEWEST and level < _MOSTLY * len(alike) and _in_columns(boxes, alike):
            found.update(alike)
    return frozenset(found)


def _types(boxes: Sequence[Box], headings: Iterable[int]) -> Iterator[list[int]]:
    """Headings that are as high as each other."""
    alike: list[int] = []
    for item in sorted(headings, key=lambda item: _height(boxes[item])):
        if alike and _height(boxes[item]) > _SAME_TYPE * _height(boxes[alike[0]]):
            yield alike
            alike = []
        alike.append(item)
    if alike:
        yield alike


def _in_columns(boxes: Sequence[Box], alike: Sequence[int]) -> bool:
    """Whether some of them stand right of some others, two at least on each side."""
    ends = sorted(boxes[item].x1 for item in alike)
    starts = sorted(boxes[item].x0 for item in alike)
    return ends[_EACH - 1] <= starts[-_EACH]


def _has_beside(item: int, boxes: Sequence[Box], by_top: Sequence[int], tops: Sequence[float]) -> bool:
    box = boxes[item]
    reach = _LEVEL * _height(box)
    at = bisect_left(tops, box.y0 - reach)
    while at < len(tops) and tops[at] <= box.y0 + reach:
        other = boxes[by_top[at]]
        if other.x0 >= box.x1 or other.x1 <= box.x0:
            return True
        at += 1
    return False


def _height(box: Box) -> float:
    return box.y1 - box.y0
