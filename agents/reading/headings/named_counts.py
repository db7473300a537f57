"""Headings that say what they count, and those within them that do not: Section C holds 1, 2 and 3. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.reading.headings.headline import Headline

_NAMED = re.compile(r"(?:part|chapter|section)\s+(\w{1,4})\b", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,2}(?:\.\d{1,3})*)[.)]?(?:\s|$)")


def within_named(headings: Sequence[Headline], alike: float) -> list[Headline]:
    """Each heading as deep as it stands: where one says first that it is a part, a chapter or a section, and
    numbers alone begin anew after it, or are smaller, those stand a step below it, with all that count so.
    Where numbers alone come first, what is named may be an appendix to them, and all stay as they are, and so
    they do where `3.1` comes right below `Chapter 3`."""
    texts = [str(one.node["text"]) for one in headings]
    named, counts = ([_group(how, text) for text in texts] for how in (_NAMED, _COUNT))
    first = next((at for at, name in enumerate(named) if name), None)
    alone = {at: count for at, count in enumerate(counts) if count.isdigit()}
    if first is None or not alone or any(counts[:first]):
        return list(headings)
    smaller = all(headings[at].size_pt * alike < headings[first].size_pt for at in alone)
    parents = {count.partition(".")[0] for count in counts if not count.isdigit()}
    if not ("1" in alone.values() or smaller) or parents & {*filter(None, named)} - {*alone.values()}:
        return list(headings)
    return [
        replace(one, below=one.below + 1) if count else one
        for one, count in zip(headings, counts, strict=True)
    ]


def _group(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.match(text)
    return str(match.group(1)) if match else ""
