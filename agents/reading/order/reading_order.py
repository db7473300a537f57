"""The order in which a person reads the boxes of a page, from their geometry alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.reading.order.column_runs import ColumnRun, Span
from agents.reading.order.habits import HABITS, Habit
from agents.reading.order.ruled_off import parting, runs_between, runs_over
from agents.reading.order.shrunk import shrunk
from agents.reading.order.stories import is_under_heading
from agents.reading.order.uneven_heads import uneven
from schemas.geometry import Box

_LEVEL, _LEVEL_PT = 0.6, 5.0
"""Of the lowest of several headings or frames, and at most: how far their tops may lie apart."""
_EVEN, _FREE, _RAGGED, _APART = 0.3, 2.0, 0.7, 1.6
"""Of a heading's height: columns begin level, are interrupted, end at different heights, or end above a
heading, by as much."""
_NO_TITLE, _OVER = 1.3, 1.15
"""Of the height of other headings: a title is higher, and one that stands over them is as high at least."""
_NEARER = 0.3
"""Of the way down to what is below it, what stands below a column and ends it stands at most."""
_MAX_TANGLED = 200
_MAX_DEPTH = 150


def reading_order(
    boxes: Sequence[Box],
    headings: frozenset[int] = frozenset(),
    framed: frozenset[int] = frozenset(),
    habit: Habit = HABITS[0],
    rules: Sequence[Box] = (),
) -> list[int]:
    """Indices of `boxes` in reading order: left to right, top to bottom, column after column.
    `headings` and `framed`: those that are a heading, and those that stand in a frame; `rules`: what is drawn
    from left to right, and parts what is above it from what is below, as far as it reaches.

    A recursive XY-cut (Nagy and Seth, "Hierarchical representation of optically scanned documents", 1984;
    on bounding boxes: Ha, Haralick and Phillips, "Recursive X-Y cut using bounding boxes of connected
    components", 1995), with one change: bands that share a gutter are put together before the page is cut
    into columns, so that gaps that happen to lie side by side in two columns do not cut across them. Boxes
    are shrunk a little first. Frames side by side begin a row of their own, as cards do that are read row by
    row; headings do by the `habit` of the page. Columns that a rule or a heading is over are kept together.
    Where boxes overlap and no straight cut exists, the largest is taken out and put back by its top edge;
    hundreds are read by their top edges alone. A page that is read from right to left is given mirrored.
    """
    alone = uneven(boxes, headings)
    small = [shrunk(box) for box in boxes]
    parted = parting(rules, [small[at] for at in headings])
    page = _Page(small, headings, framed, habit, parted, alone)
    return page.order(list(range(len(boxes))), 0)


@dataclass(frozen=True, slots=True)
class _Page:
    boxes: list[Box]
    headings: frozenset[int]
    framed: frozenset[int]
    habit: Habit
    rules: tuple[Box, ...]
    uneven: frozenset[int]

    def order(self, items: list[int], depth: int) -> list[int]:
        if len(items) < 2:
            return items
        if depth > _MAX_DEPTH:
            return self._by_top(items)
        groups = self._groups(self._split(items, 1))
        if len(groups) == 1:
            groups = self._under_one(self._split(items, 0))
        if len(groups) == 1:
            tangled = len(items) > _MAX_TANGLED
            return self._by_top(items) if tangled else self._without_largest(items, depth)
        return [item for group in groups for item in self.order(group, depth + 1)]

    def _split(self, items: list[int], axis: int) -> list[list[int]]:
        """Cuts at every gap along an axis (0: x, 1: y)."""
        starts = sorted(items, key=lambda item: (self.boxes[item][axis], item))
        groups: list[list[int]] = []
        end = 0.0
        for item in starts:
            box = self.boxes[item]
            if groups and box[axis] < end:
                groups[-1].append(item)
                end = max(end, box[axis + 2])
            else:
                groups.append([item])
                end = box[axis + 2]
        return groups

    def _groups(self, bands: list[list[int]]) -> list[list[int]]:
        """Puts bands together that can be read as columns of one run."""
        runs: list[ColumnRun] = []
        for band in bands:
            columns = self._split(band, 0)
            spans = [self._span(column, 0) for column in columns]
            run = ColumnRun([band], [spans], spans)
            if runs and self._begins_band(runs[-1], run):
                runs[-1:] = runs[-1].cut()
            parted = runs and (self._is_ruled_off(runs[-1], band) or self._begins_row(runs[-1], columns))
            joined = runs[-1].joined(run) if runs and not parted else None
            if joined is not None:
                runs[-1] = joined
                continue
            if runs and not self._ends_column(runs[-1], band):
                runs[-1:] = runs[-1].without_tail(self.headings)
            runs.append(run)
        return [[item for band in run.bands for item in band] for run in runs]

    def _under_one(self, columns: list[list[int]]) -> list[list[int]]:
        """Neighbouring columns put together where a rule or a heading is over both, unless it is over all."""
        groups: list[list[int]] = []
        for column in columns:
            both = [self._boxes(groups[-1]), self._boxes(column)] if groups else []
            if both and (runs_over(self.rules, both) or self._is_under_heading(groups[-1], column)):
                groups[-1] = [*groups[-1], *column]
            else:
                groups.append(column)
        return groups if len(groups) > 1 else columns

    def _is_under_heading(self, story: list[int], column: list[int]) -> bool:
        return is_under_heading(story, column, self.boxes, self.headings)

    def _is_ruled_off(self, run: ColumnRun, below: list[int]) -> bool:
        above = [item for band in run.bands for item in band]
        return runs_between(self.rules, self._boxes(above), self._boxes(below))

    def _boxes(self, items: list[int]) -> list[Box]:
        return [self.boxes[item] for item in items]

    def _begins_band(self, run: ColumnRun, below: ColumnRun) -> bool:
        """Whether the last band of a run of columns is nothing but a heading over the columns below."""
        alone = self.headings.issuperset(run.bands[-1]) and len(run.band_spans[-1]) == 1
        if not alone or len(run.bands) == 1 or len(run.spans) == 1 or len(below.spans) == 1:
            return False
        if self.habit.bands is not None:
            return self.habit.bands
        return self.uneven.isdisjoint(run.bands[-1]) and self._is_band(run, below)

    def _is_band(self, run: ColumnRun, below: ColumnRun) -> bool:
        """Whether there are many columns that would all leave the place beside a heading free by chance, or
        a place larger than it needs, and texts that begin level below it, or lesser headings."""
        heading = run.bands[-1]
        top, bottom = self._span(heading, 1)
        first = self._first(below.bands, below.spans)
        tops = [self.boxes[item].y0 for item in first]
        if len(first) > 2:
            return True
        above = max(self._span(band, 1)[1] for band in run.bands[:-1])
        even = max(tops) - min(tops) <= _EVEN * (bottom - top)
        free = min(tops) - above >= _FREE * (bottom - top)
        under = [self.boxes[item].y1 - self.boxes[item].y0 for item in first if item in self.headings]
        return even and free and bottom - top >= _OVER * max(under, default=0.0)

    def _first(self, bands: list[list[int]], columns: list[Span]) -> list[int]:
        """What stands uppermost in each column."""
        return [
            min((item for band in bands for item in band if self._within(item, span)), key=self._top)
            for span in columns
        ]

    def _top(self, item: int) -> tuple[float, int]:
        return self.boxes[item].y0, item

    def _within(self, item: int, span: Span) -> bool:
        return span[0] <= self.boxes[item].x0 and self.boxes[item].x1 <= span[1]

    def _ends_column(self, run: ColumnRun, below: list[int]) -> bool:
        """Whether the last band of a run of columns is far nearer to what stands above it than to what is
        below, as the name below a story is."""
        tail = run.bands[-1]
        above = ColumnRun(run.bands[:-1], run.band_spans[:-1], run.spans)
        gaps = [gap for item in tail if (gap := self._gap_above(above, item)) is not None]
        down = self._span(below, 1)[0] - self._span(tail, 1)[1]
        return bool(gaps) and min(gaps) <= _NEARER * down

    def _begins_row(self, run: ColumnRun, columns: list[list[int]]) -> bool:
        """Whether what stands uppermost in each of several columns is a frame in all or a heading in all, and
        level with the others."""
        first = [min(column, key=self._top) for column in columns]
        tops = [self.boxes[item].y0 for item in first]
        height = min(self.boxes[item].y1 - self.boxes[item].y0 for item in first)
        if len(first) < 2 or max(tops) - min(tops) > min(_LEVEL * height, _LEVEL_PT):
            return False
        if self.framed.issuperset(first):
            return True
        if not self.headings.issuperset(first) or not self.uneven.isdisjoint(first):
            return False
        if any(self._goes_with_heading(run, item) for item in first):
            return False
        return self._is_ragged(run, first) if self.habit.rows is None else self.habit.rows

    def _goes_with_heading(self, run: ColumnRun, item: int) -> bool:
        """Whether a heading stands right above: what that heads began there."""
        gap = self._gap_above(run, item)
        if gap is None or gap > _EVEN * (self.boxes[item].y1 - self.boxes[item].y0):
            return False
        bottom = self.boxes[item].y0 - gap
        return any(self.boxes[head].y1 == bottom for head in self.headings)

    def _is_ragged(self, run: ColumnRun, below: list[int]) -> bool:
        """Whether the columns above end at different heights, as stories do, or further up than is usual
        above a heading, or there are many that would all have a heading at the same height by chance."""
        gaps = [gap for item in below if (gap := self._gap_above(run, item)) is not None]
        if len(below) > 2 or len(gaps) < len(below):
            return True
        height = min(self.boxes[item].y1 - self.boxes[item].y0 for item in below)
        apart = max(gaps) - min(gaps) > _RAGGED * height or min(gaps) > _APART * height
        return apart or self._is_story(run, height)

    def _is_story(self, run: ColumnRun, height: float) -> bool:
        """Whether columns begin with a heading over all of them that is in no larger type than those below,
        of that height: what begins beside each other below them are stories as well."""
        heading = run.bands[0]
        if len(run.bands) == 1 or len(run.band_spans[0]) > 1 or not self.headings.issuperset(heading):
            return False
        top, bottom = self._span(heading, 1)
        first = self._first(run.bands[1:], run.spans)
        tops = [self.boxes[item].y0 for item in first]
        even = max(tops) - min(tops) <= _EVEN * (bottom - top)
        return even and bottom - top <= _NO_TITLE * height and self.headings.isdisjoint(first)

    def _gap_above(self, run: ColumnRun, item: int) -> float | None:
        """Down to a box from what stands above it in its column; None where nothing does."""
        box = self.boxes[item]
        above = [
            self.boxes[other].y1
            for band in run.bands
            for other in band
            if min(box.x1, self.boxes[other].x1) > max(box.x0, self.boxes[other].x0)
        ]
        return box.y0 - max(above) if above else None

    def _span(self, items: list[int], axis: int) -> Span:
        boxes = self._boxes(items)
        return min(box[axis] for box in boxes), max(box[axis + 2] for box in boxes)

    def _without_largest(self, items: list[int], depth: int) -> list[int]:
        largest = max(items, key=lambda item: (self.boxes[item].area, -item))
        rest = self.order([item for item in items if item != largest], depth + 1)
        top = self.boxes[largest].y0
        place = next((at for at, item in enumerate(rest) if self.boxes[item].y0 >= top), len(rest))
        return [*rest[:place], largest, *rest[place:]]

    def _by_top(self, items: list[int]) -> list[int]:
        return sorted(items, key=lambda item: (self.boxes[item].y0, self.boxes[item].x0, item))
