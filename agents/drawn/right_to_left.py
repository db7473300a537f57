"""The letters of words that run from right to left, in the order in which they are read. Pure.

PyMuPDF turns such words around letter by letter. Two things it leaves the wrong way round: the two letters
that one glyph stands for, lam and an alef, and marks that stand by themselves, which it gives as they lie.
Where a font names the form that a letter has within a word, the letter stands for it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, NamedTuple
from unicodedata import bidirectional, normalize

from agents.reading.text.direction import runs_right_to_left
from schemas.geometry import Word

_LAM = "\u0644"
_ALEFS = frozenset("\u0622\u0623\u0625\u0627")
_FORMS = re.compile("[\ufb50-\ufbff\ufe80-\ufefc]")
"""Letters as they look within a word, and the ligatures of lam and alef; not those of whole phrases."""
_WIDTH_PT = 0.05
"""The second letter of a ligature is no wider."""


class _Letter(NamedTuple):
    text: str
    left_pt: float
    width_pt: float


def may_be_turned(words: Sequence[Word]) -> bool:
    """Whether `with_letters_in_order` may have something to do, so that its letters are worth reading."""
    return any(runs_right_to_left([word.text]) for word in words)


def with_letters_in_order(words: Sequence[Word], content: dict[str, Any]) -> tuple[Word, ...]:
    """The same words in the same places. `content`: the page as PyMuPDF's `rawdict`, whose letters are those
    of the words, line by line; a line where they are not stays as it is."""
    lines: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        lines.setdefault(word.line, []).append(at)
    turned = runs_right_to_left(word.text for word in words)
    mended = list(words)
    for line, letters in zip(lines.values(), _lines(content), strict=False):
        text = "".join(words[at].text for at in line)
        if text != "".join(letter.text for letter in letters):
            continue
        marks_turned = turned and not any(bidirectional(letter) == "L" for letter in text)
        rest = iter(letters)
        for at in line:
            own = list(islice(rest, len(words[at].text)))
            mended[at] = words[at]._replace(text=_in_order(own, marks_turned))
    return tuple(mended)


def _in_order(letters: list[_Letter], marks_turned: bool) -> str:
    if marks_turned and not any(letter.text.isalnum() for letter in letters):
        letters = sorted(letters, key=lambda letter: -letter.left_pt)
    text = list("".join(letter.text for letter in letters))
    for at, (one, other) in enumerate(pairwise(letters)):
        # The glyph is as wide as both; the letter that comes second in it stands at its right edge.
        if one.text in _ALEFS and other.text == _LAM and one.width_pt <= _WIDTH_PT < other.width_pt:
            text[at : at + 2] = other.text, one.text
    return _FORMS.sub(lambda form: normalize("NFKC", form.group()), "".join(text))


def _lines(content: dict[str, Any]) -> Iterator[list[_Letter]]:
    """The letters of each line that has some."""
    for block in content["blocks"]:
        for line in block.get("lines", ()):
            letters = [
                _Letter(letter["c"], letter["bbox"][0], letter["bbox"][2] - letter["bbox"][0])
                for span in line["spans"]
                for letter in span["chars"]
                if not letter["c"].isspace()
            ]
            if letters:
                yield letters
