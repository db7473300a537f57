"""What stands at the head of a letter and says from whom it is: no title, however large it is. Pure."""

import re
from collections.abc import Iterable, Sequence

from agents.reading.headings.headline import Headline

_SALUTATION = re.compile(
    r"(?:^|\s)(?:Dear|Sehr geehrte[rs]?|Liebe[r]?|Ch[eè]re?s?|Madame|Monsieur|Estimad[oa]s?|Querid[oa]s?)\b"
    r"[^.?!]{0,60}$"
)
_LETTERS = 100
"""Of a line of its own, and of one with the date above it."""


def without_letterheads(texts: Sequence[Headline], headings: Iterable[Headline]) -> list[Headline]:
    """The texts but for the headers of pages on which somebody is addressed: the heading of a letter stands
    below that, and above it whoever writes."""
    addressed = {page for one in (*headings, *texts) if _addresses(one) for page in _pages(one)}
    return [one for one in texts if one.label != "page_header" or not addressed.intersection(_pages(one))]


def _addresses(one: Headline) -> bool:
    text = str(one.node["text"]).strip()
    return one.label != "page_header" and len(text) <= _LETTERS and _SALUTATION.search(text) is not None


def _pages(one: Headline) -> set[int]:
    return {int(place["page_no"]) for place in one.node.get("prov", ())}
