"""Lists in lists, told by how far their items are set in. Pure."""

from dataclasses import dataclass
from typing import Any

from schemas.geometry import Box

Node = dict[str, Any]

_IN_PT, _FAR_PT = 6.0, 72.0
"""An item begins a list of its own if it is set in by more than the first and no more than the second: what
is further to the right is in another column."""
_DEEPEST = 8
"""Whoever reads a document goes down into it; a hostile page must not lead them without end."""


@dataclass(slots=True)
class _Level:
    """`last`: its latest item, None before there is one."""

    group: Node
    left_pt: float
    last: Node | None = None


class Lists:
    """The lists that are open, the innermost last, while items follow each other, over page breaks too. An
    item further up than the one before it is in the next column, and belongs to the outermost list; so does
    the first one of a page, unless it stands where another one did."""

    def __init__(self) -> None:
        self._open: list[_Level] = []
        self._top_pt = 0.0
        self._turned = False

    def turn_page(self) -> None:
        """What comes now is on the next page."""
        self._turned = True

    def end(self) -> None:
        self._open.clear()

    def group(self, box: Box) -> Node | None:
        """The list that an item in this place belongs to; None where it begins one, below `holder`."""
        if self._open and (self._turned or box.y0 < self._top_pt):
            self._go_on_above(box.x0)
        self._turned = False
        while len(self._open) > 1 and box.x0 < self._open[-1].left_pt - _IN_PT:
            self._open.pop()
        if not self._open:
            return None
        set_in = _IN_PT < box.x0 - self._open[-1].left_pt <= _FAR_PT
        return None if set_in and len(self._open) < _DEEPEST else self._open[-1].group

    def _go_on_above(self, left_pt: float) -> None:
        """In another column or on another page: its margin need not be that of the last one."""
        known = [level for level in self._open if self._turned and abs(left_pt - level.left_pt) <= _IN_PT]
        del self._open[self._open.index(known[-1]) + 1 if known else 1 :]
        self._open[-1].left_pt = left_pt

    @property
    def holder(self) -> Node | None:
        """The item that a list which begins now stands in; None where it stands by itself."""
        return self._open[-1].last if self._open else None

    def begin(self, group: Node, box: Box) -> None:
        self._open.append(_Level(group, box.x0))

    def add(self, item: Node, box: Box) -> None:
        """An item of the innermost list."""
        self._open[-1].last = item
        self._top_pt = box.y0
