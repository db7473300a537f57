"""Grounds of another colour that a scan shows under text, as boxes and panels have. Pure.

Paper changes slowly, however the lamp falls on it; a ground begins and ends in a step. So the cells without
a step are put together where they touch (connected components; Rosenfeld and Pfaltz, "Sequential operations
in digital picture processing", 1966), and what is a rectangle, and darker than what is beyond each of its
sides, is a ground.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from agents.scanned.light_cells import Cells, around, steps
from schemas.geometry import Box

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


def grounds(cells: Cells) -> tuple[Box, ...]:
    """Boxes in points of the page, the largest first. `cells`: of a page that is upright, but for a degree.

    Not promised: grounds nearly as light as the paper, those lighter than it, and dark ones with light type.
    """
    if min(cells.shape) < 4 * _BEYOND:
        return ()
    step = max(_STEP, _GRAIN * float(np.percentile(steps(cells), 90)))
    flat = 1 - _edges(cells, step)
    count, labels, told, _ = cv2.connectedComponentsWithStats(flat, connectivity=4)
    found = [_Place(*map(int, told[at, :4])) for at in range(1, min(count, _MOST))]
    areas = [int(told[at, cv2.CC_STAT_AREA]) for at in range(1, min(count, _MOST))]
    boxes = [
        around(*place, cells.shape)
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


def _edges(cells: Cells, step: float) -> Cells:
    """1 where there is a step, or a gap between two parts of an edge, 0 elsewhere."""
    level, upright = steps(cells, 3, 1) > step, steps(cells, 1, 3) > step
    joined = (_joined(level, (3, _GAP)), _joined(upright, (_GAP, 3)))
    return (steps(cells) > step).astype(np.uint8) | joined[0] | joined[1]


def _joined(edges: NDArray[np.bool_], size: tuple[int, int]) -> Cells:
    closed = cv2.morphologyEx(edges.astype(np.uint8), cv2.MORPH_CLOSE, np.ones(size, np.uint8))
    return np.asarray(closed, np.uint8)


def _is_frame(place: _Place, area: int, page: tuple[int, ...]) -> bool:
    box = around(*place, page)
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
