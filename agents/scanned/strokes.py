"""Bold type on a scan, by the thickness of its strokes. Pure.

Blur spreads the ink of a stroke and loses none of it. So the ink of all small letters of a line, divided by
how often a row of pixels crosses a stroke there, is the thickness of strokes, to parts of a pixel, where
edges tell nothing. Bold letters have clearly thicker strokes than others of their height.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import NamedTuple, Self

import numpy as np

from agents.images import Rgb, crop
from agents.scanned.ink import blackest, blackness
from agents.scanned.letters import LINE, letters_of, tall_share
from schemas.geometry import Box, Line

_BOLD, _BOLDEST, _APART = 1.17, 1.28, 5.0
"""How much thicker strokes are than those of most lines, for letters of one height: as many times as those
differ from each other, from the first to the second."""
_SMALL = 0.92
"""Of the usual height: copying makes the strokes of smaller type thick."""
_ALIKE = 0.1
"""How far a height may be from the usual one for its strokes to tell what is usual."""
_OFTEN = 0.25
"""Of the letters of a page: type of a height that has so many is that of a text."""
_LETTERS, _ENOUGH = 6, 16
"""Fewer are too few to tell, and with fewer chance has a part in it."""
_PARTS, _OF_A_PART = 2, 0.8
"""From left to right: a line is bold if each of them is. Of fewer letters one is less sure."""
_FEWEST = 8
"""Lines without which nobody knows what is usual."""
_ALIGNED = 0.4
"""Of the height of a line: lines of one heading begin no further apart, and have no more room between."""
_PAPER, _STROKE = 0.15, 0.4
"""Of the blackest ink: what is lighter is paper, and what is darker is a stroke."""


def bold_lines(page: Rgb, lines: Sequence[Line], dpi: float) -> tuple[int, ...]:
    """The numbers of the lines in type that is clearly bolder than that of most lines of the page. They are
    as high as their type, but for those that were read with their region.

    Not promised: that all are found. Copying thickens the strokes of small type more than those of large one,
    so that bold type of another size than the text may go unseen.
    """
    measured = {number: one for number, line in enumerate(lines) if (one := _strokes(page, line, dpi))}
    usual = _Usual.of(list(measured.values()))
    if usual is None:
        return ()
    bold = [
        number
        for number, one in measured.items()
        if usual.is_bold(one, sqrt(max(1.0, _ENOUGH / one.letters)))
    ]
    # What chance may do to one short line it does not do to two that belong together.
    more = [
        number
        for number, one in measured.items()
        if any(_adjoin(lines[number].box, lines[other].box) for other in bold) and usual.is_bold(one, 1.0)
    ]
    return tuple(sorted({*bold, *more}))


@dataclass(frozen=True, slots=True)
class _Usual:
    """Of the lines of a page: how high an x is, how thick its strokes and how black its ink are, and how much
    thicker bold ones are at least."""

    lines: Sequence["_Strokes"]
    height_px: float
    thickness: float
    ink: float
    apart: float

    @classmethod
    def of(cls, lines: Sequence["_Strokes"]) -> Self | None:
        """None where too few lines tell."""
        height = median(one.height_px for one in lines) if lines else 0.0
        usual = [one for one in lines if abs(one.height_px - height) <= _ALIKE * height]
        if len(usual) < _FEWEST:
            return None
        thickness, ink = median(one.thickness for one in usual), median(one.ink for one in usual)
        differ = median(abs(one.thickness / thickness - 1) for one in usual)
        apart = min(_BOLDEST, max(_BOLD, 1 + _APART * differ)) - 1
        inked = [one.in_ink(ink) if one.height_px > height else one for one in lines]
        return cls(inked, height, thickness, ink, apart)

    def is_bold(self, one: "_Strokes", chance: float) -> bool:
        if one.height_px < _SMALL * self.height_px:
            return False
        seen = one.in_ink(self.ink) if one.height_px > self.height_px else one
        expected = self._at(one.height_px)
        of_a_part = _OF_A_PART * min(1.0, one.letters / _ENOUGH)
        thick, thinnest = seen.thickness / expected - 1, seen.thinnest / expected - 1
        return thick >= self.apart * chance and thinnest >= of_a_part * self.apart

    def _at(self, height_px: float) -> float:
        """How thick strokes of that height are: copying thickens those of large type less, if at all."""
        alike = [one for one in self.lines if abs(one.height_px - height_px) <= _ALIKE * height_px]
        often = sum(one.letters for one in alike) >= _OFTEN * sum(one.letters for one in self.lines)
        least = sqrt(min(1.0, self.height_px / height_px)) * self.thickness
        return max(least, median(one.thickness for one in alike)) if often else least


def _adjoin(one: Box, other: Box) -> bool:
    """Whether two lines begin one below the other with no room between them."""
    height = min(one.y1 - one.y0, other.y1 - other.y0)
    gap = max(one.y0 - other.y1, other.y0 - one.y1)
    return abs(one.x0 - other.x0) <= _ALIGNED * height and -_ALIGNED * height <= gap <= _ALIGNED * height


class _Strokes(NamedTuple):
    """`thickness`: as a share of the height of an x, were its ink black; `thinnest`: that of the thinnest of
    its parts; `height_px`: the height of an x; `letters`: how many; `ink`: the blackest there is."""

    thickness: float
    thinnest: float
    height_px: float
    letters: int
    ink: float

    def in_ink(self, usual: float) -> "_Strokes":
        """As it would be in the ink of lines that are no higher. What is paler than those is in a colour, or
        grey: in black its strokes, which are thicker, would lose less to the paper beside them."""
        more = max(1.0, usual / self.ink)
        return self._replace(thickness=more * self.thickness, thinnest=more * self.thinnest)


def _strokes(page: Rgb, line: Line, dpi: float) -> _Strokes | None:
    count = sum(map(str.isalpha, line.text))
    if count < _LETTERS:
        return None
    black, tall = blackness(crop(page, line.box, dpi)), tall_share(line.text)
    letters = letters_of(black.sum(axis=1), tall) if black is not None and tall is not None else None
    if black is None or letters is None:
        return None
    x = letters.height()
    # A long line that is not quite level shows higher letters than it has, but its box does not.
    height = x if line.region_id is not None else (line.box.y1 - line.box.y0) * dpi / 72 / LINE
    core = black[max(0, int(letters.baseline - x)) : int(letters.baseline) + 1]
    ink = blackest(black)
    strokes = np.pad(core > _STROKE * ink, ((0, 0), (1, 0)))
    crossed = (strokes[:, 1:] & ~strokes[:, :-1]).sum(axis=0)
    inked = np.where(core > _PAPER * ink, core, 0.0).sum(axis=0)
    if not crossed.any():
        return None
    # Parts end between letters, more or less: where as many strokes are on either side.
    ends = np.searchsorted(np.cumsum(crossed), crossed.sum() * np.arange(1, _PARTS) / _PARTS)
    parts = [
        float(ink_of.sum() / max(1, of.sum())) / height
        for ink_of, of in zip(np.split(inked, ends), np.split(crossed, ends), strict=True)
    ]
    return _Strokes(float(inked.sum() / crossed.sum()) / height, min(parts), height, count, ink)
