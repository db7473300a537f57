"""Lines that say only which chapter or part follows, such as `Chapter Five` over its name. Pure."""

import re
from collections.abc import Collection, Sequence

from agents.reading.headings.headline import Headline, place

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
    return {place(one.node) for one in texts if is_over_name(one, heads)}


def is_over_name(one: Headline, heads: Collection[int]) -> bool:
    """Whether it says which chapter follows, and its name stands right below. `heads`: places of headings."""
    return says_which(str(one.node["text"])) and place(one.node) + 1 in heads
