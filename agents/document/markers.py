"""What stands before the text of a list item: bullets, numbers, letters."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agents.document.paragraphs import Row

_GLYPH = re.compile(r"^[\u2022\u2023\u25e6\u2043\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1]\s")

_BULLET = re.compile(
    r"^([\u2022\u2023\u25e6\u2043\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2013\u2014*\-\u00b7])\s+(?=\S)"
)
_NUMBER = re.compile(r"^(\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s+(?=\S)")


class Marked(NamedTuple):
    """A list item's text without its marker. `enumerated` where the marker counts."""

    marker: str
    text: str
    enumerated: bool


def marked(text: str) -> Marked:
    """Splits the marker off; an item without one has an empty marker and its whole text."""
    for pattern, enumerated in ((_BULLET, False), (_NUMBER, True)):
        match = pattern.match(text)
        if match:
            return Marked(match.group(1), text[match.end() :], enumerated)
    return Marked("", text, False)


def bulleted(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows cut before each row that begins with a bullet, for layout models that know no lists.

    Only glyphs that are used for nothing else count: a dash or a number may begin a row of plain text.
    """
    runs: list[list[Row]] = []
    for row in rows:
        if not runs or is_bulleted(row):
            runs.append([row])
        else:
            runs[-1].append(row)
    return runs


def is_bulleted(row: Row) -> bool:
    return _GLYPH.match(row.text) is not None
