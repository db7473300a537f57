"""Specks of a copy, smoothed before anybody reads the page: they cost a recogniser far more than blur. Pure.

A speck is a pixel that is by far darker, or by far lighter, than all but one of its eight neighbours. Type
has hardly any: its thinnest stroke goes on in two neighbours, and its dots are wider. Where a page has many,
all of it goes through a median filter of three by three pixels (Tukey, "Exploratory Data Analysis", 1977),
which takes single pixels away and leaves edges where they are. To mend the specks alone is not enough: JPEG
has spread them over their neighbours.
"""

from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from agents.images import Rgb

_CONTRAST = 40
_SHARE = 0.0005
"""Of all pixels that are looked at."""
_STRIP_ROWS, _STRIP_EVERY = 32, 256
_SIDE = 3


def without_specks(rgb: Rgb) -> Rgb:
    """The page itself, the very same pixels, where it has few."""
    if _share_of_specks(rgb) < _SHARE:
        return rgb
    page = Image.fromarray(np.ascontiguousarray(rgb))
    return np.asarray(page.filter(ImageFilter.MedianFilter(_SIDE)))


def _share_of_specks(rgb: Rgb) -> float:
    """By a few rows of the page's green, here and there."""
    rows = [rgb[top : top + _STRIP_ROWS, :, 1] for top in range(0, rgb.shape[0], _STRIP_EVERY)]
    grey = np.concatenate(rows)
    image: Any = Image.fromarray(grey)
    second_darkest = np.asarray(image.filter(ImageFilter.RankFilter(_SIDE, 1))).astype(np.int16)
    second_lightest = np.asarray(image.filter(ImageFilter.RankFilter(_SIDE, _SIDE**2 - 2))).astype(np.int16)
    specks = (grey < second_darkest - _CONTRAST) | (grey > second_lightest + _CONTRAST)
    return float(specks.mean())
