"""Lines of a scan as wide as their ink. Pure.

A detector of text adds to its boxes at the sides what it adds above and below, and a line that is parted at a
gap keeps some of it: cells that stand near each other seem to touch. By its ink a space between cells or
columns is what it is on a page with a text layer.
"""

import math
from collections.abc import Sequence

import numpy as np

from agents.images import Rgb, crop
from agents.scanned.ink import Floats, darkness, inked
from agents.scanned.type_heights import stands_upright
from schemas.geometry import Box, Line

_MIDDLE = (0.15, 0.85)
"""Of the height of a box: what is above and below may be a rule."""


def as_wide_as_ink(page: Rgb, lines: Sequence[Line], dpi: float) -> list[Line]:
    """The same lines with boxes that begin and end where ink does, and are never wider than they were. Lines
    that stand upright, that begin or end with a line to write on, that have no contrast, or that were read
    with their region and not found by themselves stay as they are."""
    return [line if _stays(line) else line._replace(box=_narrowed(page, line.box, dpi)) for line in lines]


def _stays(line: Line) -> bool:
    return stands_upright(line) or line.region_id is not None or "_" in (line.text[:1], line.text[-1:])


def _narrowed(page: Rgb, box: Box, dpi: float) -> Box:
    dark = darkness(crop(page, box, dpi))
    columns = _columns(dark) if dark is not None else []
    if not len(columns):
        return box
    scale = 72 / dpi
    first = max(0, math.floor(box.x0 / scale))
    left, right = (first + float(columns[0])) * scale, (first + float(columns[-1]) + 1) * scale
    return box._replace(x0=round(max(box.x0, left), 2), x1=round(min(box.x1, right), 2))


def _columns(dark: Floats) -> Sequence[np.intp]:
    """The columns of pixels with ink in the middle of their height."""
    height = dark.shape[0]
    middle = dark[int(_MIDDLE[0] * height) : math.ceil(_MIDDLE[1] * height)]
    return list(np.flatnonzero(inked(middle, height)))
