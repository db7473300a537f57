"""Scans that lie on their side, on their head, or askew, set right before anybody reads them. Pure.

Skew is the turn at which the lines of text part best from the gaps between them: the sum of squared
differences of neighbouring rows of ink is greatest there (Postl, "Detection of linear oblique structures and
skew scan in digitized documents", ICPR 1986). A page on its side parts better by columns. What is up shows in
small Latin and Greek letters by their strokes: more rise above them than fall below (Caprari, "Algorithm for
text page up/down orientation determination", 2000).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from agents.images import Rgb
from schemas.geometry import Turn

Ink = NDArray[np.bool_]

_LOOK_DPI = 100
_LEAST_INK, _MOST_INK = 200, 60_000
"""Pixels of ink that are looked at: as many tell the turn to a twentieth of a degree."""
_OF_CHANCE = 8.0
"""Ink strewn by chance has twice its number as the sum of squared differences; lines have a multiple."""
_WIDEST, _COARSE, _FINE = 5.0, 0.5, 0.05
_LEAST = 0.5
"""Degrees: less harms no recogniser."""
_CLEARER = 1.1
_ON_ITS_SIDE = 3.0
_UPSIDE_DOWN = 1.6
_MORE_LINES = 1.2
_FEWEST_STROKES, _MOST_STROKES = 0.025, 0.15
"""Of all ink, below the small letters of Latin or Greek type that is on its head."""
_STRIPS, _LINES = 8, 20
"""Fewer pieces of lines are no page of text, and tell nothing."""
_DARKER = 40


def told(turn: Turn) -> str:
    """A sentence for the page's record, '' where nothing was done."""
    parts = [f"{90 * turn.quarters} degrees"] if turn.quarters else []
    parts += [f"{turn.skew_degrees:+.2f} degrees of skew"] if turn.skew_degrees else []
    return f"turned clockwise by {' and '.join(parts)}" if parts else ""


def turned(rgb: Rgb, turn: Turn) -> Rgb:
    """The very same pixels where nothing is to be done. White comes in at the corners of a page that was
    askew; its size stays."""
    upright = np.ascontiguousarray(np.rot90(rgb, -turn.quarters)) if turn.quarters else rgb
    if not turn.skew_degrees:
        return upright
    image = Image.fromarray(upright)
    # Bilinear: sharper filters make more of the specks of a copy, and a recogniser reads less.
    set_straight = image.rotate(
        -turn.skew_degrees, resample=Image.Resampling.BILINEAR, fillcolor=(255, 255, 255)
    )
    return np.asarray(set_straight)


def turn_of(rgb: Rgb, dpi: float) -> Turn:
    """What sets the page upright: nothing for one of a few words, or of pictures alone. A page in capitals,
    in figures or in another script that is on its head stays so."""
    ink = _ink(rgb, max(1, round(dpi / _LOOK_DPI)))
    if ink.sum() < _LEAST_INK:
        return Turn()
    flat, aside = _Laid(ink), _Laid(np.rot90(ink, -1))
    # Columns of figures part as well as lines do, so the side has to show more lines, too.
    on_its_side = aside.parts > _ON_ITS_SIDE * flat.parts and len(aside.votes) > _MORE_LINES * len(flat.votes)
    laid = aside if on_its_side else flat
    if laid.parts < _OF_CHANCE * min(int(ink.sum()), _MOST_INK) or len(laid.votes) < _LINES:
        return Turn()
    return Turn((on_its_side + 2 * laid.on_its_head) % 4, laid.skew_degrees)


class _Laid:
    """A page as it lies, or on its side: how well its lines part once they are level, and their strokes."""

    def __init__(self, ink: Ink) -> None:
        degrees, self.parts, level = _straightest(ink)
        askew = abs(degrees) >= _LEAST and self.parts > _CLEARER * level
        self.skew_degrees = round(degrees, 2) if askew else 0.0
        self.votes = _votes(_levelled(ink, self.skew_degrees))
        self._ink = int(ink.sum())

    @property
    def on_its_head(self) -> bool:
        """Only where strokes are as many as small letters make: capitals and figures have next to none, and
        then commas would decide; the letters of some scripts hang from a line at their top."""
        above, below = (sum(vote[side] for vote in self.votes) for side in (0, 1))
        against = sum(down > up for up, down in self.votes)
        upright = sum(up > down for up, down in self.votes)
        as_letters = _FEWEST_STROKES * self._ink <= below <= _MOST_STROKES * self._ink
        return as_letters and below > _UPSIDE_DOWN * above and against > upright


def _ink(rgb: Rgb, step: int) -> Ink:
    """Dark pixels of the page, made smaller: a block is as dark as it is on average."""
    height, width = (side // step * step for side in rgb.shape[:2])
    if not height or not width:
        return np.zeros((1, 1), dtype=np.bool_)
    blocks = rgb[:height, :width, 1].reshape(height // step, step, width // step, step)
    grey = blocks.mean(axis=(1, 3))
    # Paper darkens towards an edge of a copy: what counts is what is darker than its neighbourhood.
    around = np.asarray(Image.fromarray(grey.astype(np.uint8)).resize((16, 16), Image.Resampling.BOX))
    paper: Any = Image.fromarray(around).resize((grey.shape[1], grey.shape[0]), Image.Resampling.BILINEAR)
    dark: Ink = grey < np.asarray(paper).astype(float) - _DARKER
    return dark


def _straightest(ink: Ink) -> tuple[float, float, float]:
    """The turn, in degrees clockwise, that makes the lines level, how well they part then, and without it."""
    ys, xs = np.nonzero(ink)
    if len(ys) > _MOST_INK:
        kept = np.linspace(0, len(ys) - 1, _MOST_INK).astype(int)
        ys, xs = ys[kept], xs[kept]
    rows = ink.shape[0]

    def parted(degrees: float) -> float:
        level = ys + (xs - ink.shape[1] / 2) * np.tan(np.radians(degrees))
        counts = np.bincount(np.clip(level.round().astype(int), 0, rows - 1), minlength=rows)
        return float((np.diff(counts[1:-1]) ** 2).sum())

    around = max(np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE), key=parted)
    near = np.arange(around - _COARSE, around + _COARSE + _FINE / 2, _FINE)
    best = max(near, key=parted)
    return float(best), parted(float(best)), parted(0.0)


def _levelled(ink: Ink, degrees: float) -> Ink:
    if not degrees:
        return ink
    image = Image.fromarray((ink * 255).astype(np.uint8))
    return np.asarray(image.rotate(-degrees, resample=Image.Resampling.BILINEAR)) > 127


def _votes(ink: Ink) -> list[tuple[float, float]]:
    """Ink above and below the small letters of each piece of a line, by strips from top to bottom, since the
    lines of two columns do not stand at one height."""
    return [
        _strokes(counts[top:bottom])
        for strip in np.array_split(ink, _STRIPS, axis=1)
        for counts in (strip.sum(axis=1).astype(float),)
        for top, bottom in _lines(counts)
    ]


def _lines(counts: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows of ink with a gap above and below, as high as lines of text."""
    least = 0.08 * float(np.percentile(counts[counts > 0], 90)) if (counts > 0).any() else 1.0
    inked = np.concatenate([[False], counts > least, [False]])
    edges = np.flatnonzero(np.diff(inked.astype(int)))
    pairs = [(int(top), int(bottom)) for top, bottom in zip(edges[::2], edges[1::2], strict=True)]
    return [(top, bottom) for top, bottom in pairs if 7 <= bottom - top <= 45]


def _strokes(line: NDArray[np.float64]) -> tuple[float, float]:
    """Ink above and below the small letters, which are the rows with at least half of the most ink."""
    core = np.flatnonzero(line >= 0.5 * line.max())
    return float(line[: core[0]].sum()), float(line[core[-1] + 1 :].sum())
