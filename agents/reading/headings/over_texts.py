"""Headings that stand out by their place alone: in type hardly larger than that of the text, in its own type,
or in italics, of which nothing else is known. Pure."""

from collections.abc import Sequence

from agents.reading.headings.headline import Headline, place
from agents.reading.headings.types import Types

_AS_LARGE = 0.9
"""Of the type of the text: boxes of letters in italics are as much lower in some typefaces."""
_STRONG = 0.75
"""Of the type of the text: bold type and capitals stand out in smaller type too."""
_SEVERAL = 3
"""Of one type: together they are headings."""
_ENDS = frozenset(".,;:")


def over_texts(
    texts: Sequence[Headline], headings: Sequence[Headline], body_pt: float, alike: float
) -> set[int]:
    """The places of those of the texts that are headings by where they stand: in larger type, or several of
    one type, headings that are known among them. What stands right below a heading may say who wrote it: it
    is one only where others of its type stand elsewhere. `alike`: as of `Types`."""
    heads = {place(one.node) for one in headings}
    over = [one for one in texts if one.over and _is_large(one, body_pt) and _may_head(one)]
    types = Types([*headings, *(one for one in over if place(one.node) - 1 not in heads)], alike)
    return {
        place(one.node)
        for one in over
        if types.count(one) >= (1 if one.size_pt > alike * body_pt else _SEVERAL)
    }


def _is_large(one: Headline, body_pt: float) -> bool:
    return one.size_pt >= (_STRONG if one.bold or one.capitals else _AS_LARGE) * body_pt


def _may_head(one: Headline) -> bool:
    text = str(one.node["text"]).strip()
    return not text[:1].islower() and text[-1:] not in _ENDS
