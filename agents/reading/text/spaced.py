"""Words whose letters are set apart for their looks, as those of titles are, made whole. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from agents.reading.page import PageParts, union
from schemas.geometry import Word

_FEWEST, _FEWEST_SMALL = 5, 8
"""Letters of a line in capitals, and of any other: fewer may be variables, or marks in columns."""
_SINGLE = 0.8
"""Of the parts of a line: as many are one letter. A text layer leaves some pairs together."""
_GAP = 1.0
"""Of a line's height: letters further apart stand in columns."""
_EVEN, _WORD = 1.5, 1.8
"""How many times as wide as that between letters a gap is: at most within a word, at least between two."""
_HAIR = 0.05
"""Of a line's height: gaps between letters differ by so much anyway."""
_NEXT = 0.5
"""Of the letters: where more are each followed by the next of the alphabet, they are those of an index."""


def with_whole_words(page: PageParts) -> PageParts:
    """The page with the words of lines that are nothing but letters set apart evenly, words by wider gaps.

    Not seen: such words among others on a line, in what a recogniser read, and in lines that are cut where
    letters stand far apart.
    """
    lines = [list(line) for _, line in groupby(page.words, lambda word: word.line)]
    words = [word for line in lines for word in (_whole(line) or line)]
    return page if len(words) == len(page.words) else replace(page, words=tuple(words))


def _whole(line: Sequence[Word]) -> list[Word]:
    """The words of a line; none where its letters are not set apart."""
    if not _may_be_spaced(line):
        return []
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(line)]
    height = line[0].box.y1 - line[0].box.y0
    between = sorted(gaps)[len(gaps) // 3]
    within = max(_EVEN * between, between + _HAIR * height)
    apart = max(_WORD * between, within)
    if not 0 < between <= _GAP * height or any(gap < 0 or within < gap < apart for gap in gaps):
        return []
    groups = [[line[0]]]
    for gap, word in zip(gaps, line[1:], strict=True):
        if gap >= apart:
            groups.append([word])
        else:
            groups[-1].append(word)
    return [
        Word("".join(word.text for word in group), union([word.box for word in group]), group[0].line)
        for group in groups
    ]


def _may_be_spaced(line: Sequence[Word]) -> bool:
    if len(line) < _FEWEST or sum(len(word.text) == 1 for word in line) < _SINGLE * len(line):
        return False
    text = "".join(word.text for word in line)
    letters = sum(map(str.isalpha, text))
    if letters < (_FEWEST if text.isupper() else _FEWEST_SMALL) or letters < _SINGLE * len(text):
        return False
    following = sum(ord(other) - ord(one) == 1 for one, other in pairwise(text))
    return following <= _NEXT * len(text)
