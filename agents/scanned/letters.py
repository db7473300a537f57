"""Where the letters of one line of text stand: their baseline, and how high they are. Pure.

Along the rows of a line, from the top, its ink rises at the height of capitals and ascenders, then at that of
an x, and falls at the baseline. Each is where the ink passes a level, to parts of a row, whatever the blur.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from agents.scanned.ink import Floats

CAPITAL, LINE = 1.37, 2.4
"""Times as high as an x a capital is, where nothing tells more, and a line of type: 1.2 of its size, where an
x has half of it. Typefaces differ."""
_ASCENDERS = frozenset("bdfhklt")
_MOSTLY, _OFTEN = 0.4, 0.2
"""Of the letters: where so many are tall the ink rises at their height, and where so many are it may."""
_HIGHER = 1.2
"""How much higher than an x a capital is, at least."""
_CASELESS = 0.2
"""Of the letters: from there on it is a script without small letters."""
_FEWEST = 3
_PEAK = 0.2
"""Of the most ink in a row: rows with less are beside the letters, and tell nothing of what is usual."""
_EDGE, _TOP, _HARDLY = 0.5, 0.1, 0.03
"""Of the usual ink: there small letters begin and end, there tall ones begin, and there is hardly any."""
_DIP = 0.06
"""Of the line: as many rows between the strokes of one letter may have little ink."""


@dataclass(frozen=True, slots=True)
class Letters:
    """In rows from the top of the line's image. `x`: the height of small letters, where those prevail;
    `capital`: that of tall ones, where they show."""

    baseline: float
    x: float | None
    capital: float | None

    def height(self, capital: float = CAPITAL) -> float:
        """Of an x; `capital`: how many times as high a capital is. 0 where neither shows."""
        return self.x or (self.capital or 0.0) / capital


def tall_share(text: str) -> float | None:
    """Of its letters and figures, of capitals, figures and letters with ascenders; None where its letters are
    few, or of a script without small ones."""
    letters = [letter for letter in text if letter.isalnum()]
    caseless = sum(letter.isalpha() and letter.lower() == letter.upper() for letter in letters)
    if len(letters) < _FEWEST or caseless > _CASELESS * len(letters):
        return None
    return sum(letter in _ASCENDERS or not letter.islower() for letter in letters) / len(letters)


def letters_of(rows: Floats, tall: float) -> Letters | None:
    """`rows`: the ink in each; `tall`: the share of tall ones. None where the image ends before they do."""
    rows = rows - rows.min()  # the grain of the paper, which is in all of them
    usual = float(np.median(rows[rows > _PEAK * rows.max()])) if rows.max() > 0 else 0.0
    if not usual:
        return None
    level = _EDGE * usual
    first, last = max(_runs(rows, level), key=lambda run: rows[run[0] : run[1] + 1].sum())
    x, top, above = (_rise(rows, first, share * usual) for share in (_EDGE, _TOP, _HARDLY))
    if x is None or last + 1 == len(rows):
        return None
    baseline = last + 0.5 + float((rows[last] - level) / (rows[last] - rows[last + 1]))
    # Dots and ascenders may have so much ink that it rises to that of small letters at their height.
    nothing_above = above is not None and baseline - above < _HIGHER * (baseline - x)
    if tall >= _MOSTLY or (tall >= _OFTEN and nothing_above):
        return None if top is None else Letters(baseline, None, baseline - top)
    higher = top is not None and baseline - top >= _HIGHER * (baseline - x)
    return Letters(baseline, baseline - x, baseline - top if top is not None and higher else None)


def _rise(rows: Floats, first: int, level: float) -> float | None:
    """Where ink rises over that level, from `first` upwards; None where the image ends."""
    while first > 0 and rows[first - 1] > level:
        first -= 1
    if first == 0:
        return None
    return first + 0.5 - float((rows[first] - level) / (rows[first] - rows[first - 1]))


def _runs(rows: Floats, level: float) -> Iterator[tuple[int, int]]:
    """The first and last of rows with more ink than that, a few with less between them or none."""
    inked = np.flatnonzero(rows > level)
    breaks = np.flatnonzero(np.diff(inked) > max(1, int(_DIP * len(rows)))) + 1
    return ((int(run[0]), int(run[-1])) for run in np.split(inked, breaks))
