"""The words of a row that is read from right to left, put in order by where they stand. Pure.

This is the Unicode bidirectional algorithm (Standard Annex #9) the other way round, for words. The order of
a text layer is of no help: it is cut where the direction changes, and marks and numbers stand at the
beginning or the end of such parts.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import groupby, pairwise
from typing import NamedTuple
from unicodedata import bidirectional

from agents.reading.page import Piece, union
from schemas.geometry import Box

_TOUCH = 0.08
"""Of a row's height: a gap that is no wider is no space."""
_OPEN, _CLOSE = "([{", ")]}"
"""In the same order."""
_OPENING = re.compile(r"(?<!\S)[)\]}](?=\w)")
_CLOSING = re.compile(r"(?<=\w)[(\[{](?=[^\w\s]*(?!\S))")
_TURNED = str.maketrans(_OPEN + _CLOSE, _CLOSE + _OPEN)


class _Kind(Enum):
    RIGHT = auto()
    LEFT = auto()
    NUMBER = auto()
    MARK = auto()


class _Unit(NamedTuple):
    """A word that is read by itself, or several that run from left to right."""

    text: str
    box: Box
    kind: _Kind


def text_from_right(pieces: Sequence[Piece]) -> str:
    """The text of a row. `pieces`: in the order of the PDF, which only tells whether a number beside words
    that run from left to right is one of them.

    Words that touch are one where their kind differs: a text layer parts them there. Brackets that were
    drawn turned, and named so, are set right where both stand in the row.
    """
    order = sorted(range(len(pieces)), key=lambda at: (-pieces[at].box.x1, -pieces[at].box.x0))
    units = [
        unit
        for right, run in groupby(order, lambda at: _kind(pieces[at].text) is _Kind.RIGHT)
        for unit in (_units(list(run), pieces) if not right else [_unit(pieces[at]) for at in run])
    ]
    return _with_brackets(_text(units))


def _units(run: list[int], pieces: Sequence[Piece]) -> list[_Unit]:
    """What stands between words that run from right to left, from right to left as well, but for the words
    in it that run from left to right."""
    kinds = [_kind(pieces[at].text) for at in run]
    if _Kind.LEFT not in kinds:
        return [_unit(pieces[at]) for at in run]
    first, last = kinds.index(_Kind.LEFT), len(kinds) - kinds[::-1].index(_Kind.LEFT)
    while first and kinds[first - 1] is _Kind.NUMBER and run[first - 1] > run[first]:
        first -= 1
    # A mark at the other end of them may belong to one of the words, whose box then holds the others.
    inside = sorted((pieces[at] for at in run[first:last]), key=lambda piece: piece.box.x0)
    whole = _Unit(_text(list(map(_unit, inside))), union([piece.box for piece in inside]), _Kind.LEFT)
    before, after = ([_unit(pieces[at]) for at in part] for part in (run[:first], run[last:]))
    return [*before, whole, *after]


def _text(units: Sequence[_Unit]) -> str:
    text = units[0].text if units else ""
    for one, other in pairwise(units):
        together = one.kind is not other.kind and _touch(one.box, other.box)
        text += ("" if together else " ") + other.text
    return text


def _with_brackets(text: str) -> str:
    if not (_OPENING.search(text) and _CLOSING.search(text)):
        return text
    for bracket in (_OPENING, _CLOSING):
        text = bracket.sub(lambda found: found.group().translate(_TURNED), text)
    return text


def _kind(text: str) -> _Kind:
    letters = {bidirectional(letter) for letter in text}
    if letters & {"R", "AL"}:
        return _Kind.RIGHT
    if "L" in letters:
        return _Kind.LEFT
    return _Kind.NUMBER if letters & {"EN", "AN"} else _Kind.MARK


def _unit(piece: Piece) -> _Unit:
    return _Unit(piece.text, piece.box, _kind(piece.text))


def _touch(one: Box, other: Box) -> bool:
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    return gap <= _TOUCH * min(one.y1 - one.y0, other.y1 - other.y0)
