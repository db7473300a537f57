"""Rules that are drawn across a page, or a good part of it, from left to right. Pure."""

from collections.abc import Iterable, Iterator

from schemas.geometry import Box

_PAGE_SHARE, _PART = 0.25, 0.08
"""Of the page's width, at least, and a part of a rule that was drawn in several."""
THICKEST_PT = 6.0
_SAME_PT = 3.0
"""Lines so near below each other are one rule: double ones, and parts of one."""
_NEXT_PT = 18.0
"""Between two parts of one rule, at most: a rule may end at the gutters of columns."""
_MOST, _MOST_PARTS = 60, 400
"""A form has hundreds, a map thousands: only the longest are looked at."""


def long_rules(drawn: Iterable[Box], width_pt: float) -> tuple[Box, ...]:
    """Of everything drawn, what is wide and flat, from top to bottom, each rule once. `width_pt`: of the
    page. Of many, the longest."""
    flat = [box for box in drawn if box.y1 - box.y0 <= THICKEST_PT and _width(box) >= _PART * width_pt]
    found = [rule for level in levels(sorted(flat, key=_width)[-_MOST_PARTS:]) for rule in _rules(level)]
    long = [box for box in found if _width(box) >= _PAGE_SHARE * width_pt]
    return tuple(sorted(sorted(long, key=_width)[-_MOST:], key=_from_the_top))


def _width(box: Box) -> float:
    return box.x1 - box.x0


def _from_the_top(box: Box) -> tuple[float, float]:
    return box.y0, box.x0


def levels(boxes: Iterable[Box]) -> Iterator[list[Box]]:
    """Those of one height."""
    level: list[Box] = []
    for box in sorted(boxes, key=_from_the_top):
        if level and box.y0 - level[0].y0 > _SAME_PT:
            yield level
            level = []
        level.append(box)
    if level:
        yield level


def _rules(level: Iterable[Box]) -> Iterator[Box]:
    """From left to right, parts of one rule put together."""
    rule: Box | None = None
    for box in sorted(level):
        if rule and box.x0 <= rule.x1 + _NEXT_PT:
            rule = Box(rule.x0, min(rule.y0, box.y0), max(rule.x1, box.x1), max(rule.y1, box.y1))
            continue
        if rule:
            yield rule
        rule = box
    if rule:
        yield rule
