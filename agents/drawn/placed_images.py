"""Which of a PDF's images are pictures of their page, by where they stand. Pure."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from agents.drawn.clusters import clusters
from agents.drawn.covered import covered_share
from schemas.geometry import Box, Word

SIDE_PT, SHARE, NARROW_PT = 48.0, 0.015, 24.0
"""A picture has both sides so long, or takes so much of the page and is nowhere as narrow."""
_GROUND = 0.8
"""Of the page: an image that takes more is a scan, or a ground under everything."""
_WORDS = 8
"""An image under so many words is a ground."""
_EDGE = 0.1
"""Of the page's height, at its top and foot: what lies there altogether is part of a letterhead."""
_FILLED = 0.85
"""Of the box around images that touch: they are strips or tiles of one picture."""
_PART = 0.85
"""Of a box: so much of it within another, and it is a part of that."""
_MOST = 5_000
"""Images: a page with more is left alone."""
_LOOKED_AT = 100


def images_of(
    placed: Iterable[Box], words: Sequence[Word], width_pt: float, height_pt: float
) -> tuple[Box, ...]:
    """Boxes of pictures, within the page. Strips and tiles that make one together are one. An image of the
    whole page is one only where no word is known to stand on it.

    Not promised: that a picture is all to be seen. What a PDF clips away is not known here.
    """
    boxes = [box for one in placed if (box := within(one, width_pt, height_pt)).area > 0]
    if len(boxes) > _MOST:
        return ()
    page_area = width_pt * height_pt
    ground = _GROUND * page_area if words else page_area
    groups = clusters(boxes, width_pt, height_pt, reach_pt=0.5)
    wholes = (box for group in groups for box in _wholes([boxes[at] for at in group]))
    large = (box for box in wholes if is_large(box, page_area) and box.area <= ground)
    centres = np.array([word.box.centre for word in words]).reshape(-1, 2)
    return tuple(
        box
        for box in without_parts(large)
        if not at_edge(box, height_pt) and held(centres, box).sum() < _WORDS
    )


def held(centres: NDArray[np.float64], box: Box) -> NDArray[np.bool_]:
    """Which of the points lie in the box."""
    return np.asarray((centres > box[:2]).all(axis=1) & (centres < box[2:]).all(axis=1))


def within(box: Box, width_pt: float, height_pt: float) -> Box:
    """The part of it that lies on the page."""
    x0, x1 = (min(max(x, 0.0), width_pt) for x in (box.x0, box.x1))
    y0, y1 = (min(max(y, 0.0), height_pt) for y in (box.y0, box.y1))
    return Box(x0, y0, x1, y1)


def is_large(box: Box, page_area: float) -> bool:
    """Whether a picture of the page may be so small. `page_area` in square points."""
    narrow = min(box.x1 - box.x0, box.y1 - box.y0)
    return narrow >= SIDE_PT or (narrow >= NARROW_PT and box.area >= SHARE * page_area)


def at_edge(box: Box, height_pt: float) -> bool:
    """Whether it lies where running headers and footers stand."""
    return box.y1 <= _EDGE * height_pt or box.y0 >= (1 - _EDGE) * height_pt


def _wholes(group: Sequence[Box]) -> Sequence[Box]:
    """One box where those that touch fill it, else each that is not part of a larger one."""
    around = around_all(group)
    width, height = around.x1 - around.x0, around.y1 - around.y0
    if len(group) == 1 or covered_share(group, width, height, around[:2]) >= _FILLED:
        return [around]
    return group


def around_all(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of them; at least one is needed."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def without_parts(boxes: Iterable[Box]) -> list[Box]:
    """The largest first, without those that lie in a larger one for the most part. Of more than a
    hundred only the largest are looked at."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda box: (-box.area, box))[:_LOOKED_AT]:
        if not any(box.overlap(other) >= _PART * box.area for other in kept):
            kept.append(box)
    return kept
