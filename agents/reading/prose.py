"""Columns of prose that a layout model takes for a table or a picture, and figures in it that it takes for
headings. Pure.

The lines of prose go on in the middle of a sentence: most begin in lower case, which cells and labels do only
where they are long themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from agents.reading.headings.headings import HEADINGS
from agents.reading.lists.sequences import mark_of
from agents.reading.page import Grid, PageParts, union
from agents.reading.text.breaks import PROSE
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region

_LINES = 8
"""So many lines at least tell."""
_GO_ON, _WORDS, _FEW_WORDS = 0.7, 2.2, 1.6
"""The share of lines that begin in lower case, and the words of a line, at least; fewer where a region is
full."""
_COVERED, _FULL = 0.55, 0.75
"""Of a region, by its lines: prose covers as much; neither cells nor labels of a picture cover the more."""
_PAGE, _PAGE_COVERED, _PAGE_LINES, _PAGE_WORDS = 0.5, 0.3, 20, 3.0
"""Of the page, of what is around its lines by these, lines, and words of a line: a picture that takes as much
and holds as many is a page of text, though it has headings and short items as well."""
_ITEMS = 0.6
"""Of the lines where no image is: so many of items, with several marks, are those of slides on a page, and
labels of no picture."""
_INSIDE = 0.8
"""Of a heading: so much of it lies in the text."""
_CELLS, _ROWS, _SENTENCES_CUT = 6, 3, 0.4
"""Of a grid: so many cells with text in so many rows are those of a table, unless more of them than that
begin in the middle of a sentence."""
_BULLETS = frozenset("\u2022\u25aa\u25cf\u2013")
_MOST = 1_000_000
"""Cells, or marks of items, times lines of a region: with more they are not looked at."""


class _Row(NamedTuple):
    """A line of the page: its words from left to right, and the box around them."""

    words: tuple[str, ...]
    box: Box


def without_mistaken_regions(page: PageParts) -> PageParts:
    """The page without regions that are prose; their words lie in no region then. A table with rules stays
    one, and so does what a recogniser read that was given the region.

    Not promised: prose in a script without small letters is not told.
    """
    mistaken = frozenset(region.region_id for region in page.regions if _is_mistaken(region, page))
    if not mistaken:
        return page
    regions = tuple(region for region in page.regions if region.region_id not in mistaken)
    grids = {number: grid for number, grid in page.grids.items() if number not in mistaken}
    return replace(page, regions=regions, grids=grids)


def _is_mistaken(region: Region, page: PageParts) -> bool:
    if region.label in HEADINGS:
        return _is_figure(region, page)
    if region.label not in (RegionLabel.TABLE, RegionLabel.PICTURE):
        return False
    grid = page.grids.get(region.region_id)
    if grid and grid.is_ruled:
        return False
    rows = list((_read if page.kind is PageKind.OCR else _written)(page, region.box))
    covered = sum(row.box.area for row in rows) / max(region.box.area, 1.0)
    words = sum(len(row.words) for row in rows)
    if region.label is RegionLabel.PICTURE:
        of_page = region.box.area / max(page.width_pt * page.height_pt, 1.0)
        # A page may be full of text down to its half only.
        around = union([row.box for row in rows]).area if rows else 1.0
        filled = covered * region.box.area >= _PAGE_COVERED * around
        text = filled and len(rows) >= _PAGE_LINES and words >= _PAGE_WORDS * len(rows)
        if covered >= _FULL or (of_page >= _PAGE and text):
            return True
    marks = _marks(rows) if region.label is RegionLabel.PICTURE else []
    items = sum(_begins_item(row, marks) for row in rows)
    if page.kind is PageKind.DIGITAL and len(marks) >= _LINES and items >= _ITEMS * len(rows):
        return True
    least = _FEW_WORDS if covered >= _FULL else _WORDS
    if len(rows) < _LINES or words < least * len(rows) or covered < _COVERED:
        return False
    if grid and _begin_in_cells(grid, rows):
        return False
    return sum(row.words[0][:1].islower() or _begins_item(row, marks) for row in rows) >= _GO_ON * len(rows)


def _marks(rows: Sequence[_Row]) -> list[Box]:
    """Rows that begin with a number or a bullet, as items of a list do and no label of a picture. None where
    they are too many to be looked for beside each row."""
    marks = [row.box for row in rows if mark_of(row.words[0]) or row.words[0] in _BULLETS]
    return marks if len(marks) * len(rows) <= _MOST else []


def _begins_item(row: _Row, marks: Sequence[Box]) -> bool:
    """Whether it begins with a mark, or stands beside one that is a row of its own."""
    return any(mark.y0 < row.box.centre[1] < mark.y1 for mark in marks)


def _begin_in_cells(grid: Grid, rows: Sequence[_Row]) -> bool:
    """Whether sentences begin where cells do: each of them is text of its own."""
    if len(grid.cells) * len(rows) > _MOST:
        return False
    first: dict[tuple[int, int], _Row] = {}
    for row in sorted(rows, key=lambda row: (row.box.y0, row.box.x0)):
        cell = next((cell for cell in grid.cells if cell.box.holds_centre_of(row.box)), None)
        if cell is not None:
            first.setdefault((cell.row, cell.col), row)
    cut = sum(row.words[0][:1].islower() for row in first.values())
    several = len({row for row, _ in first}) >= _ROWS
    return several and len(first) >= _CELLS and cut <= _SENTENCES_CUT * len(first)


def _is_figure(region: Region, page: PageParts) -> bool:
    """Whether what was taken for a heading is a time or a number within a text."""
    texts = (other.box for other in page.regions if other.label in PROSE)
    if not any(region.box.overlap(box) >= _INSIDE * region.box.area > 0 for box in texts):
        return False
    rows = (_read if page.kind is PageKind.OCR else _written)(page, region.box)
    words = [word for row in rows for word in row.words]
    return bool(words) and not any(letter.isalpha() for word in words for letter in word)


def _written(page: PageParts, within: Box) -> Iterator[_Row]:
    """The lines of the text layer, as far as they lie there."""
    lines: dict[int, list[Word]] = {}
    for word in page.words:
        if word.text.strip() and within.holds_centre_of(word.box):
            lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        ordered = sorted(line, key=lambda word: word.box.x0)
        yield _Row(tuple(word.text for word in ordered), union([word.box for word in line]))


def _read(page: PageParts, within: Box) -> Iterator[_Row]:
    """The lines there that a recogniser found by itself."""
    for line in page.lines:
        words = tuple(line.text.split())
        if words and line.region_id is None and within.holds_centre_of(line.box):
            yield _Row(words, line.box)
