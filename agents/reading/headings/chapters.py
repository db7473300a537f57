"""Lines that say only which chapter or part follows, such as `Chapter Five` over its name. Pure."""

import re
from collections.abc import Sequence

from agents.reading.headings.headline import Headline, Key, place

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER = (
    rf"(?:\d{{1,3}}|[ivxlc]{{1,7}}|(?:(?:twenty|thirty|forty|fifty)(?:[-\s](?:{_ONES}))?)|{_ONES}|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
_WHICH = re.compile(
    rf"(?:the\s+)?(?:(?:chapter|part|book|lesson|unit|module|volume|kapitel|teil|chapitre|partie|cap\u00edtulo|parte)"
    rf"\s+{_NUMBER}|{_NUMBER}\s+(?:chapter|part|book|lesson))[.:]?",
    re.IGNORECASE,
)


def says_which(text: str) -> bool:
    """Whether it is the word for a part of a book, its number, in figures or in words, and nothing else."""
    return _WHICH.fullmatch(text.strip()) is not None


def over_names(texts: Sequence[Headline], headings: Sequence[Headline]) -> set[int]:
    """The places of those of the texts that say which chapter the heading right below them is."""
    heads = {place(one.node) for one in headings}
    return {place(one.node) for one in texts if _says_which(one) and place(one.node) + 1 in heads}


def as_their_names(headings: Sequence[Headline], keys: Sequence[Key]) -> list[Key]:
    """What the levels of the headings go by, where those that say which chapter follows are level with its
    name right below. `keys`: what they go by without that."""
    return [keys[at + _leads(headings, at)] for at in range(len(headings))]


def leading(headings: Sequence[Headline]) -> int:
    """How many of the first headings are one title: two where one says which chapter the other is."""
    return 1 + _leads(headings, 0)


def _leads(headings: Sequence[Headline], at: int) -> bool:
    one, below = headings[at], headings[at + 1] if at + 1 < len(headings) else None
    return below is not None and _says_which(one) and place(one.node) + 1 == place(below.node)


def _says_which(one: Headline) -> bool:
    return says_which(str(one.node["text"]))
