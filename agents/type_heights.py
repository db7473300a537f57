"""Lines of a scan as high as their type, by the ink of their letters. Pure.

A detector of text gives boxes to some points only, as high as the letters that happen to stand in them, and
blurred type higher ones. Type shows by its letters: along the rows of a line the ink rises at the height of
an x and falls at the baseline, and both places are found to parts of a pixel. Where capitals and figures
prevail it rises at their height. That tells the sizes of two lines apart that differ by some percent; with
such boxes the size of type and the space between lines mean what they mean on a page with a text layer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from agents.images import Rgb, crop
from agents.ink import Floats, darkness
from schemas.geometry import Box, Line

_X, _CAPITAL = 2.4, 1.75
"""How many times as high as an x, and as a capital, a line of type is: 1.2 of its size, where an x has half
of it. Typefaces differ by a tenth."""
_ABOVE = 0.79
"""Of a line's height, above its baseline."""
_TALL = frozenset("bdfhklt")
_MOSTLY_TALL = 0.4
"""Of the letters: from there on the ink rises at the height of capitals."""
_CASELESS = 0.2
"""Of the letters: from there on it is a script without small letters."""
_FEWEST = 3
_LEAST, _MOST = 0.5, 1.3
"""Of the height of its box: what measures less, or more, was not measured well."""

_STRIPS = 16
_WIDE = 6
"""Times as wide as high: what shows how far the lines of the page are from level."""
_STEEPEST, _STEP = 0.012, 0.001
_PEAK, _EDGE, _TOP = 0.2, 0.5, 0.1
"""Rows with less than that share of the most ink are beside the letters; the edge of the small letters is at
half of the usual ink of the others, the top of the tall ones where there is hardly any."""
_DIP = 0.12
"""Of the line: as many rows between the strokes of one letter may have little ink."""


def as_high_as_type(page: Rgb, lines: Sequence[Line], dpi: float) -> list[Line]:
    """The same lines with other tops and bottoms: from above the tall letters to below the descenders. A line
    that is not measured keeps its box: few letters, no contrast, a script without small letters, a line that
    was read with its region and not found by itself."""
    seen = {number: one for number, line in enumerate(lines) if (one := _seen(page, line, dpi))}
    slope = _slope(list(seen.values()))
    return [
        line._replace(box=seen[number].box(line, slope, dpi)) if number in seen else line
        for number, line in enumerate(lines)
    ]


@dataclass(frozen=True, slots=True)
class _Seen:
    """`strips`: the ink of a line by rows, in strips from left to right; `xs`: their middles, from that of
    the line; `top`: of its first row. All in pixels."""

    strips: Floats
    xs: Floats
    top: float
    tall: bool

    def rows(self, slope: float) -> Floats:
        """All ink by rows, once the line is level."""
        at = np.arange(self.strips.shape[0], dtype=np.float32)
        level = [
            np.interp(at + slope * x, at, strip) for x, strip in zip(self.xs, self.strips.T, strict=True)
        ]
        return np.asarray(np.sum(level, axis=0), dtype=np.float32)

    def box(self, line: Line, slope: float, dpi: float) -> Box:
        edges = _edges(self.rows(slope), self.tall)
        old, scale = line.box, 72 / dpi
        if edges is None:
            return old
        top, baseline = edges
        height_pt = (baseline - top) * (_CAPITAL if self.tall else _X) * scale
        if not _LEAST <= height_pt / (old.y1 - old.y0) <= _MOST:
            return old
        y0 = (self.top + baseline) * scale - _ABOVE * height_pt
        return Box(old.x0, round(y0, 2), old.x1, round(y0 + height_pt, 2))


def _seen(page: Rgb, line: Line, dpi: float) -> _Seen | None:
    tall = _is_tall(line.text)
    box = line.box
    if tall is None or line.region_id is not None or box.y1 - box.y0 > box.x1 - box.x0:
        return None
    dark = darkness(crop(page, box, dpi))
    if dark is None:
        return None
    starts = np.linspace(0, dark.shape[1], min(_STRIPS, dark.shape[1]), endpoint=False).astype(int)
    ends = [*starts[1:], dark.shape[1]]
    xs = np.array([(start + end) / 2 - dark.shape[1] / 2 for start, end in zip(starts, ends, strict=True)])
    strips = np.add.reduceat(dark, starts, axis=1)
    return _Seen(strips, xs.astype(np.float32), max(0.0, np.floor(box.y0 * dpi / 72)), tall)


def _is_tall(text: str) -> bool | None:
    """Whether capitals, figures and letters with ascenders prevail; None where that cannot be told."""
    letters = [letter for letter in text if letter.isalnum()]
    caseless = sum(letter.isalpha() and letter.lower() == letter.upper() for letter in letters)
    if len(letters) < _FEWEST or caseless > _CASELESS * len(letters):
        return None
    tall = sum(letter in _TALL or not letter.islower() for letter in letters)
    return tall >= _MOSTLY_TALL * len(letters)


def _slope(lines: Sequence[_Seen]) -> float:
    """How far the lines of the page fall for every pixel to the right: where they part best from the paper
    between them. 0 where no wide line tells."""
    wide = [one for one in lines if np.ptp(one.xs) > _WIDE * one.strips.shape[0]]

    def parted(slope: float) -> float:
        return sum(float((np.diff(one.rows(slope)) ** 2).sum()) for one in wide)

    slopes = np.arange(-_STEEPEST, _STEEPEST + _STEP / 2, _STEP)
    return float(max(slopes, key=parted)) if wide else 0.0


def _edges(rows: Floats, tall: bool) -> tuple[float, float] | None:
    """Where ink rises and where it falls, in rows from the top, to parts of one."""
    usual = float(np.median(rows[rows > _PEAK * rows.max()])) if rows.max() > 0 else 0.0
    if not usual:
        return None
    level = _EDGE * usual
    first, last = max(_runs(rows, level), key=lambda run: rows[run[0] : run[1] + 1].sum())
    top = _TOP * usual if tall else level
    while first > 0 and rows[first - 1] > top:
        first -= 1
    if last + 1 >= len(rows) or first == 0:
        return None
    rise = (rows[first] - top) / (rows[first] - rows[first - 1])
    fall = (rows[last] - level) / (rows[last] - rows[last + 1])
    return first + 0.5 - float(rise), last + 0.5 + float(fall)


def _runs(rows: Floats, level: float) -> Iterator[tuple[int, int]]:
    """The first and last of rows with more ink than that, a few with less between them or none."""
    inked = np.flatnonzero(rows > level)
    breaks = np.flatnonzero(np.diff(inked) > max(1, int(_DIP * len(rows)))) + 1
    return ((int(run[0]), int(run[-1])) for run in np.split(inked, breaks))
