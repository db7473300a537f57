"""Places of a scan where no paper shows through, as on photographs. Pure.

How light paper is changes slowly over a page: it is a surface of the second degree, fitted to all cells, then
to those that are not far below it, again and again (a least-trimmed fit in the manner of Rousseeuw,
"Least Median of Squares Regression", 1984). What is darker than that is no paper, and no text either.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb
from agents.scanned.light_cells import Cells, around, lightest, steps
from schemas.geometry import Box

_SIDE_PT = 48.0
"""Both sides of a picture, at least."""
_DARKER, _TURNS = 12.0, 8
"""Greys below paper, and how often it is fitted."""
_PAPER = 0.4
"""Of the cells: with less nobody knows what paper is."""
_EVERY = 4
"""Cells, down and across, from one that is fitted to the next."""
_FULL = 0.7
"""Of the rectangle around it: a photograph fills it, but for what is as light as paper."""
_RIM, _STEP, _VARIED = 4, 4, 0.1
"""Cells at its edges; greys; and of the cells between the edges, so many differ so much from those beside."""
_EDGE = 3
"""Cells: what reaches so near to the edge of the page is a shadow, or what lies beside the sheet."""


def scan_pictures(cells: Cells) -> tuple[Box, ...]:
    """Boxes in points, from top to bottom. `cells`: of a page that is upright, but for a degree.

    Not promised: what reaches to the edge of the page, drawings on paper, and pictures made of dots.
    """
    height, width = cells.shape
    dark = _dark(cells)
    if dark is None:
        return ()
    whole = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), np.uint8)
    count, _, told, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    found: list[Box] = []
    for left, top, across, down, area in (tuple(map(int, told[at])) for at in range(1, count)):
        box = around(left, top, across, down, cells.shape)
        inside = (
            left > _EDGE and top > _EDGE and left + across < width - _EDGE and top + down < height - _EDGE
        )
        part = cells[top : top + down, left : left + across]
        if inside and area >= _FULL * across * down and _is_large(box) and _is_varied(part):
            found.append(box)
    return tuple(sorted(found, key=lambda box: (box.y0, box.x0)))


def is_varied(piece: Rgb, dpi: float) -> bool:
    """Whether a piece of a page has the lights and shades of a picture. Those of writing are no wider than a
    stroke, and a ground has none."""
    return _is_varied(lightest(piece, dpi))


def _is_varied(cells: Cells) -> bool:
    """But for its edges, where paper ends."""
    inner = steps(cells)[_RIM:-_RIM, _RIM:-_RIM]
    return inner.size > 0 and bool((inner > _STEP).mean() >= _VARIED)


def _is_large(box: Box) -> bool:
    return min(box.x1 - box.x0, box.y1 - box.y0) >= _SIDE_PT


def _dark(cells: Cells) -> Cells | None:
    """1 where there is no paper; None where too little of the page is paper to tell."""
    height, width = cells.shape
    if min(cells.shape) < 4 * _EVERY:
        return None
    few = cells[::_EVERY, ::_EVERY].astype(np.float64)
    terms = _terms(np.linspace(-1, 1, few.shape[1]), np.linspace(-1, 1, few.shape[0]))
    light = few.ravel()
    paper = np.ones(light.shape, bool)
    fitted = np.zeros(6)
    for _ in range(_TURNS):
        fitted = np.linalg.lstsq(terms[paper], light[paper], rcond=None)[0]
        paper = light >= terms @ fitted - _DARKER
        if paper.mean() < _PAPER:
            return None
    surface = (_terms(np.linspace(-1, 1, width), np.linspace(-1, 1, height)) @ fitted).reshape(height, width)
    return (cells < surface - _DARKER).astype(np.uint8)


def _terms(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = (grid.ravel() for grid in np.meshgrid(xs, ys))
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1)
