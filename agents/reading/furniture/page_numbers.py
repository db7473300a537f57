"""Page numbers that a layout model took for text: a number alone at the edge of its page. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.reading.furniture.running_heads import EDGE
from agents.reading.headings.headings import HEADINGS
from agents.reading.page import MARGINS, Block
from schemas.labels import RegionLabel

_ROMAN = "c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBER = re.compile(
    r"(?:page|seite|p\.|s\.|Page|Seite|P\.|S\.)?\s*[-\u2013\u2014(\[]?\s*"
    rf"(?:\d{{1,4}}|(?=[ivxlc]){_ROMAN}|(?=[IVXLC]){_ROMAN.upper()})"
    r"\s*[-\u2013\u2014)\]]?(?:\s*(?:/|of|von)\s*\d{1,4})?"
)
_APART, _APART_COLUMNS = 1.0, 0.3
"""Of the number's height: so far away is all other text but headers and footers, at least; and from the
numbers of two columns."""
_LEVEL, _DIGITS = 0.3, 3
"""Of the number's height: two numbers of columns stand no further up or down; and they have no more
figures: years have."""
_MOST = 8
"""Numbers at the edges of a page: one with more is a page of another kind."""
_MAY_BE = HEADINGS | {RegionLabel.TEXT}


def with_page_numbers(blocks: Sequence[Block], height_pt: float, large_pt: float) -> list[Block]:
    """The same blocks; a number with nothing but headers or footers beside it or further out is one of those,
    and so are those of two columns beside each other.
    `large_pt`: from where on type is larger than the text, and a number a title.

    Not seen: a number that stands on a line with text of the body, and one on a page without text.
    """
    named = list(blocks)
    likely = [at for at, block in enumerate(blocks) if _is_likely(block, height_pt, large_pt)]
    for at in likely if len(likely) <= _MOST else ():
        block = blocks[at]
        level = [blocks[one] for one in likely if _numbers_next_column(block, blocks[one])]
        others = [
            other
            for other in blocks
            if other is not block and other.label not in MARGINS and all(other is not one for one in level)
        ]
        apart = (_APART_COLUMNS if level else _APART) * block.size_pt
        if all(other.box.y1 + apart <= block.box.y0 for other in others):
            named[at] = replace(block, label=RegionLabel.PAGE_FOOTER)
        elif all(other.box.y0 - apart >= block.box.y1 for other in others):
            named[at] = replace(block, label=RegionLabel.PAGE_HEADER)
    return named


def _numbers_next_column(block: Block, other: Block) -> bool:
    """Whether two numbers are level and follow one another, as those of the columns of a patent do."""
    one, two = block.text.strip(), other.text.strip()
    short = one.isdecimal() and two.isdecimal() and max(len(one), len(two)) <= _DIGITS
    follow = short and abs(int(one) - int(two)) == 1
    return follow and abs(block.box.centre[1] - other.box.centre[1]) <= _LEVEL * block.size_pt


def _is_likely(block: Block, height_pt: float, large_pt: float) -> bool:
    at_edge = block.box.y0 >= (1 - EDGE) * height_pt or block.box.y1 <= EDGE * height_pt
    small = block.label in _MAY_BE and block.size_pt < large_pt
    return at_edge and small and _NUMBER.fullmatch(block.text.strip()) is not None
