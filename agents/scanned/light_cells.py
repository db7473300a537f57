"""A scanned page in small cells, each as light as the lightest around it. Pure.

Text is gone there: what is left is paper, grounds and pictures.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb
from schemas.geometry import Box

Cells = NDArray[np.uint8]

CELL_PT = 2.0
_LIGHTEST = 5
"""Cells, across: wider than a stroke of text, and than what is between two lines of it."""
_EDGE = _LIGHTEST // 2 + 1
"""Cells: half of that, and the step at an edge."""


def lightest(page: Rgb, dpi: float) -> Cells:
    """By its green; two points a cell."""
    height, width = (max(1, round(side * 72 / dpi / CELL_PT)) for side in page.shape[:2])
    grey = np.ascontiguousarray(page[:, :, 1])
    small: Any = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    light: Any = cv2.dilate(small, np.ones((_LIGHTEST, _LIGHTEST), np.uint8))
    return np.asarray(cv2.medianBlur(light, 3), np.uint8)


def around(left: int, top: int, width: int, height: int, page: tuple[int, ...]) -> Box:
    """In points, what shows in these cells as darker than what is around it, with its edges, which do not.
    `page`: its height and width in cells."""
    right, bottom = min(page[1], left + width + _EDGE), min(page[0], top + height + _EDGE)
    left, top = max(0, left - _EDGE), max(0, top - _EDGE)
    return Box(left * CELL_PT, top * CELL_PT, right * CELL_PT, bottom * CELL_PT)


def steps(cells: Cells, down: int = 3, across: int = 3) -> Cells:
    """By how much the cells around each differ at most, so many down and across."""
    gradient: Any = cv2.morphologyEx(cells, cv2.MORPH_GRADIENT, np.ones((down, across), np.uint8))
    return np.asarray(gradient, np.uint8)
