"""The order in which a person reads the boxes of a page, from their geometry alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.geometry import Box

_MAX_SHRINK_PT = 3.0
_SHRINK_SHARE = 0.05
_SHORT_SHARE, _LONG_SHARE = 0.5, 1.25
_LEVEL = 0.6
"""Of the lowest of several headings or frames: how far their tops may lie apart."""
_MAX_TANGLED = 200
_MAX_DEPTH = 150

Span = tuple[float, float]


def reading_order(
    boxes: Sequence[Box], headings: frozenset[int] = frozenset(), framed: frozenset[int] = frozenset()
) -> list[int]:
    """Indices of `boxes` in reading order: left to right, top to bottom, column after column.
    `headings` and `framed`: those that are a heading, and those that stand in a frame.

    A recursive XY-cut (Nagy and Seth, "Hierarchical representation of optically scanned documents", 1984;
    on bounding boxes: Ha, Haralick and Phillips, "Recursive X-Y cut using bounding boxes of connected
    components", 1995), with one change: bands that share a gutter are put together before the page is cut
    into columns, so that gaps that happen to lie side by side in two columns do not cut across them. Boxes
    are shrunk a little first, because layout models round outwards. Frames side by side, and headings side by
    side, begin a row of their own, as cards do that are read row by row. Where boxes overlap so that no
    straight cut exists, the largest is taken out and put back by its top edge; hundreds of them are read by
    their top edges alone. A page that is read from right to left is given mirrored.
    """
    page = _Page([_shrunk(box) for box in boxes], headings, framed)
    return page.order(list(range(len(boxes))), 0)


@dataclass(frozen=True, slots=True)
class _Page:
    boxes: list[Box]
    headings: frozenset[int]
    framed: frozenset[int]

    def order(self, items: list[int], depth: int) -> list[int]:
        if len(items) < 2:
            return items
        if depth > _MAX_DEPTH:
            return self._by_top(items)
        groups = self._groups(self._split(items, 1))
        if len(groups) == 1:
            groups = self._split(items, 0)
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
        runs: list[_Run] = []
        for band in bands:
            columns = self._split(band, 0)
            spans = [self._span(column, 0) for column in columns]
            run = _Run([band], [spans], spans)
            joined = runs[-1].joined(run) if runs and not self._begins_row(columns) else None
            if joined is not None:
                runs[-1] = joined
                continue
            if runs:
                runs[-1:] = runs[-1].without_tail(self.headings)
            runs.append(run)
        return [[item for band in run.bands for item in band] for run in runs]

    def _begins_row(self, columns: list[list[int]]) -> bool:
        """Whether what stands uppermost in each of several columns is a frame in all or a heading in all, and
        level with the others."""
        if len(columns) < 2:
            return False
        first = [min(column, key=lambda item: (self.boxes[item].y0, item)) for column in columns]
        tops = [self.boxes[item].y0 for item in first]
        height = min(self.boxes[item].y1 - self.boxes[item].y0 for item in first)
        level = max(tops) - min(tops) <= _LEVEL * height
        return level and (self.framed.issuperset(first) or self.headings.issuperset(first))

    def _span(self, items: list[int], axis: int) -> Span:
        return min(self.boxes[item][axis] for item in items), max(
            self.boxes[item][axis + 2] for item in items
        )

    def _without_largest(self, items: list[int], depth: int) -> list[int]:
        largest = max(items, key=lambda item: (self.boxes[item].area, -item))
        rest = self.order([item for item in items if item != largest], depth + 1)
        top = self.boxes[largest].y0
        place = next((at for at, item in enumerate(rest) if self.boxes[item].y0 >= top), len(rest))
        return [*rest[:place], largest, *rest[place:]]

    def _by_top(self, items: list[int]) -> list[int]:
        return sorted(items, key=lambda item: (self.boxes[item].y0, self.boxes[item].x0, item))


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring bands with the x-spans of each and of all; more than one span means a gutter."""

    bands: list[list[int]]
    band_spans: list[list[Span]]
    spans: list[Span]

    def joined(self, other: "_Run") -> "_Run | None":
        """Both together where one of them has columns and a gutter is left; None where not."""
        if len(self.spans) == 1 and len(other.spans) == 1:
            return None
        spans = _merged([*self.spans, *other.spans])
        if len(spans) == 1:
            return None
        return _Run([*self.bands, *other.bands], [*self.band_spans, *other.band_spans], spans)

    def without_tail(self, headings: frozenset[int]) -> list["_Run"]:
        """Splits off what stands alone below the columns, above what does not belong to them, and is one of
        the headings, or much shorter than the column above it, or longer than all of it: a heading too."""
        tail = self.band_spans[-1]
        if len(self.bands) == 1 or len(tail) > 1:
            return [self]
        if headings.issuperset(self.bands[-1]):
            return self._cut()
        left, right = tail[0]
        above = _merged([span for spans in self.band_spans[:-1] for span in spans])
        column = max(above, key=lambda span: min(right, span[1]) - max(left, span[0]))
        share = (right - left) / max(column[1] - column[0], 1e-6)
        if _SHORT_SHARE <= share <= _LONG_SHARE:
            return [self]
        return self._cut()

    def _cut(self) -> list["_Run"]:
        tail = self.band_spans[-1]
        return [_Run(self.bands[:-1], self.band_spans[:-1], self.spans), _Run([self.bands[-1]], [tail], tail)]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _shrunk(box: Box) -> Box:
    x = min(_MAX_SHRINK_PT, _SHRINK_SHARE * (box.x1 - box.x0))
    y = min(_MAX_SHRINK_PT, _SHRINK_SHARE * (box.y1 - box.y0))
    return Box(box.x0 + x, box.y0 + y, box.x1 - x, box.y1 - y)
