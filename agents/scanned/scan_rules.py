"""Rules that run across a page, or a good part of it, from left to right, and frames, as its pixels show
them. Pure.

Ink is what is darker than the paper above and below it, so that bars, grounds and photographs are none. A
rule is ink that goes on level and equally dark, as no line of text does, with paper above and below it.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb
from agents.long_rules import THICKEST_PT, long_rules
from agents.scanned.level_ink import LevelInk, Part
from schemas.geometry import Box

_SHORTEST = 0.08
"""Of the page's width: a part of a rule between two gaps."""
_CROOKED = 1.3
"""How far its ink may be from a straight line, of what its thickness makes of it."""
_BESIDE_PT = (1.5, 2.5, 3.5)
"""So far from its edge there is paper along a rule, at one of these: another rule may be near."""
_FREE = 0.8
_EDGE = 0.02
"""Of the page: so near its edge there is the edge of the sheet, and the shadow of the lid."""
_NEAR_PT, _SIDE_PT = 4.0, (3.0, 24.0)
"""Where the side of a frame is looked for: so near an end of its rule, and so far above or below."""
_SIDE, _BANDS = 0.3, 6
"""How dark a side is at least, of its rule, in each of so many bands from top to bottom."""


class Ruled(NamedTuple):
    """Boxes in points: of rules from top to bottom, as thick as they are however slanted; of frames, what is
    within their four sides, the largest first."""

    rules: tuple[Box, ...]
    frames: tuple[Box, ...]


def scan_rules(page: Rgb, dpi: float) -> Ruled:
    """`page`: upright, but for half a degree of skew.

    What runs from one edge to the other is a fold of the paper or a streak of the glass, and what ends in
    corners the side of a frame. Not promised: dotted rules, and those that are paler than the grain of the
    copy or on a dark ground, are not found.
    """
    ink = LevelInk(page, dpi)
    height_pt, width_pt = (72 / dpi * side for side in page.shape[:2])
    parts = [part for part in ink.parts(_SHORTEST * width_pt) if _is_drawn(part, ink)]
    sides = [(_box(part, ink), _sides(part, ink, page)) for part in parts]
    left, top = _EDGE * width_pt, _EDGE * height_pt
    rules = tuple(
        rule
        for rule in long_rules([box for box, side in sides if side is None], width_pt)
        if top < rule.centre[1] < height_pt - top and (rule.x0 > left or rule.x1 < width_pt - left)
    )
    tops, bottoms = ([box for box, side in sides if side is wanted] for wanted in (_Side.BELOW, _Side.ABOVE))
    return Ruled(rules, _frames(tops, bottoms))


class _Side(Enum):
    """Where the sides of a frame go from the ends of a rule of it."""

    ABOVE = "above"
    BELOW = "below"


def _frames(tops: Sequence[Box], bottoms: Sequence[Box]) -> tuple[Box, ...]:
    """Each top side with the first bottom side below it that is as wide."""
    found: list[Box] = []
    for top in tops:
        below = [
            bottom
            for bottom in bottoms
            if bottom.y0 > top.y1 and abs(bottom.x0 - top.x0) + abs(bottom.x1 - top.x1) <= 2 * _NEAR_PT
        ]
        if below:
            bottom = min(below, key=lambda one: one.y0)
            found.append(Box(top.x0, top.y0, top.x1, bottom.y1))
    return tuple(sorted(found, key=lambda box: -box.area))


def _is_drawn(part: Part, ink: LevelInk) -> bool:
    """Straight and thin, with paper along both of its sides."""
    if part.thick * ink.row_pt > THICKEST_PT or part.askew > _CROOKED or part.full < _FREE:
        return False
    columns = np.arange(part.left, part.left + len(part.ys))
    middle = _rows(part.ys, ink)
    light = ink.paper[middle, columns] - _strength(part, ink) / 2

    def is_free(offset: float) -> bool:
        return bool((ink.cells[_rows(part.ys + offset, ink), columns] > light).mean() >= _FREE)

    away = [part.thick / 2 + beside / ink.row_pt for beside in _BESIDE_PT]
    return any(is_free(-offset) for offset in away) and any(is_free(offset) for offset in away)


def _strength(part: Part, ink: LevelInk) -> float:
    """How much darker than paper it is; the middle of a double rule is not."""
    columns = np.arange(part.left, part.left + len(part.ys))
    across = np.arange(-part.thick / 2, part.thick / 2 + 1)
    return max(float(np.median(ink.dark[_rows(part.ys + away, ink), columns])) for away in across)


def _rows(ys: NDArray[np.float64], ink: LevelInk) -> NDArray[np.intp]:
    return np.clip(ys.round().astype(np.intp), 0, len(ink.cells) - 1)


def _box(part: Part, ink: LevelInk) -> Box:
    middle, half = (float(part.ys.mean()) + 0.5) * ink.row_pt, part.thick / 2 * ink.row_pt
    left, right = part.left * ink.column_pt, (part.left + len(part.ys)) * ink.column_pt
    return Box(left, middle - half, right, middle + half)


def _sides(part: Part, ink: LevelInk, page: Rgb) -> _Side | None:
    """Where sides of a frame go from both of its ends, if nothing goes the other way, as in a grid."""
    least = _SIDE * _strength(part, ink)
    near, first, last = (round(length / ink.row_pt) for length in (_NEAR_PT, *_SIDE_PT))
    ends = ((part.left, part.ys[0]), (part.left + len(part.ys), part.ys[-1]))
    left, right = (
        tuple(
            _has_upright(
                page[max(0, top) : max(0, top + last - first), max(0, x - near) : x + near, 1], least
            )
            for top in (round(y) - last, round(y) + first)
        )
        for x, y in ((column * ink.step, y) for column, y in ends)
    )
    if left != right or sum(left) != 1:
        return None
    return _Side.ABOVE if left[0] else _Side.BELOW


def _has_upright(piece: NDArray[np.uint8], least: float) -> bool:
    """Whether a column of pixels is as dark all the way down. Several rows are looked at together: their
    grain is less."""
    if len(piece) < _BANDS or not piece.shape[1]:
        return False
    bands = np.stack([band.mean(axis=0) for band in np.array_split(piece, _BANDS)])
    paper = np.percentile(bands, 75)
    return bool((paper - bands.max(axis=0)).max() >= least)
