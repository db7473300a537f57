"""Lines of two columns that a detector took for one, parted where nothing stands between them. Pure.

What is parted in vain does little harm: pieces of one row are put side by side again.
"""

from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from agents.images import Rgb
from agents.scanned.ink import Floats, darkness, inked
from agents.scanned.letters import letters_of, tall_share

_WIDE, _WIDE_LETTERS = 1.5, 1.6
"""Heights of an x, and widths of a letter: a space between two words is narrower in proportional type, and in
type whose letters are all as wide."""
_MARGIN = 0.5
"""Heights of an x: what a piece keeps of the gap beside it."""
_USUAL = 0.35
"""Of the height of a line's box, an x, where letters do not tell."""
_THIN = "-\u2013\u2014_"
"""Characters whose strokes may have too little ink to be seen."""


class Part(NamedTuple):
    """A piece of a line: its text, and where it begins and ends, as shares of the line's width."""

    text: str
    start: float
    end: float


def parted(line: Rgb, text: str, places: Sequence[float]) -> list[Part]:
    """`line`: its pixels; `places`: where each character of the text is, as a share of the width. The pieces
    from left to right, each with text; all of it in one where there is no wide gap."""
    dark = darkness(line)
    thin = [place for character, place in zip(text, places, strict=True) if character in _THIN]
    gaps = [] if dark is None else _gaps(dark, text, thin)
    texts = [""] * (len(gaps) + 1)
    middles = [(start + end) / 2 for start, end in gaps]
    for character, place in zip(text, places, strict=True):
        texts[bisect(middles, place)] += character
    edges = [0.0, *(edge for gap in gaps for edge in gap), 1.0]
    sides = zip(edges[::2], edges[1::2], strict=True)
    return [Part(piece.strip(), *side) for piece, side in zip(texts, sides, strict=True) if piece.strip()]


def _gaps(dark: Floats, text: str, thin: Sequence[float]) -> list[tuple[float, float]]:
    """Between which shares of the width there are wide gaps, less the margins of what stands beside them.
    `thin`: where there are strokes that have too little ink to be seen."""
    height, width = dark.shape
    tall = tall_share(text)
    letters = letters_of(dark.sum(axis=1), tall) if tall is not None else None
    x = (letters.x if letters else None) or _USUAL * height
    ink = inked(dark, height)
    ink[[min(width - 1, int(place * width)) for place in thin]] = True
    columns = np.flatnonzero(ink)
    letter = float(columns[-1] - columns[0]) / max(1, len(text)) if len(columns) else 0.0
    least = max(_WIDE * x, _WIDE_LETTERS * letter)
    return [
        (float(before + _MARGIN * x) / width, float(after - _MARGIN * x) / width)
        for before, after in pairwise(columns)
        if after - before > least
    ]
