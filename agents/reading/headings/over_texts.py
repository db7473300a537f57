"""Headings that stand out by their place alone: in type hardly larger than that of the text, in its own type,
or in italics, of which nothing else is known. Pure."""

from collections.abc import Sequence

from agents.reading.headings.headline import Headline, place, same_type

_AS_LARGE = 0.9
"""Of the type of the text: boxes of letters in italics are as much lower in some typefaces."""
_SEVERAL = 3
"""Of one type: together they are headings."""
_ENDS = frozenset(".,;:")


def over_texts(
    texts: Sequence[Headline], headings: Sequence[Headline], body_pt: float, alike: float
) -> set[int]:
    """The places of those of the texts that are headings by where they stand: in larger type, or several of
    one type. What stands right below a heading may say who wrote it: it is one only where others of its type
    are that stand elsewhere. `alike`: sizes are one size as long as the one is no more times as large."""
    heads = {place(one.node) for one in headings}
    over = [one for one in texts if one.over and one.size_pt >= _AS_LARGE * body_pt and _may_head(one)]
    free = [one for one in over if place(one.node) - 1 not in heads]
    return {
        place(one.node)
        for one in over
        for others in (sum(same_type(one, other, alike) for other in free),)
        if others >= (1 if one.size_pt > alike * body_pt else _SEVERAL)
    }


def _may_head(one: Headline) -> bool:
    text = str(one.node["text"]).strip()
    return not text[:1].islower() and text[-1:] not in _ENDS
