"""Marks that count: numbers, letters and Roman numbers before clauses and items, and which follows which.
Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_MARK = re.compile(
    r"(?P<open>\(?)(?P<value>\d{1,3}(?:\.\d{1,3}){1,4}|\d{1,3}|[ivxIVX]{1,6}|[a-zA-Z])(?P<close>[.)]?)(?=\s|$)"
)
_DIGITS = {"i": 1, "v": 5, "x": 10}
ALIGNED_PT = 6.0
"""Marks of one depth begin no further apart: numbers may be set flush right."""
_MOST_OPEN = 64
"""Sequences that may go on at once: whatever is published, a page is read in bounded time."""


class Reading(NamedTuple):
    """A mark as one of those that it may be: "i" is a letter and a number. `style`: what is the same in all
    marks of one sequence; numbers in parts, such as 2.1, are of the style of plain ones."""

    style: str
    value: tuple[int, ...]


class Mark(NamedTuple):
    """What a text begins with, as printed, and the readings of it."""

    text: str
    readings: tuple[Reading, ...]

    @property
    def has_parts(self) -> bool:
        return any(len(reading.value) > 1 for reading in self.readings)


class Placed(NamedTuple):
    """A mark and where it begins."""

    mark: Mark
    left_pt: float


@dataclass(slots=True)
class Links:
    """Which marks belong to sequences, by their places in what was given. `chains`: those of one depth that
    count up, two or more; `nested`: marks before or behind which one of another depth stands as it should,
    such as 2 before 2.1, or 2.3 before 3."""

    chains: list[list[int]] = field(default_factory=list[list[int]])
    nested: set[int] = field(default_factory=set[int])


def mark_of(text: str) -> Mark | None:
    """The mark that a text begins with; a number alone is none without a bracket or a full stop, and neither
    are four digits, such as those of a year."""
    match = _MARK.match(text)
    if match is None:
        return None
    opened, value, closed = match.group("open", "value", "close")
    dotted = "." in value
    if (opened and closed != ")") or not (closed or dotted) or (dotted and closed == ")"):
        return None
    return Mark(match.group(), tuple(_readings(opened, value, closed)))


def _readings(opened: str, value: str, closed: str) -> Sequence[Reading]:
    if value[0].isdigit():
        numbers = tuple(int(part) for part in value.split("."))
        return [Reading(f"{opened}1{closed or '.'}", numbers)]
    case = "a" if value.islower() else "A"
    found = (
        [Reading(f"{opened}{case}{closed}", (ord(value.lower()) - ord("a") + 1,))] if len(value) == 1 else []
    )
    number = _roman(value.lower()) if value.islower() or value.isupper() else 0
    return [*found, Reading(f"{opened}{case} roman{closed}", (number,))] if number else found


def _roman(value: str) -> int:
    """0 where it is no number, such as `iiii`."""
    if any(letter not in _DIGITS for letter in value):
        return 0
    digits = [_DIGITS[letter] for letter in value]
    number = sum(
        -one if one < next_one else one for one, next_one in zip(digits, [*digits[1:], 0], strict=True)
    )
    tens, ones = divmod(number, 10)
    written = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    return number if written == value else 0


def links_of(marks: Sequence[Placed]) -> Links:
    """Marks in the order in which they stand, from top to bottom."""
    links = Links()
    chain_of: dict[int, list[int]] = {}
    open_marks: list[int] = []
    for at, placed in enumerate(marks):
        recent = open_marks[: -_MOST_OPEN - 1 : -1]
        before = next((one for one in recent if _is_next(marks[one], placed)), None)
        if before is not None:
            chain = chain_of.setdefault(before, [before])
            chain.append(at)
            chain_of[at] = chain
            open_marks.remove(before)
        above = next((one for one in recent if _is_nested(marks[one], placed)), None)
        if above is not None:
            links.nested.update((above, at))
        open_marks = [*open_marks[-_MOST_OPEN:], at]
    links.chains = list({id(chain): chain for chain in chain_of.values()}.values())
    _link_over_columns(marks, links.chains, [at for at in range(len(marks)) if at not in chain_of])
    return links


def _link_over_columns(marks: Sequence[Placed], chains: Sequence[list[int]], alone: Sequence[int]) -> None:
    """Adds numbers in parts that are alone in their column and count on from the last one of a chain, or up
    to its first: 8.3 after 8.1 and 8.2. Plain numbers count on by chance."""
    ends = {reading: chain for chain in chains for reading in marks[chain[-1]].mark.readings}
    starts = {reading: chain for chain in chains for reading in marks[chain[0]].mark.readings}
    for at in alone:
        for style, value in marks[at].mark.readings:
            if len(value) < 2:
                continue
            if after := ends.get(Reading(style, (*value[:-1], value[-1] - 1))):
                after.append(at)
            elif before := starts.get(Reading(style, (*value[:-1], value[-1] + 1))):
                before.insert(0, at)


def _is_next(one: Placed, other: Placed) -> bool:
    """Whether the one counts on from the other, in one depth."""
    if abs(one.left_pt - other.left_pt) > ALIGNED_PT:
        return False
    return any(
        a.style == b.style and a.value[:-1] == b.value[:-1] and b.value[-1] == a.value[-1] + 1
        for a in one.mark.readings
        for b in other.mark.readings
    )


def _is_nested(one: Placed, other: Placed) -> bool:
    """Whether the other is the first part of the one, or goes on after its last."""
    return any(
        a.style == b.style and _steps_in_or_out(a.value, b.value)
        for a in one.mark.readings
        for b in other.mark.readings
    )


def _steps_in_or_out(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    if len(other) == len(one) + 1:
        return other == (*one, 1)
    depth = len(other)
    return depth < len(one) and other == (*one[: depth - 1], one[depth - 1] + 1)
