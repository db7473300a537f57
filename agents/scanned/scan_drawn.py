"""What is drawn on a scan besides text, as its pixels show it: rules, frames, grounds and pictures. Pure."""

from typing import NamedTuple

from agents.images import Rgb
from agents.scanned.grounds import grounds
from agents.scanned.light_cells import lightest
from agents.scanned.scan_pictures import scan_pictures
from agents.scanned.scan_rules import scan_rules
from schemas.geometry import Box

_TWICE = 0.9
"""Of a frame: what covers so much of it is the same one."""


class Drawn(NamedTuple):
    """Boxes in points of the page. `rules`: from top to bottom; `frames`: lines around something and grounds
    under it, the largest first, one where there is both; `pictures`: what may be a photograph."""

    rules: tuple[Box, ...]
    frames: tuple[Box, ...]
    pictures: tuple[Box, ...]


def scan_drawn(page: Rgb, dpi: float) -> Drawn:
    """`page`: upright, but for half a degree of skew."""
    ruled, cells = scan_rules(page, dpi), lightest(page, dpi)
    frames: list[Box] = []
    for box in sorted([*ruled.frames, *grounds(cells)], key=lambda box: -box.area):
        if not any(box.overlap(other) >= _TWICE * other.area for other in frames):
            frames.append(box)
    return Drawn(ruled.rules, tuple(frames), scan_pictures(cells))
