"""Where short lines stand, whatever their type: headings are nearer to what they head than to what is above
them. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from agents.reading.headings.headings import HEADINGS
from agents.reading.headings.headline import LINES
from agents.reading.page import MARGINS, Block, union
from schemas.geometry import Box
from schemas.labels import RegionLabel

_NEARER = 0.25
"""Of its height: how much more space is on the one side than on the other, at least. Lines of one text, and
items of one list, have as much on both but for what boxes are rounded by."""
_NEXT = 1.2
"""Of its height: the space between a heading and its text, at most."""
_SHORTER = 0.85
"""Of the width of the text below: what goes further may be the first line of that."""
_SEVERAL = 1.6
"""Heights of a line: a text of several lines is higher."""
_TEXT = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE})
_BODY = _TEXT | {RegionLabel.LIST_ITEM}
_MAY_HEAD = _TEXT | HEADINGS


def with_standing(blocks: Sequence[Block]) -> list[Block]:
    """`blocks` in the order in which they are read; short texts among them say whether they stand over a
    text, and have a style where what follows does not."""
    placed = list(blocks)
    body = [at for at, block in enumerate(blocks) if block.label not in MARGINS]
    above: Block | None = None
    for at, next_at in zip_longest(body, body[1:]):
        line = blocks[at]
        if line.label in _MAY_HEAD and 0 < line.box.y1 - line.box.y0 <= LINES * line.size_pt:
            below = blocks[next_at] if next_at is not None else None
            styled = line.styled and not (below is not None and below.styled)
            placed[at] = replace(line, over=_stands_over(line, above, below), styled=styled)
        above = line
    return placed


def _stands_over(line: Block, above: Block | None, below: Block | None) -> bool | None:
    """Whether it stands over a text of several lines; not where it ends what is above it, None where neither
    shows."""
    before = _space(above, line, line.box)
    column = union([line.box, above.box]) if above is not None and before is not None else line.box
    after = _space(line, below, column)
    if below is None or after is None:
        return None
    nearer = _NEARER * line.size_pt
    if above is not None and before is not None and before + nearer <= after:
        return False if above.label in _BODY and below.label in _BODY | HEADINGS else None
    heads = after <= _NEXT * line.size_pt and _is_prose(below, line)
    return True if heads and (before is None or before >= after + nearer) else None


def _is_prose(text: Block, line: Block) -> bool:
    """Whether a text is no heading and has several lines, which go further than the line."""
    several = text.box.y1 - text.box.y0 >= _SEVERAL * text.size_pt > 0
    shorter = line.box.x1 - line.box.x0 <= _SHORTER * (text.box.x1 - text.box.x0)
    return text.label in _BODY and not text.bold and several and shorter


def _space(above: Block | None, below: Block | None, column: Box) -> float | None:
    """In points, where the one stands above the other and both in one column."""
    if above is None or below is None or below.box.centre[1] <= above.box.y1:
        return None
    within = all(min(one.box.x1, column.x1) > max(one.box.x0, column.x0) for one in (above, below))
    return max(0.0, below.box.y0 - above.box.y1) if within else None
