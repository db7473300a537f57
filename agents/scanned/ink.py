"""How dark the pixels of a line of text are. Pure."""

from typing import Any

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
_DARKEST, _LIGHTEST, _PAPER = 2, 98, 90
"""Per cent of the pixels that are as dark as ink, no lighter than the lightest, and no lighter than paper."""


def darkness(line: Rgb) -> Floats | None:
    """From paper, 0, to the ink of this line, 1, of the same height and width; light type on a dark ground is
    ink, too. None where there is too little of it, or too little contrast."""
    grey = _dark_on_light(line)
    if grey is None:
        return None
    paper, ink = np.percentile(grey, (_PAPER, _DARKEST))
    if paper - ink < _CONTRAST:
        return None
    dark = np.clip((paper - grey) / (paper - ink), 0.0, 1.0)
    dark[dark < _NOISE] = 0.0
    return dark


def inked(dark: Floats, height: int) -> NDArray[np.bool_]:
    """By column of pixels, whether there is anything in it. `height`: of the line that `dark` is, or a part
    of."""
    return np.asarray(dark.sum(axis=0) > _SPECKS * height)


def blackness(line: Rgb) -> Floats | None:
    """As `darkness`, but 1 is black: the ink of two lines of a page compares, however fine their strokes."""
    grey = _dark_on_light(line)
    if grey is None:
        return None
    paper = float(np.percentile(grey, _PAPER))
    return np.clip((paper - grey) / max(paper, 1.0), 0.0, 1.0)


def _dark_on_light(line: Rgb) -> Floats | None:
    grey: Any = line[:, :, 1].astype(np.float32)
    if min(grey.shape) < 2:
        return None
    lightest, darkest = np.percentile(grey, (_LIGHTEST, _DARKEST))
    if lightest - darkest < _CONTRAST:
        return None
    return 255 - grey if (grey < (lightest + darkest) / 2).mean() > _MOST_INK else grey
