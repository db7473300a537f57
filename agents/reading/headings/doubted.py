"""What a layout model took for headings and is text: what the looks of a whole document say of each. Pure."""

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from operator import not_

from agents.reading.headings.headline import (
    LARGER,
    LINES,
    Headline,
    is_sentence,
    kind_of,
    label_of,
    most_lines,
)
from agents.reading.headings.set_off import is_set_off
from agents.reading.headings.types import Types

_SEVERAL, _OTHERS = 3, 2
"""Texts that begin alike, and headings that are told by their looks, at least."""


class Doubts:
    """Of a document whose text is mostly `text_pt` high. `alike`: as of `Types`; `exact`: its sizes, weights
    and styles are those that the PDF says."""

    def __init__(
        self,
        headings: Sequence[Headline],
        texts: Sequence[Headline],
        text_pt: float,
        alike: float,
        exact: bool,
    ) -> None:
        self._text_pt, self._alike, self._exact = text_pt, alike, exact
        bold = [one for one in (*headings, *texts) if one.bold]
        more = [_is_more(one) for one in bold]
        self._more = Types(compress(bold, more), alike)
        self._fit = Types(compress(bold, map(not_, more)), alike)
        self._labels = Counter(label for one in texts if (label := label_of(one.node["text"])))
        self._told = sum(self._is_told(one) for one in headings)

    def is_text(self, one: Headline) -> bool:
        """Whether a heading of a layout model's is set off for another reason, or, where it has no number, is
        a quotation that is set large, the end or the beginning of a sentence, as a salutation is, or, in the
        type of the text, a time or a few lines, such as a listing on a ground of its own, what begins as
        several texts do, or what nothing else tells in a document whose headings are told by their looks."""
        text = str(one.node["text"])
        if is_set_off(text):
            return True
        if one.depth:
            return False
        if is_sentence(text) or (text[:1].islower() and text.endswith(".")) or text.rstrip().endswith(","):
            return True
        if not any(map(str.isalpha, text)):
            return not one.bold and one.size_pt <= LARGER * self._text_pt
        if one.size_pt > self._alike * self._text_pt:
            return False
        return one.over is False or self.is_said(one) or (not one.bold and self._is_plain(one))

    def is_said(self, one: Headline) -> bool:
        """Whether most of what is set in its bold type is more than a heading, as what somebody asks is."""
        return one.bold and not one.depth and self._more.count(one) > self._fit.count(one)

    def _is_plain(self, one: Headline) -> bool:
        """Whether a line in the type of the text heads nothing."""
        if self._labels[label_of(str(one.node["text"]))] >= _SEVERAL:
            return True
        lone = self._exact and self._told >= _OTHERS and not (self._is_told(one) or one.by_custom)
        return lone or one.height_pt > LINES * one.size_pt > 0

    def _is_told(self, one: Headline) -> bool:
        """Whether its type, its number or its place says that it is a heading."""
        larger = one.size_pt > self._alike * self._text_pt
        numbered = one.depth > 0 or bool(kind_of(one.node["text"]))
        return larger or numbered or one.bold or one.styled or one.capitals or one.over is True


def _is_more(one: Headline) -> bool:
    """Whether it is more than a heading: a sentence, or too many lines."""
    return is_sentence(one.node["text"]) or one.height_pt > most_lines(one) * one.size_pt
