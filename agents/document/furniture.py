"""Running headers and footers that the layout model took for text: they come again on page after page. Pure.

A model sees one page; that a line at its edge comes again in the same place, but for a number, shows only
beside the others (Lin, "Header and footer extraction by page-association", 2003).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schemas.geometry import Box

Node = dict[str, Any]

EDGE = 0.1
"""Of the page's height: what lies wholly in there may be a header or a footer."""
_PAGES = 3
_SHARE = 0.4
"""Of the pages from the first to the last that has it: left and right pages may differ."""
_NEAR_PT = 6.0
_LETTERS = 120
_NUMBERS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    node: Node
    page_no: int
    top_pt: float


class Furniture:
    """Told of every text and heading of the body; `settle` makes furniture of those that repeat. Two pages,
    or a line that moves, are not enough. A heading has to be the very same each time: `Chapter 1` and
    `Chapter 2` at the top of their pages are two headings.
    """

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], list[_Line]] = defaultdict(list)

    def add(self, node: Node, box: Box, page_no: int, height_pt: float) -> None:
        """`height_pt`: the page's."""
        at_top, at_bottom = box.y1 <= EDGE * height_pt, box.y0 >= (1 - EDGE) * height_pt
        text = str(node["text"]).strip()
        if (at_top or at_bottom) and text and len(text) <= _LETTERS:
            text = text if node["label"] == "section_header" else _NUMBERS.sub("#", text)
            label = "page_header" if at_top else "page_footer"
            self._lines[label, text].append(_Line(node, page_no, box.y0))

    def settle(self) -> None:
        for (label, _), lines in self._lines.items():
            for alike in _places(lines):
                pages = {one.page_no for one in alike}
                if len(pages) >= _PAGES and len(pages) >= _SHARE * (max(pages) - min(pages) + 1):
                    for one in alike:
                        if len(one.node["prov"]) == 1:  # else a text goes on from there, or to there
                            one.node.update(label=label, content_layer="furniture")


def _places(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Those that stand at one height, within a few points from one to the next."""
    lines = sorted(lines, key=lambda one: one.top_pt)
    first = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at].top_pt - lines[at - 1].top_pt > _NEAR_PT:
            yield lines[first:at]
            first = at
