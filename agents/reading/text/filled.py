"""Rows of text that fill a column: which of them end early, as last ones of a paragraph do. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self

from agents.reading.text.direction import runs_right_to_left
from agents.reading.text.paragraphs import WIDE_SCRIPT, Row

_ROOM = 0.5
"""Heights of a row that are left beside a word which would have had room: widths are guessed."""
_SHORT = 3.0
"""Heights of a row: a last one that ends so much before the edge is short, whatever came after it."""
_ROUGH = 0.25
"""Heights of a row that full ones end apart."""
_WIDE_WORD = 2
"""Letters, of a script without spaces, that are never parted: a letter and its full stop."""
_ENDS = frozenset('.!?:\u2026"\u201d\u00bb\u2019)]\u3002\uff01\uff1f\u300d\u061f\u06d4')
_OPENING = "\"'\u201c\u2018\u201e\u201a\u00ab\u00bb\u2039\u203a([\u2014\u2013- "


@dataclass(frozen=True, slots=True)
class Filled:
    """Rows, from top to bottom, by where each begins and ends in the direction in which they run: `starts`
    and `ends` count from left to right, or from right to left, in points. `edge`: the furthest end of all."""

    rows: Sequence[Row]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    edge: float
    height_pt: float

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Self:
        """Of one row at least."""
        turned = runs_right_to_left(row.text for row in rows)
        starts = tuple(-row.box.x1 if turned else row.box.x0 for row in rows)
        ends = tuple(-row.box.x0 if turned else row.box.x1 for row in rows)
        height_pt = median(row.box.y1 - row.box.y0 for row in rows)
        return cls(rows, starts, ends, max(ends), max(1e-6, height_pt))

    @property
    def width_pt(self) -> float:
        return self.edge - min(self.starts)

    def is_short(self, at: int, more: float = _ROOM) -> bool:
        """Whether a row ends though the first word of the next one would have had room in it, and `more`
        heights of a row."""
        room = self.edge - self.ends[at]
        if at + 1 == len(self.rows):
            return room > _SHORT * self.height_pt
        return room > self._first_word_pt(at + 1) + more * self.height_pt

    def is_full(self, at: int) -> bool:
        """Whether a row ends at the furthest end, but for what is rough on a scan."""
        return self.edge - self.ends[at] <= _ROUGH * self.height_pt

    def ends_sentence(self, at: int) -> bool:
        return self.rows[at].text.rstrip()[-1:] in _ENDS

    def begins_anew(self, at: int) -> bool:
        """Whether a row may begin a sentence: not in lower case."""
        return not self.rows[at].text.lstrip(_OPENING)[:1].islower()

    def may_begin(self, at: int) -> bool:
        """Whether the words allow a paragraph to begin with this row, which is not the first."""
        return self.begins_anew(at) and (self.ends_sentence(at - 1) or self.is_short(at - 1))

    def _first_word_pt(self, at: int) -> float:
        text = self.rows[at].text
        word = text.partition(" ")[0]
        letters = _WIDE_WORD if WIDE_SCRIPT.match(text) else len(word) + 1
        return letters * (self.ends[at] - self.starts[at]) / max(1, len(text))
