"""Tables that no layout model found: lines of short texts in columns. Pure.

Precision comes first, since prose in two columns, forms, lists and listings of programs stand in columns,
too. A table here has three rows and two columns at least, short texts, nothing that looks like markers of a
list, and either a column of numbers, a caption that calls it a table, or rules between its rows.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise
from statistics import median

from agents.reading.furniture.running_heads import EDGE
from agents.reading.headings.headings import HEADINGS
from agents.reading.lists.markers import LEADER
from agents.reading.notes.captions import names_table
from agents.reading.page import MARGINS, Grid, PageParts, Piece, free_region_id, union
from agents.reading.tables.header_row import is_number
from agents.reading.tables.heads_between import parted_lines
from agents.reading.tables.word_grid import word_grid
from agents.reading.text.text_lines import TextLine, text_lines, usual_height
from agents.reading.uncut import free_pieces
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.parts import TableCell
from schemas.work import Region

_ROWS = 3
_LETTERS = 25
"""The median length of a cell, at most."""
_PITCHES = 3.0
"""Of the usual height: a wider gap ends a table."""
_ALONE = 2
"""So many lines in a row may have one text only: the further lines of a long cell."""
_NUMBERS = 0.6
_FILLED = 0.4
_WITHIN = 0.3
"""Of the cells of a column: begin otherwise than the others."""
_MARKER = re.compile(r"^([\u2022\u25aa\u25cf\u2013*-]|[(\[]?\w{1,3}[.)\]])$")
_TAKEN = frozenset({RegionLabel.TABLE, RegionLabel.FORMULA})
_OF_PICTURE = 0.6
"""Of a picture: one that a table takes so much of was no picture."""
_SURE_ROWS, _SURE_COLUMNS, _SURE_FILLED = 4, 3, 0.75
"""What is asked for in a picture, since the labels of a chart stand in rows and columns, too."""
_THROUGH = 0.85
"""Of a table's width: a rule that is as long parts its rows."""

Texts = dict[tuple[int, int], str]
"""By row and column."""


def with_found_tables(page: PageParts, entries: Sequence[Region] = ()) -> PageParts:
    """The page with a region and a grid more for each table found. A picture that turns out to be one is no
    picture any more. `entries`: those of a table of contents, which is none."""
    taken = [*entries, *(region for region in page.regions if _is_no_table(region, page.height_pt))]
    headings = [region.box for region in page.regions if region.label in HEADINGS]
    pieces = [piece for piece in free_pieces(page) if not _taken(piece, taken)]
    if len(pieces) < 2 * _ROWS:
        return page
    height = usual_height(pieces)
    lines = text_lines(pieces, height)
    regions, grids = list(page.regions), dict(page.grids)
    heads = {at for at, line in enumerate(lines) if _is_heading(line, headings)} if headings else set[int]()
    for first, last in _stretches(lines, height, heads):
        box = union([run.box for line in lines[first:last] for run in line.runs])
        inside = [piece for piece in pieces if box.holds_centre_of(piece.box)]
        grid = word_grid(inside)
        caption = _near(lines, first, last)
        pictures = [one for one in regions if one.label is RegionLabel.PICTURE and one.box.overlap(box)]
        if grid is None or all(piece.fixed for piece in inside):
            continue
        texts = _texts(grid, inside)
        told = bool(caption) or _is_ruled(lines[first:last], box, page.rules)
        if not _is_table(grid, texts, told) or (pictures and not told and not _is_sure(grid, texts)):
            continue
        regions = [one for one in regions if one not in pictures or not _is_mostly(one.box, box)]
        for part_box, part in _parts(box, grid, lines[first:last], inside):
            region_id = free_region_id(regions)
            regions.append(Region(region_id=region_id, label=RegionLabel.TABLE, box=part_box, score=0.5))
            grids[region_id] = part
    return replace(page, regions=tuple(regions), grids=grids) if len(grids) > len(page.grids) else page


def _parts(
    box: Box, grid: Grid, lines: Sequence[TextLine], pieces: Sequence[Piece]
) -> Iterator[tuple[Box, Grid]]:
    """The table, or those that headings between them part it into."""
    parted = parted_lines(lines)
    if len(parted) < 2:
        yield box, grid
        return
    for part in parted:
        around = union([run.box for line in part for run in line.runs])
        own = word_grid([piece for piece in pieces if around.holds_centre_of(piece.box)])
        if own is not None:
            yield around, own


def _is_no_table(region: Region, height_pt: float) -> bool:
    """Whether it is something else, or a header or footer at the edge of the page, where those are."""
    box = region.box
    at_edge = box.y1 <= EDGE * height_pt or box.y0 >= (1 - EDGE) * height_pt
    return region.label in _TAKEN or (region.label in MARGINS and at_edge)


def _is_heading(line: TextLine, headings: Sequence[Box]) -> bool:
    """Whether it is one text that a layout model calls a heading."""
    return len(line.runs) == 1 and any(box.holds_centre_of(line.runs[0].box) for box in headings)


def _taken(piece: Piece, regions: Sequence[Region]) -> bool:
    return any(region.box.holds_centre_of(piece.box) for region in regions)


def _stretches(
    lines: Sequence[TextLine], height: float, headings: AbstractSet[int]
) -> Iterator[tuple[int, int]]:
    """From and to (exclusive): lines of several texts, and what may stand between them. A heading may stand
    between parts of a table, and not below its first line."""
    first, last = -1, -1
    for at, line in enumerate(lines):
        follows = first >= 0 and at - last <= _ALONE + 1 and line.y - lines[at - 1].y <= _PITCHES * height
        if len(line.runs) < 2:
            begun = at not in headings or last > first
            if first >= 0 and not (follows and begun and _narrow(line, lines[first:at])):
                yield first, last + 1
                first = -1
            continue
        if all(names_table(run.text) for run in line.runs):  # captions of tables side by side
            if first >= 0:
                yield first, last + 1
                first = -1
            continue
        if first >= 0 and not follows:
            yield first, last + 1
            first = -1
        first, last = (at if first < 0 else first), at
    if first >= 0:
        yield first, last + 1


def _narrow(line: TextLine, above: Sequence[TextLine]) -> bool:
    box = union([run.box for one in above for run in one.runs])
    return line.runs[0].box.x1 - line.runs[0].box.x0 < 0.5 * (box.x1 - box.x0)


def _near(lines: Sequence[TextLine], first: int, last: int) -> str:
    """The text right above or below that would be its caption."""
    around = [lines[at].runs[0].text for at in (first - 1, first - 2, last, last + 1) if 0 <= at < len(lines)]
    return next((text for text in around if names_table(text)), "")


def _is_table(grid: Grid, texts: Texts, told: bool) -> bool:
    """`told`: by its caption, or by the rules between its rows."""
    filled = [text for text in texts.values() if text]
    if grid.rows < _ROWS or len(filled) < _FILLED * grid.rows * grid.cols or not filled:
        return False
    if median(len(text) for text in filled) > _LETTERS or any(LEADER.search(text) for text in filled):
        return False
    first = [text for (_, col), text in texts.items() if col == 0 and text]
    if sum(bool(_MARKER.match(text)) for text in first) > len(first) / 2:
        return False
    return told or (any(_of_numbers(texts, col) for col in range(1, grid.cols)) and not _is_prose(texts))


def _is_prose(texts: Texts) -> bool:
    """Whether some cells of most columns begin within a sentence, and others begin one: they are the lines of
    texts side by side. The cells of a column of a table begin alike."""
    columns: dict[int, list[bool]] = {}
    for (row, col), text in texts.items():
        if row and text[:1].isalpha():
            columns.setdefault(col, []).append(text[0].islower())
    mixed = [small for small in columns.values() if _WITHIN <= sum(small) / len(small) <= 1 - _WITHIN]
    return 2 * len(mixed) > len(columns)


def _is_sure(grid: Grid, texts: Texts) -> bool:
    """By the rows that begin in the first column: those of sums leave most columns empty."""
    rows = {row for (row, col), text in texts.items() if col == 0 and text}
    filled = sum(bool(text) for (row, _), text in texts.items() if row in rows)
    large = len(rows) >= _SURE_ROWS and grid.cols >= _SURE_COLUMNS
    return large and filled >= _SURE_FILLED * len(rows) * grid.cols


def _is_ruled(lines: Sequence[TextLine], box: Box, rules: Sequence[Box]) -> bool:
    """Whether a rule over all of it stands between each two of its lines, and around them where they are few:
    those of a chart go through its labels, or end at them."""
    across = [
        rule.centre[1]
        for rule in rules
        if min(rule.x1, box.x1) - max(rule.x0, box.x0) >= _THROUGH * (box.x1 - box.x0)
    ]
    ys = [line.y for line in lines]
    if len(lines) < _SURE_ROWS:
        pitch = max((below - above for above, below in pairwise(ys)), default=0.0)
        ys = [ys[0] - pitch, *ys, ys[-1] + pitch]
    return all(any(above < y < below for y in across) for above, below in pairwise(ys))


def _is_mostly(picture: Box, table: Box) -> bool:
    return picture.overlap(table) >= _OF_PICTURE * picture.area


def _of_numbers(texts: Texts, col: int) -> bool:
    """Numbers before the items of a list are none of a table."""
    column = [text for (row, at), text in texts.items() if at == col and row and text]
    numbers = sum(is_number(text) and not _MARKER.match(text) for text in column)
    return len(column) >= _ROWS - 1 and numbers >= _NUMBERS * len(column)


def _texts(grid: Grid, pieces: Sequence[Piece]) -> Texts:
    """What stands in each cell, by its row and column, in no promised order of words."""
    found = {(cell.row, cell.col): "" for cell in grid.cells}
    level: dict[float, list[TableCell]] = {}
    for piece in pieces:
        x, y = piece.box.centre
        if y not in level:  # The words of a line mostly share their middle.
            level[y] = [cell for cell in grid.cells if cell.box.y0 <= y <= cell.box.y1]
        cell = next((cell for cell in level[y] if cell.box.x0 <= x <= cell.box.x1), None)
        if cell is not None:
            found[cell.row, cell.col] = f"{found[cell.row, cell.col]} {piece.text}".strip()
    return found
