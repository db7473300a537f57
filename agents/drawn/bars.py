"""Bars of colour under a line of text, as heads have them. Pure."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from schemas.geometry import Box, Word

_LEAST_PT, _LONG = 60.0, 3.0
"""How wide a bar is, in points and in heights of its own, at least."""
_HIGH = 2.6
"""Times as high as what stands on it, at most."""
_ONE_LINE = 0.5
"""Of the height of a line: so far lie the middles of its words apart at most."""
_MOST = 200
"""A hostile page may have thousands: only the largest are looked at."""


def bars_of(
    grounds: Iterable[Box], coloured: Callable[[], Sequence[Box]], words: Sequence[Word]
) -> tuple[Box, ...]:
    """Of the `grounds` that are filled with something those in a colour, under a single line of text, from
    the top down. `coloured`: all that are not filled with white; only asked for where there may be bars."""
    long = {box for box in grounds if box.x1 - box.x0 >= max(_LEAST_PT, _LONG * (box.y1 - box.y0))}
    largest = sorted(long, key=lambda box: -box.area)[:_MOST]
    centres = np.array([word.box.centre for word in words]).reshape(-1, 2)
    heights = np.array([word.box.y1 - word.box.y0 for word in words])
    found: list[Box] = []
    for box in largest:
        on = (centres > (box.x0, box.y0)).all(axis=1) & (centres < (box.x1, box.y1)).all(axis=1)
        if on.any() and _is_one_line(centres[on, 1], float(heights[on].max()), box.y1 - box.y0):
            found.append(box)
    known = coloured() if found else ()
    return tuple(sorted((box for box in found if box in known), key=lambda box: (box.y0, box.x0)))


def _is_one_line(middles: np.ndarray, line_pt: float, high_pt: float) -> bool:
    return float(np.ptp(middles)) <= _ONE_LINE * line_pt and line_pt <= high_pt <= _HIGH * line_pt
