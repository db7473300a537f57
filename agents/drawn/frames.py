"""What is drawn around words, or under them: frames, and grounds of another colour. Pure."""

from collections.abc import Iterable, Sequence

import numpy as np

from schemas.geometry import Box, Word

_LEAST_PT = (60.0, 24.0)
"""Width and height: larger than a line of text."""
_PAGE_SHARE = 0.5
_WORDS = 8
_TWICE = 0.9
"""Of a frame: what covers so much of it is the same one."""
_MOST = 200
"""A hostile page may have thousands: only the largest are looked at."""


def frames_of(drawn: Iterable[Box], words: Sequence[Word], page_area: float) -> tuple[Box, ...]:
    """Of everything drawn, the largest first. `page_area` in square points; what takes more than half of it
    frames nothing. Of what is drawn twice, as a ground and as a line around it, one."""
    large = [box for box in drawn if _is_large(box) and box.area <= _PAGE_SHARE * page_area]
    centres = np.array([word.box.centre for word in words]).reshape(-1, 2)
    frames: list[Box] = []
    for box in sorted(large, key=lambda box: -box.area)[:_MOST]:
        inside = (centres > (box.x0, box.y0)).all(axis=1) & (centres < (box.x1, box.y1)).all(axis=1)
        twice = any(box.overlap(other) >= _TWICE * other.area for other in frames)
        if inside.sum() >= _WORDS and not twice:
            frames.append(box)
    return tuple(frames)


def _is_large(box: Box) -> bool:
    return box.x1 - box.x0 >= _LEAST_PT[0] and box.y1 - box.y0 >= _LEAST_PT[1]
