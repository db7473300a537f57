"""Lines of a scan as high as their type, by the ink of their letters. Pure.

A detector of text gives boxes to some points only, as high as the letters that happen to stand in them, and
blurred type higher ones. Letters tell the sizes of two lines apart that differ by some percent. With boxes by
them the size of type and the space between lines mean what they mean on a page with a text layer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from agents.images import Rgb, crop
from agents.scanned.ink import Floats, darkness
from agents.scanned.letters import CAPITAL, LINE, Letters, letters_of, tall_share
from schemas.geometry import Box, Line

_ABOVE = 0.79
"""Of a line's height, above its baseline."""
_LEAST, _MOST, _MOST_FEW, _MOST_SMALL = 0.5, 1.5, 1.8, 2.1
"""Of the height of its box: what measures less, or more, was not measured well. The last ones for lines of a
few tall letters, and of small ones alone, whose boxes have less room for others, or none."""
_FEW = 0.2
"""Of the letters."""
_FEWEST = 8
"""Lines that tell what is usual on the page."""
_SHORT = 3
"""Letters."""
_STRIPS = 16
_WIDE, _ENOUGH = 6, 24
"""Times as wide as high: so many such lines show how far those of the page are from level."""
_STEEPEST, _STEP = 0.012, 0.001


def as_high_as_type(page: Rgb, lines: Sequence[Line], dpi: float) -> list[Line]:
    """The same lines with other tops and bottoms: from above the tall letters to below the descenders. Where
    letters are few, have no small forms or no contrast, it is what most boxes of the page would be.

    A page with too few lines that tell keeps the others as they are; so do lines that were read with their
    region, and not found by themselves.
    """
    seen = {number: one for number, line in enumerate(lines) if (one := _seen(page, line, dpi))}
    slope = _slope(list(seen.values()))
    letters = {
        number: told for number, one in seen.items() if (told := letters_of(one.rows(slope), one.tall))
    }
    capital = _usual([one.capital / one.x for one in letters.values() if one.x and one.capital], CAPITAL)
    boxes = {
        number: box
        for number, one in letters.items()
        if (box := _box(one, lines[number].box, seen[number], dpi, capital))
    }
    share = _usual([_height(box) / _height(lines[number].box) for number, box in boxes.items()], 1.0)
    return [
        line if line.region_id is not None else line._replace(box=boxes.get(number) or _shrunk(line, share))
        for number, line in enumerate(lines)
    ]


def stands_upright(line: Line) -> bool:
    """Whether it is written upwards or downwards. The box of a short word is higher than wide as well."""
    return len(line.text) > _SHORT and _height(line.box) > line.box.x1 - line.box.x0


@dataclass(frozen=True, slots=True)
class _Seen:
    """`strips`: the ink of a line by rows, in strips from left to right; `xs`: their middles, from that of
    the line; `top`: of its first row. All in pixels. `tall`: the share of tall letters."""

    strips: Floats
    xs: Floats
    top: float
    tall: float

    def rows(self, slope: float) -> Floats:
        """All ink by rows, once the line is level."""
        at = np.arange(self.strips.shape[0], dtype=np.float32)
        level = [
            np.interp(at + slope * x, at, strip) for x, strip in zip(self.xs, self.strips.T, strict=True)
        ]
        return np.asarray(np.sum(level, axis=0), dtype=np.float32)


def _seen(page: Rgb, line: Line, dpi: float) -> _Seen | None:
    tall, box = tall_share(line.text), line.box
    if tall is None or line.region_id is not None or stands_upright(line):
        return None
    dark = darkness(crop(page, box, dpi))
    if dark is None:
        return None
    edges = np.linspace(0, dark.shape[1], min(_STRIPS, dark.shape[1]) + 1).astype(int)
    xs = ((edges[:-1] + edges[1:] - dark.shape[1]) / 2).astype(np.float32)
    top = max(0.0, float(np.floor(box.y0 * dpi / 72)))
    return _Seen(np.add.reduceat(dark, edges[:-1], axis=1), xs, top, tall)


def _slope(lines: Sequence[_Seen]) -> float:
    """How far the lines of the page fall for every pixel to the right: where they part best from the paper
    between them. 0 where no wide line tells."""
    wide = [one for one in lines if np.ptp(one.xs) > _WIDE * one.strips.shape[0]][:_ENOUGH]

    def parted(slope: float) -> float:
        return sum(float((np.diff(one.rows(slope)) ** 2).sum()) for one in wide)

    slopes = np.arange(-_STEEPEST, _STEEPEST + _STEP / 2, _STEP)
    return float(max(slopes, key=parted)) if wide else 0.0


def _usual(values: Sequence[float], otherwise: float) -> float:
    return median(values) if len(values) >= _FEWEST else otherwise


def _box(letters: Letters, old: Box, seen: _Seen, dpi: float, capital: float) -> Box | None:
    """`capital`: how many times as high as an x one is."""
    scale = 72 / dpi
    height_pt = LINE * letters.height(capital) * scale
    most = _MOST if seen.tall > _FEW else _MOST_FEW if seen.tall else _MOST_SMALL
    if not _LEAST <= height_pt / _height(old) <= most:
        return None
    y0 = (seen.top + letters.baseline) * scale - _ABOVE * height_pt
    return Box(old.x0, round(y0, 2), old.x1, round(y0 + height_pt, 2))


def _shrunk(line: Line, share: float) -> Box:
    box = line.box
    if share == 1.0 or stands_upright(line):
        return box
    cut = (1 - share) * _height(box) / 2
    return box._replace(y0=round(box.y0 + cut, 2), y1=round(box.y1 - cut, 2))


def _height(box: Box) -> float:
    return max(box.y1 - box.y0, 1e-6)
