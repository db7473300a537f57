"""Footers that stand below a rule at the foot of their page, which a layout model took for text. Pure.

A footer comes again on every page, but a document of one page has none to tell it by; and a rule through the
page with a line or two of small type under it, at the very foot, is how footers are set.
"""

from collections.abc import Sequence
from dataclasses import replace

from agents.reading.furniture.running_heads import EDGE
from agents.reading.headings.headline import LARGER
from agents.reading.notes.captions import names_something
from agents.reading.notes.note_starts import is_marked
from agents.reading.page import MARGINS, Block
from agents.reading.text.paragraphs import Row
from schemas.geometry import Box
from schemas.labels import RegionLabel

_WIDE = 0.5
"""Of the page's width: a shorter rule is that of footnotes."""
_LINES = 3
"""Of type under the rule, at most."""
_LETTERS = 240
_TABLE_PT = 12.0
"""A rule no further from a table is its last one, and what stands under it a note."""
_MAY_BE = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE})


def with_footers_below_rule(
    blocks: Sequence[Block], rules: Sequence[Box], size: tuple[float, float], large_pt: float
) -> list[Block]:
    """The same blocks; those below the lowest rule at the foot of the page are footers, where all of them are
    small and few. `size`: of the page, in points; `large_pt`: from where on type is larger than the text."""
    width_pt, height_pt = size
    tables = [block.box for block in blocks if block.table]
    low = [
        rule
        for rule in rules
        if rule.x1 - rule.x0 >= _WIDE * width_pt
        and rule.y0 >= (1 - 1.5 * EDGE) * height_pt
        and not any(_ends(rule, table) for table in tables)
    ]
    foot = max((rule.y0 for rule in low), default=height_pt)
    below = [block for block in blocks if block.box.y0 >= foot and block.label not in MARGINS]
    if not all(_is_likely(block, large_pt, height_pt) for block in below) or _lines(below) > _LINES:
        return list(blocks)
    named = {id(block) for block in below}
    return [
        replace(block, label=RegionLabel.PAGE_FOOTER) if id(block) in named else block for block in blocks
    ]


def _ends(rule: Box, table: Box) -> bool:
    return rule.x0 < table.x1 and rule.x1 > table.x0 and abs(rule.y0 - table.y1) <= _TABLE_PT


def _is_likely(block: Block, large_pt: float, height_pt: float) -> bool:
    """Whether it is small type at the very foot, and neither a footnote nor what is said of a table."""
    at_foot = block.box.y0 >= (1 - EDGE) * height_pt and len(block.text) <= _LETTERS
    small = block.label in _MAY_BE and 0 < block.size_pt * LARGER < large_pt
    marked = is_marked(Row(block.text, block.box))
    return at_foot and small and not marked and not names_something(block.text)


def _lines(blocks: Sequence[Block]) -> int:
    """How many lines stand below each other, those that are level counted once."""
    lines = {round(block.box.y0): (block.box.y1 - block.box.y0) / block.size_pt for block in blocks}
    return round(sum(lines.values()))
