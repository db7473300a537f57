"""Streaks of a scanner's glass, taken out before anybody reads the page. Pure.

Where dirt lies on the glass over which a feeder draws the sheet, it leaves a line from one edge of the image
to the other, thin and dead straight along the way of the paper. It goes through words, which a recogniser
then cuts, joins or misreads, and a layout model sees columns. A streak is told by the mean of many pixels
along it, in which grain and letters become faint: there it is darker than what is close beside it, in every
part of the page. What was under it is put back from both sides, as for a scratch of a film (Kokaram, "Motion
Picture Restoration", 1998), unless it is darker still than the streak, as a stem is under a pale one.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from agents.images import Rgb
from agents.scanned.level_ink import least, most

_WIDEST_PT = 1.5
"""What is wider is a fold, a shadow or something that was printed."""
_BAND = 24
"""Pixels along it that are looked at together."""
_CONTRAST, _EDGE = 10.0, 2.0
"""By how many of 255 greys it is darker than what is beside it, over what any column is by its grain, and how
much darker its edge is."""
_THROUGHOUT = 0.85
"""Of the bands of the page: elsewhere dark type hides it."""
_PARTS, _AT_AN_END = 8, 3
_OF_A_PART = 0.6
"""Of the bands in each of so many parts of the page, and of so many at either end: there a rule has ended."""
_MOST = 0.02
"""Of the page's width, all together. A page with more is no text with streaks, but a pattern of lines."""


def without_streaks(rgb: Rgb, dpi: float) -> Rgb:
    """The page itself, the very same pixels, where it has none. `rgb`: as the scanner gave it, not yet turned
    upright; streaks are looked for along both of its sides.

    Not promised: streaks lighter than the paper stay, and so do those that begin or end within the image, or
    are slanted because a program has set the sheet straight before.
    """
    grey = np.ascontiguousarray(rgb[:, :, 1])
    widest = max(1, round(_WIDEST_PT * dpi / 72))
    down = _streaks(_bands(grey), widest)
    across = _streaks(_bands(grey, across=True), widest)
    if not down and not across:
        return rgb
    clean = rgb.copy()
    for streak in down:
        _fill(clean, streak)
    for streak in across:
        _fill(clean.swapaxes(0, 1), streak)
    return clean


class Streak(NamedTuple):
    """Columns of pixels, and by how much each of them is darker than what is beside them."""

    left: int
    right: int
    depth: NDArray[np.float64]


def _bands(grey: NDArray[np.uint8], across: bool = False) -> NDArray[np.uint8]:
    """Means of pixels one below the other, or, turned, of those side by side."""
    height, width = grey.shape
    size = (max(_PARTS, width // _BAND), height) if across else (width, max(_PARTS, height // _BAND))
    means = np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BOX))
    return np.ascontiguousarray(means.T) if across else means


def _streaks(bands: NDArray[np.uint8], widest: int) -> list[Streak]:
    beside = 2 * widest + 3
    darker = least(most(bands, beside, 1), beside, 1).astype(np.float64) - bands
    is_darker = darker > float(np.median(darker)) + _CONTRAST
    parts = np.stack([part.mean(axis=0) for part in np.array_split(is_darker, _PARTS)])
    ends = np.stack([is_darker[:_AT_AN_END].mean(axis=0), is_darker[-_AT_AN_END:].mean(axis=0)])
    fewest = np.concatenate((parts, ends)).min(axis=0)
    found = _runs((is_darker.mean(axis=0) >= _THROUGHOUT) & (fewest >= _OF_A_PART))
    if sum(right - left for left, right in found) > _MOST * bands.shape[1]:
        return []
    depth = np.median(darker, axis=0) - float(np.median(darker))
    whole = [_with_edges(left, right, depth) for left, right in found if right - left <= widest]
    return [Streak(left, right, depth[left:right].clip(0)) for left, right in whole]


def _with_edges(left: int, right: int, depth: NDArray[np.float64]) -> tuple[int, int]:
    """With the pixels beside it that it has made a little darker."""
    left -= bool(left > 0 and depth[left - 1] > _EDGE)
    right += bool(right < len(depth) and depth[right] > _EDGE)
    return left, right


def _runs(found: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], found.astype(np.int8), [0]))))
    return [(int(left), int(right)) for left, right in edges.reshape(-1, 2)]


def _fill(page: Rgb, streak: Streak) -> None:
    """From one side to the other. Nothing is put back at the edge of the page."""
    before, after = streak.left - 1, streak.right
    if before < 0 or after >= page.shape[1]:
        return
    share = ((np.arange(streak.left, after) - before) / (after - before))[None, :, None]
    sides = page[:, before : before + 1].astype(np.float64), page[:, after : after + 1].astype(np.float64)
    between = sides[0] * (1 - share) + sides[1] * share
    lighter = page[:, streak.left : after] + streak.depth[None, :, None]
    page[:, streak.left : after] = np.minimum(between, lighter).round().astype(np.uint8)
