"""Lines that stand alone on a bar of colour as wide as their column. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agents.reading.headings.headings import HEADINGS
from agents.reading.headings.headline import LINES
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

_MAY_STAND = HEADINGS | {RegionLabel.TEXT}
_OUTSIDE = 1.0
"""Heights of a line: what stands below a bar goes no further beyond it on either side, where that is as wide
as its column."""
_NEXT = 4.0
"""Heights of a line below a bar: what is further down may be anything."""


def with_bars(blocks: Sequence[Block], bars: Sequence[Box]) -> list[Block]:
    """The blocks of a page, with those that stand so marked. A bar that what is right below it
    sticks out of is a label, or the ground under some words."""
    if not bars:
        return list(blocks)
    alone = [(bar, own[0]) for bar in bars if len(own := _on(bar, blocks)) == 1 and _may_stand(own[0])]
    heads = {id(line) for bar, line in alone if _is_as_wide(bar, line, blocks)}
    return [replace(block, on_bar=True) if id(block) in heads else block for block in blocks]


def _on(bar: Box, blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if bar.holds_centre_of(block.box)]


def _may_stand(block: Block) -> bool:
    return block.label in _MAY_STAND and 0 < block.box.y1 - block.box.y0 <= LINES * block.size_pt


def _is_as_wide(bar: Box, line: Block, blocks: Sequence[Block]) -> bool:
    """Whether the bar goes as far to both sides as what is right below it."""
    limit = _OUTSIDE * line.size_pt
    below = [
        block.box
        for block in blocks
        if bar.y1 - limit <= block.box.y0 <= bar.y1 + _NEXT * line.size_pt
        and min(block.box.x1, bar.x1) > max(block.box.x0, bar.x0)
    ]
    nearest = min((box.y0 for box in below), default=0.0)
    return all(
        bar.x0 <= box.x0 + limit and box.x1 <= bar.x1 + limit for box in below if box.y0 <= nearest + limit
    )
