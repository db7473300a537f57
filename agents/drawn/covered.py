"""How much of a page, or of a part of it, boxes cover together. Pure."""

from collections.abc import Iterable

import numpy as np

from schemas.geometry import Box

_GRID = 64


def covered_share(
    boxes: Iterable[Box], width_pt: float, height_pt: float, origin: tuple[float, float] = (0.0, 0.0)
) -> float:
    """The share of the page that the boxes cover together, to about a sixty-fourth of its sides: strips of
    one scan add up, the same picture drawn twice does not. `origin`: the top left corner of a part of it."""
    grid = np.zeros((_GRID, _GRID), dtype=bool)
    left, top = origin
    for box in boxes:
        x0, x1 = (round(min(max((x - left) / width_pt, 0.0), 1.0) * _GRID) for x in (box.x0, box.x1))
        y0, y1 = (round(min(max((y - top) / height_pt, 0.0), 1.0) * _GRID) for y in (box.y0, box.y1))
        grid[y0:y1, x0:x1] = True
    return float(grid.mean())
