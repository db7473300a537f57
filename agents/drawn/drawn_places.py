"""Where a page shows anything but text and what belongs to text: nowhere else is a picture on it. Pure."""

from collections.abc import Iterable

from agents.drawn.clusters import clusters
from agents.drawn.placed_images import around_all, within
from schemas.geometry import Box

_RULE_PT, _BULLET_PT = 2.0, 6.0
"""What is no higher lies under text or between rows, and what is no higher and no wider is a bullet."""
_REACH_PT = 6.0
_MOST, _MOST_PLACES = 10_000, 64


def drawn_places(drawn: Iterable[Box], width_pt: float, height_pt: float) -> tuple[Box, ...] | None:
    """Boxes around images and paths that touch, without rules from left to right and bullets. None where they
    are too many to be told."""
    marks = [box for one in drawn if _is_mark(box := within(one, width_pt, height_pt))]
    if len(marks) > _MOST:
        return None
    groups = clusters(marks, width_pt, height_pt, _REACH_PT)
    places = tuple(around_all([marks[at] for at in group]) for group in groups)
    return places if len(places) <= _MOST_PLACES else None


def _is_mark(box: Box) -> bool:
    width, height = box.x1 - box.x0, box.y1 - box.y0
    return width > 0 and height > _RULE_PT and max(width, height) > _BULLET_PT
