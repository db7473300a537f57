"""Headings that stand out by their place alone: in type hardly larger than that of the text, in italics, or
in its own type. Pure."""

import re
from collections.abc import Collection, Sequence

from agents.reading.headings.headline import Headline, label_of, place
from agents.reading.headings.types import Types

_AS_LARGE = 0.9
"""Of the type of the text: boxes of letters in italics are as much lower in some typefaces."""
_STRONG = 0.75
"""Of the type of the text: bold type and capitals stand out in smaller type too."""
_SEVERAL = 3
"""Of one type: together they are headings."""
_ENDS = frozenset(".,;:")
_COUNTED = re.compile(r"([A-Z]|\d{1,2})([.):]?)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""In a line in the type of the text: it dates what it stands over, as the entries of a vitae are dated."""


def over_texts(
    texts: Sequence[Headline], headings: Sequence[Headline], body_pt: float, alike: float
) -> set[int]:
    """The places of those of the texts that are headings by where they stand: in larger type, in italics or
    in a colour, counted, or several of one type, headings that are known among them. What stands right below
    a heading may say who wrote it: it is one only where others of its type stand elsewhere. So is what has
    the style of several of them over a text of one line, which tells nothing. `alike`: as of `Types`."""
    heads = {place(one.node) for one in headings}
    over = [
        one
        for one in texts
        if one.over
        and _is_large(one, body_pt)
        and _may_head(one)
        and (one.bold or one.size_pt > alike * body_pt or not _tells(one))
    ]
    types = Types([*headings, *(one for one in over if place(one.node) - 1 not in heads)], alike)
    marks = {mark for one in (*headings, *over) if (mark := _mark(one))}
    found = [
        one
        for one in over
        if types.count(one) >= (1 if _is_set_apart(one, alike * body_pt) else _SEVERAL) or _counts(one, marks)
    ]
    known = Types([*headings, *found], alike)
    alike_too = (one for one in texts if one.over is None and one.styled and known.count(one) >= _SEVERAL)
    found += (one for one in alike_too if _may_head(one) and place(one.node) - 1 not in heads)
    return {place(one.node) for one in found}


def _is_set_apart(one: Headline, body_pt: float) -> bool:
    return one.styled or one.size_pt > body_pt


def _tells(one: Headline) -> bool:
    """Whether it says when something was, or names what follows its colon."""
    text = str(one.node["text"])
    return bool(label_of(text)) or (not one.styled and _YEAR.search(text) is not None)


def _mark(one: Headline) -> str:
    """What it is counted by, empty where it is not."""
    return str(one.node["text"]).partition(" ")[0] if one.depth else ""


def _counts(one: Headline, marks: Collection[str]) -> bool:
    """Whether it is counted, by a letter or a number, and the one before or after is one of the marks."""
    mark = _mark(one)
    match = _COUNTED.fullmatch(mark)
    if match is None:
        return False
    value, end = match.groups()
    beside = (chr(ord(value) + step) if value.isalpha() else str(int(value) + step) for step in (-1, 1))
    return any(f"{other}{end}" in marks for other in beside)


def _is_large(one: Headline, body_pt: float) -> bool:
    return one.size_pt >= (_STRONG if one.bold or one.capitals else _AS_LARGE) * body_pt


def _may_head(one: Headline) -> bool:
    text = str(one.node["text"]).strip()
    return not text[:1].islower() and text[-1:] not in _ENDS
