"""What stands at the side of a page for the thumb that looks for it: the letters of a directory. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.reading.headings.headings import HEADINGS
from agents.reading.page import MARGINS, Block
from schemas.labels import RegionLabel

_EDGE = 0.08
"""Of the page's width, at its sides: as far in such a mark stands."""
_LETTERS = 12
_MARK = re.compile(r"[(\[]?\w{1,4}[.)\]]")
"""Of an item, or of a clause."""
_WORD = re.compile(r"[^\W\d_]{4}")
"""A heading out in a narrow margin has one."""
_LINES = 1.8
"""Heights of a line: what is higher has several."""


def with_thumb_marks(blocks: Sequence[Block], width_pt: float) -> list[Block]:
    """The same blocks; a short text at the side of the page, further out than all others, is a footer: a
    header in the type of headings may be one. A number, or a mark of an item, may belong to what is beside
    it."""
    marks = [at for at, block in enumerate(blocks) if _may_be_mark(block, width_pt)]
    chosen = set(marks)
    body = [b.box for at, b in enumerate(blocks) if at not in chosen and b.label not in MARGINS]
    left = min((box.x0 for box in body), default=0.0)
    right = max((box.x1 for box in body), default=width_pt)
    named = list(blocks)
    for at in marks:
        box = blocks[at].box
        if box.x1 < left or box.x0 > right:
            named[at] = replace(blocks[at], label=RegionLabel.PAGE_FOOTER)
    return named


def _may_be_mark(block: Block, width_pt: float) -> bool:
    at_side = block.box.x1 <= _EDGE * width_pt or block.box.x0 >= (1 - _EDGE) * width_pt
    text = block.text.strip()
    short = len(text) <= _LETTERS and block.box.y1 - block.box.y0 <= _LINES * block.size_pt
    is_said = any(map(str.isalpha, text)) and _MARK.fullmatch(text) is None
    may_be = block.label is RegionLabel.TEXT or (block.label in HEADINGS and _WORD.search(text) is None)
    return may_be and at_side and short and is_said
