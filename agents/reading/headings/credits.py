"""Lines that belong to the heading above them and head nothing: who wrote it, when, and what is said below a
title. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from agents.reading.headings.chapters import says_which
from agents.reading.headings.headline import Headline, Key, place
from agents.reading.headings.set_off import is_byline, is_date

_LINES = 3
"""Below a title, or above it, at most."""


def credits_of(headings: Sequence[Headline]) -> set[int]:
    """Which of them say who wrote what stands below the heading right above, in larger type than theirs; and
    a date, where no other heading is one."""
    dates = [at for at, one in enumerate(headings) if is_date(one.node["text"])]
    found = set(dates) if len(dates) == 1 and len(headings) > 1 else set[int]()
    return found | {
        at
        for at, (above, one) in enumerate(pairwise(headings), 1)
        if is_byline(one.node["text"]) and _right_below(above, one) and one.size_pt < above.size_pt
    }


def lines_of_title(headings: Sequence[Headline], keys: Sequence[Key]) -> set[int]:
    """Which of them stand below the title with no text in between, and deeper than the heading that follows
    them, each in a type of its own. `keys`: what their levels go by; those with numbers head something, and
    so does an abstract."""
    if len(keys) < 3 or keys[0] != min(keys) or keys.count(keys[0]) > 1:
        return set()
    found: set[int] = set()
    for at, (above, one) in enumerate(pairwise(headings), 1):
        deeper = keys[at] > min(keys[at + 1 :], default=keys[at])
        lone = keys.count(keys[at]) == 1 and not (one.depth or one.by_custom)
        if not (deeper and lone and _right_below(above, one)) or at > _LINES:
            break
        found.add(at)
    return found


def lines_over_title(headings: Sequence[Headline], keys: Sequence[Key], text_pt: float) -> set[int]:
    """Which of them come before the title, with no text in between, in type that is not bold and no larger
    than that of the text, `text_pt`: they say of what it is a part, as the name of a court or of a series
    does. `keys`: what their levels go by."""
    title = keys.index(min(keys)) if keys else 0
    if not 0 < title <= _LINES or keys.count(keys[title]) > 1:
        return set()
    over = headings[:title]
    plain = all(not (one.bold or _counts(one)) for one in over)
    smaller = all(one.size_pt <= text_pt < headings[title].size_pt for one in over)
    whole = all(_right_below(above, one) for above, one in pairwise(headings[: title + 1]))
    return set(range(title)) if plain and smaller and whole else set()


def _counts(one: Headline) -> bool:
    return one.depth > 0 or one.by_custom or says_which(str(one.node["text"]))


def _right_below(above: Headline, one: Headline) -> bool:
    return place(one.node) == place(above.node) + 1
