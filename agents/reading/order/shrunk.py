"""Boxes made a little smaller, because layout models round outwards and close the gaps of a page. Pure."""

from schemas.geometry import Box

_MOST_PT, _SHARE = 3.0, 0.05
"""On each side: of its width or height, and at most."""


def shrunk(box: Box) -> Box:
    x = min(_MOST_PT, _SHARE * (box.x1 - box.x0))
    y = min(_MOST_PT, _SHARE * (box.y1 - box.y0))
    return Box(box.x0 + x, box.y0 + y, box.x1 - x, box.y1 - y)
