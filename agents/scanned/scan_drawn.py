"""What is drawn on a scan besides text, as its pixels show it: rules, frames and grounds. Pure."""

from agents.images import Rgb
from agents.scanned.grounds import grounds
from agents.scanned.scan_rules import Drawn, scan_rules
from schemas.geometry import Box

_TWICE = 0.9
"""Of a frame: what covers so much of it is the same one."""


def scan_drawn(page: Rgb, dpi: float) -> Drawn:
    """`page`: upright. Frames are the largest first; a ground with a line around it is one."""
    drawn = scan_rules(page, dpi)
    frames: list[Box] = []
    for box in sorted([*drawn.frames, *grounds(page, dpi)], key=lambda box: -box.area):
        if not any(box.overlap(other) >= _TWICE * other.area for other in frames):
            frames.append(box)
    return drawn._replace(frames=tuple(frames))
