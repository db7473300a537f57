"""The order in which a PDF draws what stands on a page, where it is one in which a page can be read. Programs
that set pages mostly draw a text as it is read; but nothing makes them. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import combinations, pairwise

from schemas.geometry import Box, Word

_FEWEST = 3
"""Boxes with words: with fewer their order tells nothing."""
_SHARED = 0.5
"""Of the narrower of two boxes: so much of it is over the other where they stand in one column."""


class Drawn:
    """The words of a page in the order of the PDF."""

    def __init__(self, words: Sequence[Word]) -> None:
        centres = ((*word.box.centre, at) for at, word in enumerate(words))
        self._by_height = sorted((y, x, at) for x, y, at in centres)

    def order(self, boxes: Sequence[Box]) -> list[int]:
        """Those of the boxes that hold words, by the first word in each. Empty where somebody who reads so
        would go up again in a column: nobody does, and what is drawn in no order hardly ever avoids it."""
        first = {at: word for at, box in enumerate(boxes) if (word := self._first_in(box)) is not None}
        order = sorted(first, key=first.__getitem__)
        goes_up = any(_stands_over(boxes[later], boxes[one]) for one, later in combinations(order, 2))
        return [] if goes_up or len(order) < _FEWEST else order

    def _first_in(self, box: Box) -> int | None:
        start = bisect_left(self._by_height, (box.y0,))
        end = bisect_right(self._by_height, (box.y1, box.x1))
        return min((at for _, x, at in self._by_height[start:end] if box.x0 <= x <= box.x1), default=None)


def leaves_a_heading(order: Sequence[int], boxes: Sequence[Box], headings: Collection[int]) -> bool:
    """Whether what comes after a heading begins further up, in another column, though a text stands below it:
    nobody reads so, but some programs draw headings before all texts."""
    return any(
        boxes[after].y0 < boxes[one].y0
        and any(_stands_over(boxes[one], boxes[text]) for text in order if text not in headings)
        for one, after in pairwise(order)
        if one in headings
    )


def _stands_over(above: Box, below: Box) -> bool:
    shared = min(above.x1, below.x1) - max(above.x0, below.x0)
    narrower = min(above.x1 - above.x0, below.x1 - below.x0)
    return above.centre[1] < below.y0 and shared > _SHARED * narrower
