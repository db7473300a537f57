"""Tables of contents: each entry with the number of its page, which stands far to the right of it. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from agents.reading.lists.markers import LEADER, is_entry
from agents.reading.page import Block, PageParts, free_region_id, union
from agents.reading.text.text_lines import TextLine, text_lines, usual_height
from agents.reading.uncut import free_pieces
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_PAGE = re.compile(r"(?P<dots>(?:[.\u2026\u00b7_]\s?)*)\s*(?P<number>\d{1,4}|[ivxlc]{1,7})")
_NAMES = frozenset(
    {
        "contents",
        "table of contents",
        "inhalt",
        "inhaltsverzeichnis",
        "sommaire",
        "table des mati\u00e8res",
        "\u00edndice",
        "indice",
        "contenido",
        "sum\u00e1rio",
        "inhoud",
        "inhoudsopgave",
    }
)
_FEWEST = 3
_MOST_ENTRIES = 300
"""On a page: with more of them it is a page of another kind."""
_UNDER = 4
"""So many lines after its name the first entry stands, at most."""
_PITCH, _PITCH_DOTTED = 3.0, 6.0
"""Of the usual height: entries are no further apart; and those with dots are sure enough to be."""
_INSIDE = 0.7
"""Of a region: so much of it lies in an entry."""
_OTHERS = frozenset({RegionLabel.TABLE, RegionLabel.PICTURE})
_ALIGNED_PT = 4.0


class _Entry(NamedTuple):
    """A line that may be one. `number`: of its page, None in Roman figures."""

    box: Box
    number: int | None
    dotted: bool


def with_contents(page: PageParts) -> PageParts:
    """The page with a region more for each entry of a table of contents, so that it is an item with its
    number, whatever regions a layout model drew; those of parts of an entry go. Such a table has dots in
    half of its entries or is called one; otherwise it is no different from a table of figures.

    Not seen: entries in two columns, those whose numbers stand to the left, and the first lines of an entry
    that goes over several.
    """
    tables = [region.box for region in page.regions if region.label is RegionLabel.TABLE]
    pieces = [
        piece for piece in free_pieces(page) if not any(box.holds_centre_of(piece.box) for box in tables)
    ]
    if len(pieces) < _FEWEST:
        return page
    height = usual_height(pieces)
    lines = text_lines(pieces, height)
    free = free_region_id(page.regions)
    entries = [entry for group in _groups(lines, height) for entry in group]
    if len(entries) > _MOST_ENTRIES:
        return page
    made = [
        Region(region_id=free + at, label=RegionLabel.LIST_ITEM, box=one.box)
        for at, one in enumerate(entries)
    ]
    if not made:
        return page
    kept = [region for region in page.regions if not _is_part(region, entries)]
    return replace(page, regions=(*kept, *made))


def _is_part(region: Region, entries: Sequence[_Entry]) -> bool:
    """Whether a layout model took a part of an entry for something else, such as its name for a heading."""
    if region.label in _OTHERS:
        return False
    return any(region.box.overlap(one.box) >= _INSIDE * region.box.area > 0 for one in entries)


def without_leader(block: Block) -> Block:
    """An entry's text without the dots up to its number, which `raw` keeps."""
    if block.label is not RegionLabel.LIST_ITEM or not is_entry(block.text):
        return block
    return replace(block, text=LEADER.sub(" ", block.text).replace("  ", " "))


def _groups(lines: Sequence[TextLine], height: float) -> Iterator[list[_Entry]]:
    group: list[_Entry] = []
    called, since = False, _UNDER
    for line in (*lines, None):
        entry = _entry(line) if line else None
        if group and not (entry and _goes_on(group[-1], entry, height)):
            if len(group) >= _FEWEST and (called or 2 * sum(one.dotted for one in group) >= len(group)):
                yield group
            group = []
        if entry:
            called = called if group else since < _UNDER
            group.append(entry)
        is_name = line is not None and line.runs[0].text.casefold().strip(" :") in _NAMES
        since = 0 if is_name else since + 1


def _entry(line: TextLine) -> _Entry | None:
    """A text, then dots or a gap, and a number."""
    *before, last = line.runs
    text = " ".join(run.text for run in before)
    page = _PAGE.fullmatch(last.text)
    leader = LEADER.search(last.text) or LEADER.search(text)
    if page is None and leader:  # all of it in one run
        text, page = last.text[: leader.start()], _PAGE.fullmatch(last.text[leader.start() :])
    beside = any(_PAGE.fullmatch(run.text) for run in before[1:]) or any(
        LEADER.search(run.text) for run in before[:-1]
    )
    if page is None or beside or not any(letter.isalpha() for letter in text):
        return None  # where there are two numbers, there are two columns of entries
    number = page.group("number")
    box = union([run.box for run in line.runs])
    return _Entry(box, int(number) if number.isdecimal() else None, leader is not None)


def _goes_on(above: _Entry, below: _Entry, height: float) -> bool:
    counts = above.number is None or below.number is None or above.number <= below.number
    pitch = _PITCH_DOTTED if above.dotted and below.dotted else _PITCH
    near = below.box.y0 - above.box.y0 <= pitch * height
    return counts and near and abs(above.box.x1 - below.box.x1) <= _ALIGNED_PT
