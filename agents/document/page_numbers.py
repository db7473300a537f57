"""Page numbers that a layout model took for text: a number alone at the edge of its page. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.document.headings import HEADINGS
from agents.document.page import Block
from schemas.labels import RegionLabel

_NUMBER = re.compile(
    r"(?:page|seite|p\.|s\.)?\s*[-\u2013\u2014(\[]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-\u2013\u2014)\]]?"
    r"(?:\s*(?:/|of|von)\s*\d{1,4})?",
    re.IGNORECASE,
)
_EDGE = 0.1
"""Of the page's height: a number that lies wholly in there may be its number."""
_APART = 1.0
"""Of the number's height: so far away is all other text but headers and footers, at least."""
_MAY_BE = HEADINGS | {RegionLabel.TEXT}
_BESIDE = frozenset({RegionLabel.PAGE_HEADER, RegionLabel.PAGE_FOOTER})


def with_page_numbers(blocks: Sequence[Block], height_pt: float) -> list[Block]:
    """The same blocks; a number with nothing but headers or footers beside it or further out is one of those.

    Not seen: a number that stands on a line with text of the body.
    """
    named = list(blocks)
    for at, block in enumerate(blocks):
        if block.label in _MAY_BE and _NUMBER.fullmatch(block.text.strip()):
            others = [other for other in blocks if other is not block and other.label not in _BESIDE]
            if block.box.y0 >= (1 - _EDGE) * height_pt and _is_below(block, others):
                named[at] = replace(block, label=RegionLabel.PAGE_FOOTER)
            elif block.box.y1 <= _EDGE * height_pt and _is_above(block, others):
                named[at] = replace(block, label=RegionLabel.PAGE_HEADER)
    return named


def _is_below(block: Block, others: Sequence[Block]) -> bool:
    apart = _APART * block.size_pt
    return all(other.box.y1 + apart <= block.box.y0 for other in others)


def _is_above(block: Block, others: Sequence[Block]) -> bool:
    apart = _APART * block.size_pt
    return all(other.box.y0 - apart >= block.box.y1 for other in others)
