"""Grounds of another colour that a scan shows under text, as boxes and panels have. Pure.

The page is looked at in small cells, each as light as the lightest around it: text is gone then, and what is
left is paper. Paper changes slowly, however the lamp falls on it; a ground begins and ends in a step. So the
cells without a step are put together where they touch (connected components; Rosenfeld and Pfaltz,
"Sequential operations in digital picture processing", 1966), and what is a rectangle, and darker than what is
beyond each of its sides, is a ground.
"""

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb
from schemas.geometry import Box

_CELL_PT = 2.0
_LIGHTEST = 5
"""Cells, across: wider than a stroke of text, and than what is between two lines of it."""
_STEP, _GRAIN = 4.0, 1.5
"""Of 255 greys, at least, and times as much as nine of ten cells differ from those around them anyway."""
_GAP = 13
"""Cells: where grain hides a part of an edge."""
_LEAST_PT = (60.0, 24.0)
"""Width and height of a frame, as on pages with a text layer."""
_PAGE_SHARE = 0.5
_FULL = 0.8
"""Of the rectangle around it; pictures and large letters on it are no part of it."""
_BEYOND = 3
"""Cells from its edge: what is there is no part of the step."""
_MOST = 2000
"""Components that are looked at: a page with more is a photograph."""

Cells = NDArray[np.uint8]


def grounds(page: Rgb, dpi: float) -> tuple[Box, ...]:
    """Boxes in points of the page, the largest first. `page`: upright, but for a degree or so.

    Not promised: grounds nearly as light as the paper, those lighter than it, and dark ones with light type.
    """
    cells = _cells(page, dpi)
    if min(cells.shape) < 4 * _BEYOND:
        return ()
    around: Any = cv2.morphologyEx(cells, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    step = max(_STEP, _GRAIN * float(np.percentile(around, 90)))
    flat = 1 - _steps(cells, step)
    count, labels, told, _ = cv2.connectedComponentsWithStats(flat, connectivity=4)
    found = [_Place(*map(int, told[at, :4])) for at in range(1, min(count, _MOST))]
    areas = [int(told[at, cv2.CC_STAT_AREA]) for at in range(1, min(count, _MOST))]
    boxes = [
        place.box(cells.shape)
        for at, (place, area) in enumerate(zip(found, areas, strict=True), 1)
        if _is_frame(place, area, cells.shape) and _is_darker(place, labels == at, cells, step)
    ]
    return tuple(sorted(boxes, key=lambda box: -box.area))


class _Place(NamedTuple):
    """Of a component without its edges, in cells."""

    left: int
    top: int
    width: int
    height: int

    def box(self, page: tuple[int, ...]) -> Box:
        """With the edges: half of what was lightened, and the step. `page`: its height and width."""
        edge = _LIGHTEST // 2 + 1
        left, top = max(0, self.left - edge), max(0, self.top - edge)
        right = min(page[1], self.left + self.width + edge)
        bottom = min(page[0], self.top + self.height + edge)
        return Box(left * _CELL_PT, top * _CELL_PT, right * _CELL_PT, bottom * _CELL_PT)


def _cells(page: Rgb, dpi: float) -> Cells:
    height, width = (max(1, round(side * 72 / dpi / _CELL_PT)) for side in page.shape[:2])
    grey = np.ascontiguousarray(page[:, :, 1])
    small: Any = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    lightest: Any = cv2.dilate(small, np.ones((_LIGHTEST, _LIGHTEST), np.uint8))
    return np.asarray(cv2.medianBlur(lightest, 3), np.uint8)


def _steps(cells: Cells, step: float) -> Cells:
    """1 where there is a step, or a gap between two parts of an edge, 0 elsewhere."""
    level, upright = _edges(cells, (3, 1), step), _edges(cells, (1, 3), step)
    joined = (_joined(level, (3, _GAP)), _joined(upright, (_GAP, 3)))
    return _edges(cells, (3, 3), step) | joined[0] | joined[1]


def _joined(edges: Cells, size: tuple[int, int]) -> Cells:
    return np.asarray(cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones(size, np.uint8)), np.uint8)


def _edges(cells: Cells, size: tuple[int, int], step: float) -> Cells:
    gradient: Any = cv2.morphologyEx(cells, cv2.MORPH_GRADIENT, np.ones(size, np.uint8))
    return (gradient > step).astype(np.uint8)


def _is_frame(place: _Place, area: int, page: tuple[int, ...]) -> bool:
    box = place.box(page)
    large = box.x1 - box.x0 >= _LEAST_PT[0] and box.y1 - box.y0 >= _LEAST_PT[1]
    full = area >= _FULL * place.width * place.height
    return large and full and place.width * place.height <= _PAGE_SHARE * page[0] * page[1]


def _is_darker(place: _Place, own: NDArray[np.bool_], cells: Cells, step: float) -> bool:
    """Than what is beyond each of its sides, along most of it; what is beyond a side at the edge of the page
    nobody sees."""
    left, top = place.left - 1 - _BEYOND, place.top - 1 - _BEYOND
    right, bottom = place.left + place.width + _BEYOND, place.top + place.height + _BEYOND
    across = slice(place.left, place.left + place.width)
    down = slice(place.top, place.top + place.height)
    sides = [cells[row, across] for row in (top, bottom) if 0 <= row < cells.shape[0]]
    sides += [cells[down, column] for column in (left, right) if 0 <= column < cells.shape[1]]
    inside = float(np.median(cells[own]))
    return bool(sides) and all(float(np.median(side)) > inside + step for side in sides)
