"""Notes that stand below each other in one box: where the next one begins, by its mark. Pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agents.reading.text.filled import Filled
from agents.reading.text.paragraphs import Row

_RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_NUMBER = re.compile(
    r"^[\[(]?(\d{1,3})(?:[\]).]\s*|\s+|(?![a-z]{1,2}(?:[\s,;)]|$)))(?=[^\W\d]|[\"'\u201c\u2018\u201e\u00ab(])"
)
"""A word follows, or a quotation; right behind a bare number no one or two small letters: `2nd`, `5km`."""
_SIGN = re.compile(r"^([*\u2020\u2021\u2016\u00b6]{1,3}|\u00a7{1,3}(?!\s*\d))\s*(?=\S)")


class _Mark(NamedTuple):
    """`number`: what it counts, 0 of a sign."""

    text: str
    number: int


def notes_of(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each note. One begins where the row above ends a sentence or ends early, with the number
    after that of the last note or with a sign that no note had. What stands before the first mark, such as
    the rest of a note from the page before, is one part."""
    text = Filled.of(rows)
    notes = [[rows[0]]]
    last = _mark(rows[0].text)
    signs = {last.text} if last else set[str]()
    for at, row in enumerate(rows[1:], 1):
        mark = _mark(row.text)
        ended = text.ends_sentence(at - 1) or text.is_short(at - 1)
        if mark and ended and _follows(last, mark) and mark.text not in signs:
            notes.append([row])
            signs.add(mark.text)
            last = mark
        else:
            notes[-1].append(row)
    return notes


def is_marked(row: Row) -> bool:
    """Whether a row begins as a note does."""
    return _mark(row.text) is not None


def _follows(last: _Mark | None, mark: _Mark) -> bool:
    return last is None or not mark.number or not last.number or mark.number == last.number + 1


def _mark(text: str) -> _Mark | None:
    plain = text[:16].translate(_RAISED)
    if number := _NUMBER.match(plain):
        return _Mark(number.group(1), int(number.group(1)))
    sign = _SIGN.match(plain)
    return _Mark(sign.group(1), 0) if sign else None
