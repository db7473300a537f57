"""Running headers and footers that the layout model took for text: they come again on page after page. Pure.

A model sees one page; that a line at its edge comes again in the same place, but for a number, shows only
beside the others (Lin, "Header and footer extraction by page-association", 2003).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from agents.reading.page import MARGINS, Block
from schemas.labels import RegionLabel

Place = tuple[int, int]
"""A page's number, and which of its blocks."""

EDGE = 0.1
"""Of the page's height: what lies wholly in there may be a header or a footer."""
_PAGES, _PAGES_KNOWN = 3, 2
"""With the same line at one place; and where the layout model calls one of them a header or footer."""
_SHARE = 0.4
"""Of the pages from the first to the last that has it: left and right pages may differ."""
_NEAR_PT = 6.0
_LETTERS = 120
_NEVER = frozenset({RegionLabel.CODE, RegionLabel.LIST_ITEM, RegionLabel.TABLE, RegionLabel.PICTURE})
"""What is no furniture wherever it stands."""
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    page_no: int
    at: int
    top_pt: float
    known: bool


class Furniture:
    """Told of the blocks of every page; `settled` are those that repeat. A line that moves is not enough, nor
    are two pages, unless it is a header or footer already on one of them. A heading has to be the very same
    each time: `Chapter 1` and `Chapter 2` at the top of their pages are two headings.
    """

    def __init__(self) -> None:
        self._lines: dict[tuple[RegionLabel, str], list[_Line]] = defaultdict(list)

    def add(self, page_no: int, height_pt: float, blocks: Sequence[Block]) -> None:
        """`height_pt`: the page's."""
        for at, block in enumerate(blocks):
            box, text = block.box, block.text.strip()
            at_top, at_bottom = box.y1 <= EDGE * height_pt, box.y0 >= (1 - EDGE) * height_pt
            if block.label not in _NEVER and (at_top or at_bottom) and text and len(text) <= _LETTERS:
                label = RegionLabel.PAGE_HEADER if at_top else RegionLabel.PAGE_FOOTER
                line = _Line(page_no, at, box.y0, block.label in MARGINS)
                for key in _keys(block.label, text):
                    self._lines[label, key].append(line)

    def settled(self) -> dict[Place, RegionLabel]:
        """What repeated lines are."""
        return {
            (one.page_no, one.at): label
            for (label, _), lines in self._lines.items()
            for alike in _places(lines)
            if _repeat({one.page_no for one in alike}, any(one.known for one in alike))
            for one in alike
            if not one.known
        }


def _keys(label: RegionLabel, text: str) -> set[str]:
    """What it is compared by: one that is known may be that of a heading and of any other line."""
    counted = _NUMBERS.sub("#", text)
    if label in MARGINS:
        return {text, counted}
    return {text if label is RegionLabel.SECTION_HEADER else counted}


def _repeat(pages: AbstractSet[int], known: bool) -> bool:
    fewest = _PAGES_KNOWN if known else _PAGES
    return len(pages) >= fewest and len(pages) >= _SHARE * (max(pages) - min(pages) + 1)


def _places(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Those that stand at one height, within a few points from one to the next."""
    lines = sorted(lines, key=lambda one: one.top_pt)
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].top_pt - lines[at - 1].top_pt > _NEAR_PT:
            yield lines[first:at]
            first = at
