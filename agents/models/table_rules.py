"""The horizontal rules of a table, from its pixels."""

from itertools import pairwise
from typing import Any

import numpy as np

from agents.models.protocols import POINTS_PER_INCH, TableCrop
from schemas.geometry import Box

_SHORTEST_PT = 18.0
_THICKEST_PT = 4.0
_SAME_RULE_PT = 2.5
_DARKER = 32
"""Grey levels below what is around it: a thin grey rule is one, the edge of a pale band is not."""


def horizontal_rules(crop: TableCrop) -> tuple[Box, ...]:
    """Boxes in points of the page, from top to bottom. Ink as long and as thin as a rule, by morphological
    opening; a rule that is skewed comes in one box around its steps."""
    import cv2

    scale = crop.dpi / POINTS_PER_INCH
    grey: Any = cv2.cvtColor(crop.image, cv2.COLOR_RGB2GRAY)
    # A closing with an upright kernel takes away what is thinner than it, and keeps bands and blocks.
    around = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((round(_THICKEST_PT * scale) | 1, 1), np.uint8))
    ink = (around.astype(np.int16) - grey > _DARKER).astype(np.uint8)
    length = max(3, round(_SHORTEST_PT * scale))
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    joined = cv2.dilate(long, np.ones((3, round(2 * scale) | 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [_box(stats[number], crop, scale) for number in range(1, count)]
    return tuple(_together(sorted(boxes, key=lambda box: (box.y0 + box.y1, box.x0))))


def _box(stats: Any, crop: TableCrop, scale: float) -> Box:
    x, y, width, height = (float(value) for value in stats[:4])
    left, top = crop.origin
    return Box(left + x / scale, top + y / scale, left + (x + width) / scale, top + (y + height) / scale)


def _together(boxes: list[Box]) -> list[Box]:
    """Both edges of one thick rule are one rule."""
    kept = boxes[:1]
    for above, box in pairwise(boxes):
        near = box.y0 - above.y1 < _SAME_RULE_PT
        alike = abs(box.x0 - above.x0) < _SHORTEST_PT and abs(box.x1 - above.x1) < _SHORTEST_PT
        if not (near and alike):
            kept.append(box)
    return kept
