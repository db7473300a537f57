"""From rows, columns and spans that a detector found to a grid of cells. Pure.

The rules are those of Smock et al., "PubTables-1M", 2022, in a simpler form: rows and columns that lie over
one another are one; what lies between two of them is shared out in the middle; a span takes in the cells that
it covers by half.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from agents.models.protocols import TableGrid
from schemas.geometry import Box
from schemas.parts import TableCell

_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Strip:
    """A row, from top to bottom, or a column, from left to right; `score` of its detection."""

    start: float
    end: float
    score: float = 1.0

    def share_in(self, start: float, end: float) -> float:
        """How much of it lies there."""
        inside = min(self.end, end) - max(self.start, start)
        return max(0.0, inside) / max(1e-9, self.end - self.start)


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything of one table, in points of the page. `sections`: rows that name what follows them, from
    side to side."""

    rows: Sequence[Strip]
    columns: Sequence[Strip]
    headers: Sequence[Box] = ()
    sections: Sequence[Box] = ()
    spans: Sequence[tuple[Box, float]] = ()


def grid_of(found: Structure) -> TableGrid:
    """Every place of the grid belongs to exactly one cell. Without a row or a column there is no table."""
    rows, columns = tiled(found.rows), tiled(found.columns)
    if not rows or not columns:
        return TableGrid()
    merged = _merged(found, rows, columns)
    taken = {place for block in merged for place in _places(block)}
    single = [(r, c, 1, 1) for r in range(len(rows)) for c in range(len(columns)) if (r, c) not in taken]
    heads = {r for box in found.headers for r in _covered(rows, box.y0, box.y1)}
    cells = (
        TableCell(
            row=r,
            col=c,
            row_span=down,
            col_span=across,
            box=Box(columns[c].start, rows[r].start, columns[c + across - 1].end, rows[r + down - 1].end),
            header=r in heads,
        )
        for r, c, down, across in sorted((*merged, *single))
    )
    return TableGrid(len(rows), len(columns), tuple(cells))


def tiled(strips: Sequence[Strip]) -> list[Strip]:
    """In their order and without gaps: of two that lie over one another by half, the surer one stays."""
    kept: list[Strip] = []
    for strip in sorted(strips, key=lambda one: -one.score):
        if strip.end > strip.start and not any(_same(strip, other) for other in kept):
            kept.append(strip)
    kept.sort(key=lambda one: one.start + one.end)
    edges = [(one.end + after.start) / 2 for one, after in itertools.pairwise(kept)]
    starts = [kept[0].start, *edges] if kept else []
    ends = [*edges, kept[-1].end] if kept else []
    return [
        Strip(start, end, one.score)
        for one, start, end in zip(kept, starts, ends, strict=True)
        if end > start
    ]


def _same(one: Strip, other: Strip) -> bool:
    return max(one.share_in(other.start, other.end), other.share_in(one.start, one.end)) > _SAME


_Block = tuple[int, int, int, int]
"""row, column, rows, columns"""


def _merged(found: Structure, rows: Sequence[Strip], columns: Sequence[Strip]) -> list[_Block]:
    """Blocks of more than one place, the surest first; one that would cut another is left out."""
    wide = [Box(columns[0].start, box.y0, columns[-1].end, box.y1) for box in found.sections]
    spans = [box for box, _ in sorted(found.spans, key=lambda one: -one[1])]
    blocks: list[_Block] = []
    taken: set[tuple[int, int]] = set()
    for box in (*wide, *spans):
        down, across = _covered(rows, box.y0, box.y1), _covered(columns, box.x0, box.x1)
        if len(down) * len(across) < 2:
            continue
        block = (down[0], across[0], len(down), len(across))
        places = set(_places(block))
        if not places & taken:
            blocks.append(block)
            taken |= places
    return blocks


def _covered(strips: Sequence[Strip], start: float, end: float) -> list[int]:
    """Neighbours, since strips are in order."""
    return [number for number, strip in enumerate(strips) if strip.share_in(start, end) >= _SAME]


def _places(block: _Block) -> list[tuple[int, int]]:
    row, column, down, across = block
    return [(r, c) for r in range(row, row + down) for c in range(column, column + across)]
