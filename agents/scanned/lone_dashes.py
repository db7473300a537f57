"""Dashes that stand alone in a cell of a scan, which detectors of text pass over. Pure.

A detector needs more than one flat stroke to see a line of text, so that a cell that says "none" seems empty.
Where a row has room in a column of other lines, its ink is looked at: a short, flat stroke in the middle of
the height of the letters beside it is a dash.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb, crop
from agents.scanned.ink import Floats, darkness
from agents.scanned.type_heights import stands_upright
from schemas.geometry import Box, Line

_EM = 1.2
"""A line of type is as many times as high as its size."""
_DASHES = ((0.42, "-"), (0.8, "\u2013"), (1.15, "\u2014"))
"""How wide each is at most, in sizes of the type: hyphens, dashes of half an em and of a whole one."""
_SHORTEST, _THICKEST, _FULL = 0.18, 0.2, 0.5
"""Of the size, the first two; of the box of a stroke that is ink, the last."""
_BAND = (0.3, 0.82)
"""Of the height of a line: a dash has paper above and below it there."""
_MIDDLE = (0.42, 0.72)
_INK = 0.3
_BESIDE, _APART = 0.15, 1.0
"""Of the size: paper beside a dash, and how far away the next one is: nearer ones are a leader or a rule."""
_LEVEL = 0.35
"""Of the height of a line: what is level with another."""
_NEAR = 8.0
"""Heights of a line: so far above or below there is another one in the column of a dash."""
_MOST_LINES = 2_000
"""On a page with more, nobody looks: every line is compared with those around it."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What a row has beside one of its lines, `strip` with that line in it, and where columns go through."""

    strip: Box
    columns: tuple[tuple[float, float], ...]


def with_lone_dashes(page: Rgb, lines: Sequence[Line], dpi: float) -> list[Line]:
    """The same lines, and after them dashes that stand level with one and in the column of another. They are
    as high as the lines beside them; their score is the share of their box that is ink.

    Not promised: a dash without a row or without a column, or one that touches a rule, is not found.
    """
    own = [line for line in lines if line.region_id is None and not stands_upright(line)]
    found: list[Line] = []
    for room in _rooms(own) if len(own) <= _MOST_LINES else ():
        for dash in _dashes(page, room, dpi):
            if not any(dash.box.overlap(line.box) for line in [*own, *found]):
                found.append(dash)
    return [*lines, *found]


def _rooms(lines: Sequence[Line]) -> Iterator[_Room]:
    """At the right of every line, and at the left of those that begin a row."""
    for line in lines:
        box = line.box
        level, near = _around(box, [one.box for one in lines if one is not line])
        after = min((one for one in level if one.x0 >= box.x1), key=lambda one: one.x0, default=None)
        end = after.x0 if after else np.inf
        right = tuple((max(one.x0, box.x1), min(one.x1, end)) for one in near if box.x1 < one.x0 < end)
        if right:
            y0, y1 = ((box.y0 + after.y0) / 2, (box.y1 + after.y1) / 2) if after else (box.y0, box.y1)
            yield _Room(Box(box.x0, y0, max(x1 for _, x1 in right), y1), right)
        left = tuple((one.x0, one.x1) for one in near if one.x1 < box.x0)
        if left and all(one.x0 > box.x0 for one in level):
            yield _Room(box._replace(x0=min(x0 for x0, _ in left)), left)


def _around(box: Box, others: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Those that are level with a line, and those some lines above or below it."""
    height, middle = box.y1 - box.y0, box.centre[1]
    level: list[Box] = []
    near: list[Box] = []
    for other in others:
        away = abs(other.centre[1] - middle)
        if away <= _LEVEL * height:
            level.append(other)
        elif away <= _NEAR * height:
            near.append(other)
    return level, near


def _dashes(page: Rgb, room: _Room, dpi: float) -> list[Line]:
    dark = darkness(crop(page, room.strip, dpi))
    if dark is None:
        return []
    strokes = _strokes(dark)
    scale, size = 72 / dpi, dark.shape[0] / _EM
    left = np.floor(max(0.0, room.strip.x0) / scale)
    found: list[Line] = []
    for stroke in strokes:
        x0, x1 = (left + stroke.first) * scale, (left + stroke.last + 1) * scale
        wide = (stroke.last + 1 - stroke.first) / size
        text = next((dash for most, dash in _DASHES if wide <= most), None)
        if text and any(start <= (x0 + x1) / 2 <= end for start, end in room.columns):
            box = Box(round(x0, 2), room.strip.y0, round(x1, 2), room.strip.y1)
            found.append(Line(text, box, round(stroke.full, 2)))
    return found


class _Stroke(NamedTuple):
    """Its first and last column of pixels, and the share of its box that is ink."""

    first: int
    last: int
    full: float


def _strokes(dark: Floats) -> list[_Stroke]:
    """Those of a strip that may be dashes, none near another one."""
    height = dark.shape[0]
    size, top = height / _EM, int(_BAND[0] * height)
    ink = dark[top : int(_BAND[1] * height) + 1] > _INK
    runs = _runs(np.flatnonzero(ink.any(axis=0)))
    ends = [-height, *(last for _, last in runs)]
    starts = [*(first for first, _ in runs), ink.shape[1] + height]
    alone = [
        _Stroke(first, last, full)
        for at, (first, last) in enumerate(runs)
        if min(first - ends[at], starts[at + 1] - last) > _BESIDE * size
        and (full := _full(ink[:, first : last + 1], top, height)) >= _FULL
    ]
    near = {at for at, (one, other) in enumerate(pairwise(alone)) if other.first - one.last < _APART * size}
    return [one for at, one in enumerate(alone) if at not in near and at - 1 not in near]


def _runs(inked: NDArray[np.intp]) -> list[tuple[int, int]]:
    """The first and the last of numbers that follow each other."""
    parts = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    return [(int(part[0]), int(part[-1])) for part in parts if len(part)]


def _full(ink: NDArray[np.bool_], top: int, height: int) -> float:
    """How much of its box is ink, 0 for what is not short, flat and in the middle. `top`: the row of the
    line, `height` high, that is the first of `ink`."""
    rows = np.flatnonzero(ink.any(axis=1))
    size, thick, wide = height / _EM, int(rows[-1] + 1 - rows[0]), ink.shape[1]
    middle = (top + (rows[0] + rows[-1] + 1) / 2) / height
    flat = thick <= min(_THICKEST * size, wide / 2) and wide >= _SHORTEST * size
    if not flat or not _MIDDLE[0] <= middle <= _MIDDLE[1]:
        return 0.0
    return float(ink[rows[0] : rows[-1] + 1].mean())
