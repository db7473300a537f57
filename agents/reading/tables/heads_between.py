"""Headings between two tables that a layout model, or their columns, take for one. Pure.

A row that names what stands below it is in the type of the table; a heading of the document is larger.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from agents.reading.page import Grid, PageParts, Piece, free_region_id, union
from agents.reading.tables.table_pieces import table_pieces
from agents.reading.text.text_lines import TextLine, text_lines, usual_height
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_LARGER, _LARGER_BOLD = 1.18, 1.12
"""Than the type of the rows: as large is a heading, and less where it is bold, as far as scans tell it."""
_ROWS = 2
"""Of several texts, at least, above it and below."""


def parted_lines(lines: Sequence[TextLine]) -> list[Sequence[TextLine]]:
    """The lines of each table among those of one, without the headings between them."""
    sizes = [run.box.y1 - run.box.y0 for line in lines if len(line.runs) > 1 for run in line.runs]
    if not sizes:
        return [lines]
    usual = median(sizes)
    several = [0]
    for line in lines:
        several.append(several[-1] + (len(line.runs) > 1))
    cuts = [-1]
    for at, line in enumerate(lines):
        rows = several[at] - several[cuts[-1] + 1], several[-1] - several[at + 1]
        if min(rows) >= _ROWS and _is_larger(line, usual):
            cuts.append(at)
    return [lines[above + 1 : below] for above, below in pairwise([*cuts, len(lines)])]


def _is_larger(line: TextLine, usual: float) -> bool:
    if len(line.runs) != 1:
        return False
    (run,) = line.runs
    return run.box.y1 - run.box.y0 >= (_LARGER_BOLD if run.bold else _LARGER) * usual


def with_parted_tables(page: PageParts) -> PageParts:
    """The page with a region for each table where a heading stands between them in one region without a full
    set of rules."""
    regions: list[Region] = []
    grids = dict(page.grids)
    free = free_region_id(page.regions)
    for region in page.regions:
        grid = page.grids.get(region.region_id)
        is_open = region.label is RegionLabel.TABLE and grid is not None and not grid.cells
        boxes = _boxes(table_pieces(region.box, page)) if is_open else []
        if grid is None or len(boxes) < 2:
            regions.append(region)
            continue
        for box in boxes:
            regions.append(region.model_copy(update={"region_id": free, "box": box}))
            grids[free] = Grid(0, 0, (), tuple(rule for rule in grid.rules if _nearest(rule, boxes) == box))
            free += 1
    return replace(page, regions=tuple(regions), grids=grids) if len(regions) > len(page.regions) else page


def _boxes(pieces: Sequence[Piece]) -> list[Box]:
    if not pieces:
        return []
    parts = parted_lines(text_lines(pieces, usual_height(pieces)))
    return [union([run.box for line in lines for run in line.runs]) for lines in parts]


def _nearest(rule: Box, boxes: Sequence[Box]) -> Box:
    return min(boxes, key=lambda box: max(0.0, box.y0 - rule.y1, rule.y0 - box.y1))
