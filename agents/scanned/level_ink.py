"""Ink that goes on level and equally dark for a while: pieces of rules, by the pixels of a page. Pure.

A page is looked at in cells about a point wide and a pixel high: grain and specks are less in them, and a
thin rule is as dark as it was. Closing and opening are those of grey pictures (Serra, "Image Analysis and
Mathematical Morphology", 1982).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb
from agents.long_rules import THICKEST_PT

Cells = NDArray[np.uint8]

_DARKER = 28
"""Grey levels below the paper above and below."""
_PAPER = 0.6
"""Of the lightest of the page: what is darker is a photograph, or a ground of its own."""
_RUN_PT, _GAP_PT = 12.0, 5.0
"""Ink goes on for so long, and what wore off between two runs is no longer."""
_EVEN = 0.5
"""How dark a run is where it is palest, of where it is darkest."""
_NEXT_ROWS = 2
"""A run goes on in one of so many rows below it."""
_MOST_RUNS = 4_000


@dataclass(frozen=True, slots=True)
class Part:
    """Runs of ink that go on from each other. `ys`: the row in the middle of its ink, by column from `left`
    on, as a straight line through all of it runs; `thick`: rows from its upper edge to its lower one, on
    average; `askew`: how far its ink is from that line, of what a straight band of its thickness would be;
    `full`: the share of its columns with ink."""

    left: int
    ys: NDArray[np.float64]
    thick: float
    askew: float
    full: float


@dataclass(slots=True, eq=False)
class _Growing:
    """Runs put together so far: row, first column, and the one after the last."""

    runs: list[tuple[int, int, int]]
    left: int
    right: int
    bottom: int


class LevelInk:
    """What of a page may be rules. `cells`: how light it is; `paper`: how light what is around is, above or
    below; `dark`: how much darker ink is than that; `row_pt` and `column_pt`: the size of a cell, which is
    `step` pixels wide."""

    def __init__(self, page: Rgb, dpi: float) -> None:
        self.row_pt = 72 / dpi
        self.step = min(max(1, round(dpi / 72)), page.shape[1])
        self.column_pt = self.step * self.row_pt
        self.cells = _cells(page, self.step)
        thickest = 2 * round(THICKEST_PT / self.row_pt / 2) + 1
        self.paper = least(most(self.cells, thickest, 0), thickest, 0)
        lightest = float(np.percentile(self.cells[::8, ::8], 90))
        self.dark = np.where(self.paper > _PAPER * lightest, self.paper - self.cells, 0).astype(np.uint8)

    def parts(self, shortest_pt: float) -> list[Part]:
        """Those as wide, from top to bottom."""
        grown = _grown(self._runs(), round(_GAP_PT / self.column_pt))
        return [_part(one) for one in grown if (one.right - one.left) * self.column_pt >= shortest_pt]

    def _runs(self) -> list[tuple[int, int, int]]:
        """Row, first column, and the one after the last: the longest of them, from top to bottom."""
        length = 2 * round(_RUN_PT / self.column_pt / 2) + 1
        if self.dark.shape[1] < length:
            return []
        # A slanted rule goes on in the next row: where it does it is as dark as before in one of three.
        dark = most(self.dark, 3, 0)
        palest = most(least(dark, length, 1), length, 1)
        rule = (palest > _DARKER) & (palest >= _EVEN * most(dark, length, 1).astype(np.float32))
        edges = np.flatnonzero(np.diff(np.pad(rule, ((0, 0), (1, 1))).ravel()))
        rows, columns = np.divmod(edges + 1, rule.shape[1] + 2)
        runs = np.stack([rows[::2], columns[::2] - 1, columns[1::2] - 1], axis=1)
        longest = np.sort(np.argsort(runs[:, 1] - runs[:, 2], kind="stable")[:_MOST_RUNS])
        return [(int(row), int(first), int(end)) for row, first, end in runs[longest]]


def _cells(page: Rgb, step: int) -> Cells:
    """By its green."""
    columns = page.shape[1] // step
    total: Any = page[:, : columns * step : step, 1].astype(np.uint16)
    for at in range(1, step):
        total += page[:, at : columns * step : step, 1]
    return (total // step).astype(np.uint8)


def most(cells: Cells, length: int, axis: int) -> Cells:
    """The greatest of `length` neighbours, an odd number, around each cell."""
    pad = [(0, 0), (0, 0)]
    pad[axis] = (length // 2, length // 2)
    most = np.pad(cells, pad, mode="edge")
    done = 1
    while done < length:
        by = min(done, length - done)
        most = np.maximum(most[:-by], most[by:]) if axis == 0 else np.maximum(most[:, :-by], most[:, by:])
        done += by
    return most


def least(cells: Cells, length: int, axis: int) -> Cells:
    return ~most(~cells, length, axis)


def _grown(runs: Iterable[tuple[int, int, int]], gap: int) -> list[_Growing]:
    """Runs put together that touch, or nearly so. From top to bottom: two arms of a slanted rule may meet in
    a run below them."""
    done: list[_Growing] = []
    growing: list[_Growing] = []
    for row, first, end in runs:
        done += [one for one in growing if one.bottom < row - _NEXT_ROWS]
        growing = [one for one in growing if one.bottom >= row - _NEXT_ROWS]
        near = [one for one in growing if one.left - gap <= end and first <= one.right + gap]
        joined = _Growing(
            [*(run for one in near for run in one.runs), (row, first, end)],
            min([first, *(one.left for one in near)]),
            max([end, *(one.right for one in near)]),
            row,
        )
        growing = [*(one for one in growing if one not in near), joined]
    return [*done, *growing]


def _part(one: _Growing) -> Part:
    xs = np.concatenate([np.arange(first, end) for _, first, end in one.runs])
    ys = np.concatenate([np.full(end - first, row, float) for row, first, end in one.runs])
    slope, offset = np.polyfit(xs, ys, 1)
    top, bottom = np.full(one.right, np.inf), np.full(one.right, -np.inf)
    np.minimum.at(top, xs, ys)
    np.maximum.at(bottom, xs, ys)
    inked = np.isfinite(top)
    high = float((bottom[inked] - top[inked]).mean()) + 1
    away = float(np.std(ys - (slope * xs + offset)))
    return Part(
        left=one.left,
        ys=slope * np.arange(one.left, one.right) + offset,
        thick=max(1.0, high - 2),  # each run is a row higher and lower than its ink
        askew=away / (high / np.sqrt(12)),
        full=float(inked[one.left :].mean()),
    )
