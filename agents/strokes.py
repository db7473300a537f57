"""Bold type on a scan, by the thickness of its strokes. Pure.

Along a row of pixels a stroke of any thickness goes from paper to ink and back, so that ink divided by half
of all that changes is the thickness, to parts of a pixel, whatever the blur. Bold letters have
clearly thicker strokes than others of their height.
"""

from collections.abc import Sequence
from statistics import median

import numpy as np

from agents.images import Rgb, crop
from agents.ink import Floats, darkness
from schemas.geometry import Line

_BOLD = 1.3
"""How much thicker strokes are than those of most lines, for letters of one height."""
_SMALL = 0.85
"""Of the usual height: blur makes the strokes of smaller type thick."""
_LETTERS = 6
"""Fewer are too few to tell."""
_FEWEST = 8
"""Lines without which nobody knows what is usual."""
_CORE = 0.45
"""Of the ink in the fullest rows: as much is in the rows between baseline and the height of an x."""


def bold_lines(page: Rgb, lines: Sequence[Line], dpi: float) -> tuple[int, ...]:
    """The numbers of the lines in type that is clearly bolder than that of most lines of the page.

    Not promised: that all are found. Blurred and noisy scans thicken thin strokes more than thick ones, and
    capitals have no letters of the height of an x.
    """
    measured = {
        number: _measured(darkness(crop(page, line.box, dpi)))
        for number, line in enumerate(lines)
        if sum(map(str.isalpha, line.text)) >= _LETTERS
    }
    known = [one for one in measured.values() if one is not None]
    if len(known) < _FEWEST:
        return ()
    weight, height = (median(values) for values in zip(*known, strict=True))
    return tuple(
        number
        for number, one in measured.items()
        if one is not None and one[0] >= _BOLD * weight and one[1] >= _SMALL * height
    )


def _measured(dark: Floats | None) -> tuple[float, int] | None:
    """The thickness of strokes as a share of the height of an x, and that height in pixels; None where they
    cannot be told."""
    if dark is None:
        return None
    changes = float(np.abs(np.diff(dark, axis=1)).sum())
    rows = dark.sum(axis=1)
    height = int((rows > _CORE * np.percentile(rows, 85)).sum())
    return (2 * float(dark.sum()) / changes / height, height) if changes and height else None
