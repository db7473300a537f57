"""The blocks of one page in reading order: by where they stand and by the sentences that go on. Pure."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from statistics import median

from agents.reading.headings.headings import may_head
from agents.reading.headings.headline import LARGER
from agents.reading.headings.side_heads import groups_of
from agents.reading.order.as_drawn import Drawn, leaves_a_heading
from agents.reading.order.floats import floats, put_back
from agents.reading.order.framed import Unit, parted, uncut
from agents.reading.order.habits import HABITS
from agents.reading.order.reading_order import reading_order
from agents.reading.order.tails import with_tails
from agents.reading.page import Block
from agents.reading.text.breaks import goes_on_after
from agents.reading.text.direction import mirrored, runs_right_to_left
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel

_MANY = 300
"""Units on one page: with more it is a drawing or a table in pieces, and is ordered in the likeliest way."""
_HIGHER_PT = 12.0
"""A line of text: what begins so much higher than the text before it is at the head of another column."""
_FIRST_AND_LAST = {RegionLabel.PAGE_HEADER: -1, RegionLabel.FOOTNOTE: 1, RegionLabel.PAGE_FOOTER: 2}


def in_order(
    blocks: Sequence[Block],
    frames: Sequence[Box] = (),
    rules: Sequence[Box] = (),
    words: Sequence[Word] = (),
) -> list[Block]:
    """Headers first, footnotes and footers last. `frames`: boxes that are drawn, the largest first; `rules`:
    lines from left to right, which part what stands above them from what stands below; `words`: those of a
    text layer, as the PDF draws them.

    Of the orders that the boxes allow, and the one in which the words are drawn, it is the one in which the
    most sentences go on in the next block; where that tells nothing, the one in which they are drawn, if
    that fills columns one after the other; else it is as most pages of such a look are read.
    """
    parts: dict[int, list[Block]] = {-1: [], 0: [], 1: [], 2: []}
    large_pt = large_type(blocks)
    for block in blocks:
        # A page header that may turn out to be a heading is read where it stands.
        heading = block.label is RegionLabel.PAGE_HEADER and block.size_pt >= large_pt > 0
        parts[0 if heading else _FIRST_AND_LAST.get(block.label, 0)].append(block)
    turned = runs_right_to_left(block.text for block in blocks)

    heads = partial(may_head, large_pt=large_pt)
    drawn = Drawn(words)

    def read(part: Sequence[Block], within: Sequence[Box]) -> list[Block]:
        held, rest = parted(part, within, read)
        groups = groups_of(rest, heads)
        whole = groups if turned else with_tails(groups)
        units = [*held, *(Unit(tuple(group)) for group in whole)]
        ordered = _Page(units, rules, turned, large_pt).ordered(drawn)
        return [block for unit in uncut(ordered) for block in unit.blocks]

    return [block for _, part in sorted(parts.items()) for block in read(part, frames)]


def large_type(blocks: Sequence[Block]) -> float:
    """The height of a line from which on it is larger than the text, 0 where there is no text."""
    sizes = [block.size_pt for block in blocks if block.label is RegionLabel.TEXT and block.size_pt]
    return LARGER * median(sizes) if sizes else 0.0


class _Page:
    """Units that are to be read, and every order that they might be read in."""

    def __init__(self, units: Sequence[Unit], rules: Sequence[Box], turned: bool, large_pt: float) -> None:
        boxes = [unit.box for unit in units]
        self.units = units
        self.boxes = mirrored(boxes) if turned else boxes
        self.rules = mirrored(rules) if turned else rules
        self.headings = {
            at for at, unit in enumerate(units) if all(may_head(block, large_pt) for block in unit.blocks)
        }
        self.framed = {at for at, unit in enumerate(units) if unit.frame}
        self.floats = {at for at, unit in enumerate(units) if floats(unit, large_pt)} - self.headings

    def ordered(self, drawn: Drawn) -> list[Unit]:
        orders, as_drawn = list(self._orders()), list(self._as_drawn(drawn))
        if any(map(self._turns_back, as_drawn)):
            told = self._flowing(as_drawn[0])
            same = [order for order in orders if self._flowing(order) == told]
            orders = [*same, *as_drawn, *orders]
        best = max([*orders, *as_drawn], key=self._sentences_that_go_on, default=[])
        return [self.units[at] for at in best]

    def _flowing(self, order: Sequence[int]) -> list[int]:
        return [at for at in order if at not in self.floats]

    def _as_drawn(self, drawn: Drawn) -> Iterator[list[int]]:
        """The order of the PDF, if a page can be read so. It tells only of texts: captions and asides are
        often drawn before or after everything else."""
        if len(self.units) > _MANY:
            return
        order = drawn.order([unit.box for unit in self.units])
        if order and not leaves_a_heading(self._flowing(order), self.boxes, self.headings):
            others = sorted(set(range(len(self.units))) - set(order))
            yield put_back(order, others, self.boxes, self._goes_on)

    def _turns_back(self, order: Sequence[int]) -> bool:
        """Whether it goes up again, to the head of another column. What is drawn from top to bottom across
        all columns was sorted so by a program, and tells nothing."""
        return any(
            self.boxes[after].y0 + _HIGHER_PT < self.boxes[before].y0 for before, after in pairwise(order)
        )

    def _orders(self) -> Iterator[list[int]]:
        """The likeliest first."""
        everything = list(range(len(self.units)))
        flowing = self._flowing(everything)
        yield from self._orders_of(everything)
        if 0 < len(flowing) < len(everything):
            for order in self._orders_of(flowing):
                yield put_back(order, sorted(self.floats), self.boxes, self._goes_on)

    def _orders_of(self, items: Sequence[int]) -> Iterator[list[int]]:
        boxes = [self.boxes[item] for item in items]
        headings = frozenset(at for at, item in enumerate(items) if item in self.headings)
        framed = frozenset(at for at, item in enumerate(items) if item in self.framed)
        told = self.headings and len(items) <= _MANY
        for habit in HABITS if told else HABITS[:1]:
            yield [items[at] for at in reading_order(boxes, headings, framed, habit, self.rules)]

    def _sentences_that_go_on(self, order: Sequence[int]) -> int:
        return sum(self._goes_on(one, other) for one, other in pairwise(self._flowing(order)))

    def _goes_on(self, one: int, other: int) -> bool:
        return goes_on_after(self.units[one].blocks[-1], self.units[other].blocks[0])
