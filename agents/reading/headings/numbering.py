"""Headings that count in several ways: I. holds A., and A. holds 1., as outlines have them. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.reading.headings.headline import Headline

_MARK = re.compile(
    r"(?P<roman>[IVX]{1,5})[.)]\s|(?P<letter>[A-Z])[.)]\s|(?P<number>\d{1,2})(?:\.\d{1,3})*[.)]?\s"
)


def nested(headings: Sequence[Headline]) -> list[Headline]:
    """Each heading as deep as its way of counting stands, where Roman numbers come first: the others stand
    below them, in the order in which they come. Where something else is first, letters may be those of
    appendices, and all stay as they are."""
    ways = list(_ways([str(one.node["text"]) for one in headings]))
    order = list(dict.fromkeys(way for way in ways if way))
    if order[:1] != ["roman"]:
        return list(headings)
    return [
        replace(one, below=order.index(way)) if way else one for one, way in zip(headings, ways, strict=True)
    ]


def _ways(texts: Sequence[str]) -> Iterator[str]:
    """How each counts, "" where it does not. A letter that is a Roman number too is one unless it comes after
    the letter before it."""
    last = ""
    for text in texts:
        match = _MARK.match(text)
        way, mark = (str(match.lastgroup), match.group(str(match.lastgroup))) if match else ("", "")
        if way == "roman" and len(mark) == 1 and last == chr(ord(mark) - 1):
            way = "letter"
        if way == "letter":
            last = mark
        yield way
