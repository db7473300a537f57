"""How dark the pixels of a line of text are. Pure."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb

Floats = NDArray[np.float32]

_CONTRAST = 40
_NOISE = 0.15
"""Of the contrast: what is no darker than the paper by more is paper."""
_SPECKS = 0.04
"""Of a column of pixels: with no more ink there is nothing in it."""
_MOST_INK = 0.55
"""Of a line: more is light type on a dark ground."""
_BLACKEST = 0.995
_DARKEST, _LIGHTEST, _PAPER = 2, 98, 90
"""Per cent of the pixels that are as dark as ink, no lighter than the lightest, and no lighter than paper."""


def darkness(line: Rgb) -> Floats | None:
    """From paper, 0, to the ink of this line, 1, of the same height and width; light type on a dark ground is
    ink, too. None where there is too little of it, or too little contrast."""
    seen = _dark_on_light(line)
    if seen is None or seen.paper - seen.ink < _CONTRAST:
        return None
    dark = _below_paper(seen, seen.paper - seen.ink)
    dark[dark < _NOISE] = 0.0
    return dark


def inked(dark: Floats, height: int) -> NDArray[np.bool_]:
    """By column of pixels, whether there is anything in it. `height`: of the line that `dark` is, or a part
    of."""
    return np.asarray(dark.sum(axis=0) > _SPECKS * height)


def blackness(line: Rgb) -> Floats | None:
    """As `darkness`, but 1 is black: the ink of two lines of a page compares, however fine their strokes."""
    seen = _dark_on_light(line)
    return _below_paper(seen, max(seen.paper, 1)) if seen else None


def blackest(black: Floats) -> float:
    """What one pixel in two hundred is blacker than: the ink of a line, without its specks."""
    up_to = np.cumsum(np.bincount((255 * black).astype(np.uint8).ravel(), minlength=256))
    return float(np.searchsorted(up_to, _BLACKEST * black.size)) / 255


class _Seen(NamedTuple):
    """How light each pixel is, and how light paper and ink are, of 255."""

    grey: NDArray[np.uint8]
    paper: int
    ink: int


def _below_paper(seen: _Seen, ink: int) -> Floats:
    dark = (seen.paper - seen.grey.astype(np.float32)) / np.float32(ink)
    return np.clip(dark, 0.0, 1.0, out=dark)


def _dark_on_light(line: Rgb) -> _Seen | None:
    grey = np.ascontiguousarray(line[:, :, 1])
    if min(grey.shape) < 2:
        return None
    # Percentiles of whole numbers are counted: to sort the pixels of all lines takes far longer.
    up_to = np.cumsum(np.bincount(grey.ravel(), minlength=256)) / grey.size
    darkest, ink_on_dark, paper, lightest = (
        int(level)
        for level in np.searchsorted(up_to, (_DARKEST / 100, 1 - _PAPER / 100, _PAPER / 100, _LIGHTEST / 100))
    )
    if lightest - darkest < _CONTRAST:
        return None
    middle = (lightest + darkest) / 2
    if up_to[int(np.ceil(middle)) - 1] > _MOST_INK:
        return _Seen(255 - grey, 255 - ink_on_dark, 255 - lightest)
    return _Seen(grey, paper, darkest)
