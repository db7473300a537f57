"""Columns of prose that a layout model takes for a table or a picture. Pure.

The lines of prose go on in the middle of a sentence: most begin in lower case, which cells and labels do only
where they are long themselves.
"""

from collections.abc import Iterator
from dataclasses import replace

from agents.document.page import PageParts, union
from schemas.geometry import Word
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region

_LINES = 8
"""So many lines at least tell."""
_GO_ON, _WORDS, _FEW_WORDS = 0.7, 2.2, 1.6
"""The share of lines that begin in lower case, and the words of a line, at least; fewer where a region is
full."""
_COVERED, _FULL = 0.55, 0.75
"""Of a region, by its lines: prose covers as much; neither cells nor labels of a picture cover the more."""
_RULES = 3
"""A table that is drawn with rules has so many; one or two may be those of something near it."""


def without_mistaken_regions(page: PageParts) -> PageParts:
    """The page without regions that are prose; their words lie in no region then. A table with rules stays
    one, and so does all that was read by a recogniser.

    Not promised: prose in a script without small letters is not told.
    """
    if page.kind is PageKind.OCR:
        return page
    mistaken = frozenset(region.region_id for region in page.regions if _is_mistaken(region, page))
    if not mistaken:
        return page
    regions = tuple(region for region in page.regions if region.region_id not in mistaken)
    grids = {number: grid for number, grid in page.grids.items() if number not in mistaken}
    return replace(page, regions=regions, grids=grids)


def _is_mistaken(region: Region, page: PageParts) -> bool:
    if region.label not in (RegionLabel.TABLE, RegionLabel.PICTURE):
        return False
    grid = page.grids.get(region.region_id)
    if grid and len(grid.rules) >= _RULES:
        return False
    words = [word for word in page.words if region.box.holds(*word.box.centre) and word.text.strip()]
    lines = list(_lines(words))
    covered = sum(union([word.box for word in line]).area for line in lines) / max(region.box.area, 1.0)
    if region.label is RegionLabel.PICTURE and covered >= _FULL:
        return True
    least = _FEW_WORDS if covered >= _FULL else _WORDS
    if len(lines) < _LINES or len(words) < least * len(lines) or covered < _COVERED:
        return False
    return sum(line[0].text[:1].islower() for line in lines) >= _GO_ON * len(lines)


def _lines(words: list[Word]) -> Iterator[list[Word]]:
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        yield sorted(line, key=lambda word: word.box.x0)
