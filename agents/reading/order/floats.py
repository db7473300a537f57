"""What stands across columns of text that go on below it: pictures, tables, boxes, large quotations. Pure."""

from collections.abc import Callable, Sequence

from agents.reading.order.framed import Unit
from agents.reading.page import union
from schemas.geometry import Box
from schemas.labels import RegionLabel

_FLOATS = frozenset({RegionLabel.PICTURE, RegionLabel.TABLE, RegionLabel.CAPTION})
_ONE_COLUMN_PT = 12.0
"""How far the left edges of what stands in one column may lie apart."""


def floats(unit: Unit, large_pt: float) -> bool:
    """Whether a text may go on in the same column after this. `large_pt`: from where on type is larger than
    the text."""
    if unit.frame:
        return True
    large = all(block.label is RegionLabel.TEXT and block.size_pt >= large_pt > 0 for block in unit.blocks)
    return large or all(block.label in _FLOATS for block in unit.blocks)


def put_back(
    order: Sequence[int], left_out: Sequence[int], boxes: Sequence[Box], goes_on: Callable[[int, int], bool]
) -> list[int]:
    """The order with what was left out of it: each after what stands right above it in the first of its
    columns, at the foot of columns after all of them, at their head before; but never in the middle of a
    sentence that `goes_on`."""
    whole = list(order)
    for item in sorted(left_out, key=lambda item: (boxes[item].y0, boxes[item].x0)):
        at = _place(whole, boxes[item], boxes)
        while 0 < at < len(whole) and goes_on(whole[at - 1], whole[at]):
            at += 1
        whole.insert(at, item)
    return whole


def _place(order: Sequence[int], box: Box, boxes: Sequence[Box]) -> int:
    sharing = [at for at, item in enumerate(order) if _share_x(boxes[item], box)]
    above = [at for at in sharing if boxes[order[at]].centre[1] < box.y0]
    if not above:
        return min(sharing, default=len(order))
    if len(above) == len(sharing):
        return max(above) + 1
    lowest = _lowest(above, [boxes[item] for item in order])
    left = min(boxes[order[at]].x0 for at in lowest) + _ONE_COLUMN_PT
    column = [at for at in lowest if boxes[order[at]].x0 <= left]
    return max(column, key=lambda at: boxes[order[at]].y1) + 1


def _lowest(above: Sequence[int], boxes: Sequence[Box]) -> list[int]:
    """Those below which none of the others stands: a title over all columns is in none of them."""
    found: list[int] = []
    under: list[Box] = []
    for at in sorted(above, key=lambda at: boxes[at].y1, reverse=True):
        over = [box for box in under if _share_x(box, boxes[at])]
        if not over:
            found.append(at)
        under = [*(box for box in under if box not in over), union([boxes[at], *over])]
    return found


def _share_x(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0)
