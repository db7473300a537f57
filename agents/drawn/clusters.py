"""Boxes of a page that touch each other, in groups. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.geometry import Box

_CELLS = 512
"""Of the longer side of the page: what is less than a cell apart may count as touching."""


def clusters(boxes: Sequence[Box], width_pt: float, height_pt: float, reach_pt: float) -> list[list[int]]:
    """The places of the boxes, one list for each group that hangs together, in the order of their first
    members; what is `reach_pt` apart still touches. All boxes must have their centres on the page.

    The work grows with the number of boxes and of cells, not with the pairs of boxes.
    """
    if not boxes:
        return []
    scale = _CELLS / max(width_pt, height_pt)
    cells = _cells(boxes, width_pt, height_pt, reach_pt, scale)
    labels = _labels(cells)
    rows, columns = cells.shape
    groups: dict[int, list[int]] = {}
    for at, box in enumerate(boxes):
        x, y = box.centre
        row, column = min(int(y * scale), rows - 1), min(int(x * scale), columns - 1)
        groups.setdefault(int(labels[max(row, 0), max(column, 0)]), []).append(at)
    return list(groups.values())


def _cells(
    boxes: Sequence[Box], width_pt: float, height_pt: float, reach_pt: float, scale: float
) -> NDArray[np.bool_]:
    """The cells of the page in which anything lies; the one under a box's centre always."""
    rows, columns = (max(1, int(np.ceil(side * scale))) for side in (height_pt, width_pt))
    sides = np.array(boxes, dtype=np.float64)
    middles = np.floor((sides[:, :2] + sides[:, 2:]) / 2 * scale).astype(np.int64)
    starts = np.minimum(np.rint((sides[:, :2] - reach_pt / 2) * scale).astype(np.int64), middles)
    ends = np.maximum(np.rint((sides[:, 2:] + reach_pt / 2) * scale).astype(np.int64), middles + 1)
    starts, ends = (np.clip(edge, 0, (columns, rows)) for edge in (starts, ends))
    # Corners that add up to how many boxes lie over a cell: a box costs as much whatever its size.
    depth = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    np.add.at(depth, (starts[:, 1], starts[:, 0]), 1)
    np.add.at(depth, (ends[:, 1], ends[:, 0]), 1)
    np.add.at(depth, (starts[:, 1], ends[:, 0]), -1)
    np.add.at(depth, (ends[:, 1], starts[:, 0]), -1)
    return depth.cumsum(axis=0).cumsum(axis=1)[:rows, :columns] > 0


def _labels(cells: NDArray[np.bool_]) -> NDArray[np.int64]:
    """By cell the number of its group, row by row: runs of cells that lie over each other are one group."""
    labels = np.full(cells.shape, -1, dtype=np.int64)
    parents: list[int] = []
    above: list[tuple[int, int, int]] = []
    for row, edges in enumerate(_edges(cells)):
        runs: list[tuple[int, int, int]] = []
        at = 0
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            number = len(parents)
            parents.append(number)
            while at < len(above) and above[at][1] <= start:
                at += 1
            over = at
            while over < len(above) and above[over][0] < end:
                parents[_root(parents, above[over][2])] = _root(parents, number)
                over += 1
            runs.append((start, end, number))
            labels[row, start:end] = number
        above = runs
    roots = np.array([_root(parents, number) for number in range(len(parents))] or [0])
    return np.where(labels >= 0, roots[labels], -1)


def _edges(cells: NDArray[np.bool_]) -> list[list[int]]:
    """By row, where runs of cells begin and end in turns."""
    rows, columns = np.nonzero(np.diff(cells.astype(np.int8), axis=1, prepend=0, append=0))
    ends = np.searchsorted(rows, np.arange(1, len(cells)))
    return [found.tolist() for found in np.split(columns, ends)]


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
