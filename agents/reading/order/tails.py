"""Short texts at the right of a text's last line, such as the marks of a question or the price of a thing:
they end that text and are no column of their own. Pure."""

from collections.abc import Sequence

from agents.reading.page import Block, union
from schemas.geometry import Box
from schemas.labels import RegionLabel

_LETTERS = 24
_LINES = 1.6
"""Heights of a line: what is higher has several."""
_NEXT = 1.5
"""Heights of a line from the middle of one to that of the next, at most."""
_LEVEL = 0.35
"""Of a line's height: so far apart the middles of both lines are at most."""
_MOST = 300
"""Blocks on one page: with more it is a drawing or a table in pieces."""
_MAY_HAVE = frozenset({RegionLabel.TEXT, RegionLabel.LIST_ITEM})


def with_tails(groups: Sequence[Sequence[Block]]) -> list[list[Block]]:
    """Blocks that are read together; a short text joins the group to its left whose last line it stands level
    with, if that is the only one, where nothing but others like it stands in a column to the right of it."""
    whole = [list(group) for group in groups]
    short = [at for at, group in enumerate(groups) if len(group) == 1 and _is_short(group[0])]
    if not short or len(groups) > _MOST:
        return whole
    tails = [at for at in short if not any(_is_next_line(groups[at][0], groups[one][0]) for one in short)]
    boxes = [union([block.box for block in group]) for group in groups]
    alone = set(short)
    hosts = [at for at in range(len(groups)) if at not in alone]
    taken: set[int] = set()
    for at in tails:
        level = [one for one in hosts if _may_end(groups[one][-1], groups[at][0])]
        if len(level) == 1 and not any(_is_beside(boxes[one], boxes[at], boxes[level[0]]) for one in hosts):
            whole[level[0]].append(groups[at][0])
            taken.add(at)
    return [group for at, group in enumerate(whole) if at not in taken]


def _is_short(block: Block) -> bool:
    one_line = 0 < block.box.y1 - block.box.y0 <= _LINES * block.size_pt
    return block.label is RegionLabel.TEXT and one_line and len(block.text) <= _LETTERS


def _is_next_line(block: Block, other: Block) -> bool:
    """Whether two short texts are lines of one, right below each other, as those of an address are."""
    apart = abs(block.box.centre[1] - other.box.centre[1])
    over = min(block.box.x1, other.box.x1) > max(block.box.x0, other.box.x0)
    return block is not other and over and apart <= _NEXT * max(block.size_pt, other.size_pt)


def _may_end(text: Block, tail: Block) -> bool:
    """Whether the short text is level with the last line of the other one, to the right of it."""
    last = text.box.y1 - text.size_pt / 2
    level = abs(last - tail.box.centre[1]) <= _LEVEL * tail.size_pt
    return text.label in _MAY_HAVE and level and text.box.x1 <= tail.box.x0


def _is_beside(box: Box, tail: Box, host: Box) -> bool:
    """Whether something stands above or below the short text and to the right of what it may end."""
    return min(box.x1, tail.x1) > max(box.x0, tail.x0) and box.x0 >= host.x1
