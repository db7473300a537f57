"""Headings out in the margin, read with the text beside them and not as a column of their own. Pure."""

from collections.abc import Callable, Sequence

from agents.reading.page import Block
from schemas.geometry import Box

_SHORT = 120
"""Letters: a column with a longer text in it is no margin."""
_LEVEL = 0.8
"""Of a heading's height: how far its top and that of its text may lie apart."""
_RIGHT_BELOW = 0.5
"""Heights of a line between a text and what ends it, at most."""
_WIDER = 1.5
"""How much wider than the margin the text beside it is, at least."""


Heads = Callable[[Block], bool]


def groups_of(blocks: Sequence[Block], heads: Heads) -> list[list[Block]]:
    """Blocks that are read together, in this order: each heading in a margin with what begins beside it, and
    every other block alone. `heads`: whether a block may be a heading. A margin to the right of its text is
    not seen."""
    beside: dict[int, Block] = {}
    taken: set[int] = set()
    for block in blocks:
        text = _text_beside(block, blocks, heads)
        if text is not None and id(text) not in taken:
            beside[id(block)] = text
            taken.add(id(text))
    return [
        [block, beside[id(block)]] if id(block) in beside else [block]
        for block in blocks
        if id(block) not in taken
    ]


def _text_beside(heading: Block, blocks: Sequence[Block], heads: Heads) -> Block | None:
    if not heads(heading):
        return None
    margin = [block for block in blocks if _share_width(block.box, heading.box)]
    if any(len(block.text) > _SHORT for block in margin):
        return None
    if any(not heads(block) and _right_below(block.box, heading) for block in margin):
        return None
    reach = _LEVEL * max(heading.size_pt, 1.0)
    level = [
        block
        for block in blocks
        if not heads(block)
        and block.box.x0 >= heading.box.x1
        and abs(block.box.y0 - heading.box.y0) <= reach
        and block.box.x1 - block.box.x0 >= _WIDER * (heading.box.x1 - heading.box.x0)
    ]
    text = min(level, key=lambda block: block.box.x0, default=None)
    others = [block for block in blocks if not heads(block)]
    if text is None or any(_between(block.box, heading.box, text.box) for block in others):
        return None
    return text if _is_margin(margin, text.box) else None


def _is_margin(margin: Sequence[Block], text: Box) -> bool:
    """Whether a text is wider than all that stands to the left of it, as far as that is not above or below:
    a column of short entries is no margin."""
    widths = [block.box.x1 - block.box.x0 for block in margin if block.box.x1 <= text.x0]
    return text.x1 - text.x0 >= _WIDER * max(widths)


def _right_below(text: Box, line: Block) -> bool:
    """Whether a line ends what stands above it, as the name below a quotation does."""
    return 0 <= line.box.y0 - text.y1 <= _RIGHT_BELOW * line.size_pt


def _between(box: Box, heading: Box, text: Box) -> bool:
    """Whether a box stands between a heading and the text beside it."""
    level = min(box.y1, heading.y1) > max(box.y0, heading.y0)
    return level and box.x0 >= heading.x1 and box.x1 <= text.x0


def _share_width(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)
