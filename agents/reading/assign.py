"""Which region or cell each piece of text belongs to: every piece to exactly one place, or to none."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from statistics import median

from agents.reading.page import Piece, union
from agents.reading.tables.cells import Cells, Place
from agents.reading.text.breaks import PROSE
from agents.reading.text.loose import TextRun, rows_beside
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_OVERLAP_SHARE = 0.3
_NEIGHBOUR_GAP_HEIGHTS = 1.5
_INSIDE_SHARE = 0.8
_MOST = 0.6
"""Of a line's pieces: a region that holds as many has the line."""
_WHOLE = 0.8
"""Of a line's width: a region that is as wide has room for it."""
_TANGLED, _MOST_REGIONS = 0.1, 200
"""Of the smaller of two regions: so much of it lies in the other."""
_WIDER, _GAPS = 1.5, 3
"""How much wider than the usual gap of a line one is that parts it, and how many tell what is usual."""


@dataclass(slots=True)
class Assigned:
    """Pieces by cell, by region id, and those that lie nowhere. Together they are all pieces, once each."""

    cells: dict[Place, list[Piece]] = field(default_factory=dict[Place, list[Piece]])
    regions: dict[int, list[Piece]] = field(default_factory=dict[int, list[Piece]])
    loose: list[Piece] = field(default_factory=list[Piece])


def assigned(pieces: Iterable[Piece], regions: Sequence[Region], cells: Cells) -> Assigned:
    """Puts each piece where its centre lies: into a table's cell first, unless a caption holds it too that
    is more than a mistaken cell (layout models take header cells of borderless tables for captions).

    A line stays together: a region that holds most of it has all of it that lies in any, up to a gap that is
    wider than the others, since the lines of two columns may come as one. Else, of several regions, the one
    that holds the most of it, or has the most room for it, then the smallest. A piece whose centre lies in no
    region goes to the one that covers a third of it, else to that of the nearer one of its line that has one,
    with no wide gap between (layout models cut words off at the margins), else nowhere. A table with a grid
    takes text only in cells.
    """
    result = Assigned()
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece)
    open_regions = [region for region in regions if region.region_id not in cells.grids]
    for line in _whole_where_tangled(list(lines.values()), open_regions):
        _Line(line, open_regions, cells).put(result)
    return result


def _whole_where_tangled(lines: list[list[Piece]], regions: Sequence[Region]) -> Iterator[list[Piece]]:
    """Lines, but what stands side by side as one line where regions of text lie over each other: of two of
    them the one with the whole line has it, however wide its spaces are."""
    texts = [region.box for region in regions if region.label in PROSE][:_MOST_REGIONS]
    tangled = [
        union([one, other])
        for one, other in combinations(texts, 2)
        if one.overlap(other) >= _TANGLED * min(one.area, other.area) > 0
    ]
    within: list[TextRun] = []
    for line in lines:
        box = union([piece.box for piece in line])
        if any(place.holds_centre_of(box) for place in tangled):
            within.append(TextRun(box, line))
        else:
            yield line
    yield from (row.pieces for row in rows_beside(within))


class _Line:
    """One line's pieces with the few regions and cells that can matter to them."""

    def __init__(self, pieces: list[Piece], regions: Sequence[Region], cells: Cells) -> None:
        self.pieces = pieces
        box = union([piece.box for piece in pieces])
        self.regions = [region for region in regions if _touch(region.box, box)]
        self.cells = cells.near(box)
        self.tables = cells.outlines
        self.named = {region.region_id: region for region in regions}
        self.holders = [self._holders(piece) for piece in pieces]
        self.votes: list[Counter[int]] = [Counter()] * len(pieces)
        self.most: list[Region | None] = [None] * len(pieces)
        self.boxes = [piece.box for piece in pieces]
        for run in _runs(pieces):
            box = union([pieces[at].box for at in run])
            votes = Counter(region.region_id for at in run for region in self.holders[at])
            most = self._most(votes, len(run))
            for at in run:
                self.votes[at], self.most[at], self.boxes[at] = votes, most, box

    def put(self, result: Assigned) -> None:
        chosen = [self._cell(at) or self._region(at) for at in range(len(self.pieces))]
        for piece, place in zip(self.pieces, _with_neighbours(self.pieces, chosen), strict=True):
            if isinstance(place, tuple):
                result.cells.setdefault(place, []).append(piece)
            elif place is not None:
                result.regions.setdefault(place.region_id, []).append(piece)
            else:
                result.loose.append(piece)

    def _holders(self, piece: Piece) -> list[Region]:
        if piece.region_id is not None and piece.region_id in self.named:
            return [self.named[piece.region_id]]
        x, y = piece.box.centre
        return [region for region in self.regions if region.box.holds(x, y)]

    def _most(self, votes: Counter[int], pieces: int) -> Region | None:
        """The region that holds most of so many pieces, where no other holds as many."""
        best = votes.most_common(2)
        if not best or best[0][1] < _MOST * pieces or (len(best) > 1 and best[1][1] == best[0][1]):
            return None
        return self.named[best[0][0]]

    def _cell(self, at: int) -> Place | None:
        if not self.cells or self.pieces[at].region_id in self.named:
            return None
        if any(self._is_caption(region) for region in self.holders[at]):
            return None
        x, y = self.pieces[at].box.centre
        return next(((region_id, cell) for region_id, cell, box in self.cells if box.holds(x, y)), None)

    def _is_caption(self, region: Region) -> bool:
        """False for a caption that lies inside a table: no cell may lose its text to it."""
        if region.label is not RegionLabel.CAPTION:
            return False
        inside = max(region.box.overlap(table) for table in self.tables.values())
        return inside < _INSIDE_SHARE * region.box.area

    def _region(self, at: int) -> Region | None:
        holders = self.holders[at]
        most = self.most[at]
        if most is not None and holders and self.pieces[at].region_id is None:
            return most
        if len(holders) == 1:
            return holders[0]
        if holders:
            return min(holders, key=lambda region: self._rank(region, at))
        box = self.pieces[at].box
        covering = [region for region in self.regions if region.box.overlap(box) > _OVERLAP_SHARE * box.area]
        return max(covering, key=lambda region: region.box.overlap(box), default=None)

    def _rank(self, region: Region, at: int) -> tuple[float, ...]:
        """The one with the most of the piece's line first, by words, then by room, then the smallest."""
        line, box = self.boxes[at], region.box
        across = min(box.x1, line.x1) - max(box.x0, line.x0)
        room = min(_WHOLE, across / max(line.x1 - line.x0, 1e-6))
        return -self.votes[at][region.region_id], -room, region.box.area, region.region_id


def _runs(pieces: Sequence[Piece]) -> list[list[int]]:
    """The pieces of a line, parted at gaps that are wider than most of it has between its words."""
    order = sorted(range(len(pieces)), key=lambda at: pieces[at].box.x0)
    gaps = [_gap(pieces[one].box, pieces[other].box) for one, other in pairwise(order)]
    limit = _WIDER * median(gaps) if len(gaps) >= _GAPS else math.inf
    runs = [order[:1]]
    for gap, at in zip(gaps, order[1:], strict=True):
        if gap > limit:
            runs.append([at])
        else:
            runs[-1].append(at)
    return runs


def _with_neighbours(
    pieces: Sequence[Piece], chosen: Sequence[Place | Region | None]
) -> list[Place | Region | None]:
    """A piece without a place goes where the region of the nearer neighbour on its line reaches, from word to
    word, as long as the gaps are those of a line."""
    order = sorted(range(len(pieces)), key=lambda at: pieces[at].box.x0)
    places = list(chosen)
    reached = [_reached(pieces, chosen, way) for way in (order, order[::-1])]
    for at, place in enumerate(chosen):
        near = [one[at] for one in reached if at in one]
        if place is None and near:
            places[at] = min(near, key=lambda one: one[0])[1]
    return places


def _reached(
    pieces: Sequence[Piece], chosen: Sequence[Place | Region | None], way: Sequence[int]
) -> dict[int, tuple[float, Region]]:
    """By piece: how far away, along the line in one direction, the region begins that reaches it."""
    found: dict[int, tuple[float, Region]] = {}
    region, far, before = None, 0.0, None
    for at in way:
        place, box = chosen[at], pieces[at].box
        if place is not None:
            region, far = (place, 0.0) if isinstance(place, Region) else (None, 0.0)
        elif region is not None and before is not None:
            gap = _gap(before, box)
            far += gap
            if gap <= _NEIGHBOUR_GAP_HEIGHTS * (box.y1 - box.y0):
                found[at] = far, region
                far += box.x1 - box.x0
            else:
                region = None
        before = box
    return found


def _touch(first: Box, second: Box) -> bool:
    return first.x0 <= second.x1 and first.x1 >= second.x0 and first.y0 <= second.y1 and first.y1 >= second.y0


def _gap(first: Box, second: Box) -> float:
    """The horizontal distance between two boxes, 0 where they overlap."""
    return max(0.0, first.x0 - second.x1, second.x0 - first.x1)
