"""What a scan shows in its shades: grounds and pictures, beside what is known of its page. Pure.

Not asked while a page is rendered: OpenCV takes more address space than a renderer may have.
"""

from collections.abc import Sequence
from typing import NamedTuple

from agents.images import Rgb
from agents.scanned.grounds import grounds
from agents.scanned.light_cells import lightest
from agents.scanned.scan_pictures import scan_pictures
from schemas.geometry import Box

_TWICE = 0.9
"""Of a frame: what covers so much of it is the same one."""
_SAME = 0.7
"""Of the larger of two pictures: what both cover, if they are the same one."""


class Shades(NamedTuple):
    """Boxes in points of the page. `frames`: lines around something and grounds under it, the largest first,
    one where there is both; `pictures`: what may be a photograph, those that are known first."""

    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]


def with_shades(page: Rgb, dpi: float, frames: Sequence[Box], pictures: Sequence[Box]) -> Shades:
    """With the frames and pictures that are known. `page`: upright, but for half a degree of skew."""
    cells = lightest(page, dpi)
    kept: list[Box] = []
    for box in sorted([*frames, *grounds(cells)], key=lambda box: -box.area):
        if not any(box.overlap(other) >= _TWICE * other.area for other in kept):
            kept.append(box)
    more = [
        box
        for box in scan_pictures(cells)
        if not any(box.overlap(other) >= _SAME * max(box.area, other.area) for other in pictures)
    ]
    return Shades(tuple(kept), (*pictures, *more))
