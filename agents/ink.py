"""How dark the pixels of a line of text are, from paper to ink. Pure."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb

Floats = NDArray[np.float32]

_CONTRAST = 40
_NOISE = 0.15
"""Of the contrast: what is no darker than the paper by more is paper."""
_MOST_INK = 0.55
"""Of a line: more is light type on a dark ground."""


def darkness(line: Rgb) -> Floats | None:
    """0 for paper, 1 for ink, of the same height and width; light type on a dark ground is ink, too. None
    where there is too little of it, or too little contrast."""
    grey: Any = line[:, :, 1].astype(np.float32)
    if min(grey.shape) < 2:
        return None
    lightest, darkest = np.percentile(grey, (98, 2))
    if lightest - darkest < _CONTRAST:
        return None
    if (grey < (lightest + darkest) / 2).mean() > _MOST_INK:
        grey = 255 - grey
    paper, ink = np.percentile(grey, (90, 2))
    if paper - ink < _CONTRAST:
        return None
    dark = np.clip((paper - grey) / (paper - ink), 0.0, 1.0)
    dark[dark < _NOISE] = 0.0
    return dark
