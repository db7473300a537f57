"""Italics on a scan, by the slant of their strokes. Pure.

Strokes that stand upright make the ink of a line uneven from column to column: most uneven when the line is
sheared so that they do (as Vinciarelli and Luettin, "A new normalization technique for cursive handwritten
words", 2001, find the slant of handwriting).
"""

from collections.abc import Sequence
from statistics import median
from typing import Any

import cv2
import numpy as np

from agents.images import Rgb, crop
from agents.scanned.ink import Floats, darkness
from agents.scanned.type_heights import stands_upright
from schemas.geometry import Line

_SHEARS = (0.0, 0.07, 0.14, 0.21, 0.28)
"""To the right for each pixel up: italics of most typefaces have 0.15 to 0.3."""
_ITALIC = 0.13
"""More than that of most lines."""
_LETTERS = 6
"""Small ones, at least."""
_FEWEST = 8
"""Lines without which nobody knows what is usual."""
_WIDE = 10
"""Heights of a line: so much of either end of it is looked at."""
_MOST = 0.8
"""Of the letters of a page: what more of them are sets nothing apart."""


def slanted_lines(page: Rgb, lines: Sequence[Line], dpi: float) -> tuple[int, ...]:
    """The numbers of the lines that are in italics from end to end.

    Not promised: that all are found. Of a few letters a slant is hard to tell, and of capitals, some of which
    slant themselves, it is not asked.
    """
    ends = {number: one for number, line in enumerate(lines) if (one := _ends(page, line, dpi))}
    slants = {number: _slant(first) for number, (first, *_) in ends.items()}
    if len(slants) < _FEWEST:
        return ()
    least = median(slants.values()) + _ITALIC
    found = [n for n, slant in slants.items() if slant >= least and _slant(ends[n][-1]) >= least]
    letters = sum(len(line.text) for line in lines)
    return tuple(found) if sum(len(lines[n].text) for n in found) <= _MOST * letters else ()


def _ends(page: Rgb, line: Line, dpi: float) -> list[Floats]:
    """Both ends of a line, or all of a short one; none where no slant can be told."""
    if sum(map(str.islower, line.text)) < _LETTERS or stands_upright(line):
        return []
    dark = darkness(crop(page, line.box, dpi))
    if dark is None or min(dark.shape) < 3:
        return []
    wide = _WIDE * dark.shape[0]
    return [dark] if dark.shape[1] <= wide else [dark[:, :wide], dark[:, -wide:]]


def _slant(dark: Floats) -> float:
    """As a share of the height."""
    return max(_SHEARS, key=lambda shear: _unevenness(dark, shear))


def _unevenness(dark: Floats, shear: float) -> float:
    height, width = dark.shape
    # Each row moves to the right by as much as it is below the top of the line.
    along = np.array([[1, shear, 0], [0, 1, 0]], np.float32)
    moved: Any = cv2.warpAffine(dark, along, (width + round(_SHEARS[-1] * height), height))
    return float((moved.sum(axis=0) ** 2).sum())
