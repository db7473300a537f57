"""What a layout model takes for a table, and is short texts in columns that are filled one after the other: a
directory, an index, a list of names in several columns. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from agents.reading.notes.captions import names_something
from agents.reading.order.columns import are_filled, columns_of
from agents.reading.order.page_columns import PageColumns
from agents.reading.page import Origin, PageParts, Piece, free_region_id, union
from agents.reading.tables.header_row import is_number
from agents.reading.text.loose import lines_of
from agents.reading.uncut import free_pieces
from schemas.labels import RegionLabel
from schemas.work import Region

_MISTAKEN = frozenset({RegionLabel.TABLE, RegionLabel.TEXT})
_CAPTIONED = frozenset({RegionLabel.TABLE, RegionLabel.PICTURE, RegionLabel.CODE})
_NUMBERS = 0.5
"""Of the texts: where more are nothing but numbers, it is a table."""


def without_filled_columns(page: PageParts) -> PageParts:
    """Tables without rules whose columns share no rows, or are those of the text around them, are a text for
    each column. Not seen: columns of entries that are all equally high and fill the page, since these
    stand in rows as well."""
    tables = [region for region in page.regions if region.label in _MISTAKEN]
    if not tables:
        return page
    found = free_pieces(page)
    whole = PageColumns(found if any(region.label is RegionLabel.TABLE for region in tables) else [])
    columns = {
        region.region_id: parts for region in tables if (parts := _columns(region, page, found, whole))
    }
    if not columns:
        return page
    boxes = [union([piece.box for piece in part]) for parts in columns.values() for part in parts]
    made = [
        Region(region_id=number, label=RegionLabel.TEXT, box=box)
        for number, box in enumerate(boxes, free_region_id(page.regions))
    ]
    kept = [region for region in page.regions if region.region_id not in columns]
    if not any(region.label in _CAPTIONED for region in kept):
        kept = [_uncaptioned(region, found) for region in kept]
    grids = {number: grid for number, grid in page.grids.items() if number not in columns}
    return replace(page, regions=(*kept, *made), grids=grids)


def _uncaptioned(region: Region, found: Sequence[Piece]) -> Region:
    """A caption is a text where what it would belong to is none, unless it names anything."""
    if region.label is not RegionLabel.CAPTION:
        return region
    text = " ".join(piece.text for piece in found if region.box.holds_centre_of(piece.box))
    return region if names_something(text) else region.model_copy(update={"label": RegionLabel.TEXT})


def _columns(
    region: Region, page: PageParts, found: Sequence[Piece], whole: PageColumns
) -> list[list[Piece]]:
    grid = page.grids.get(region.region_id)
    if grid and (grid.cells or grid.is_ruled):
        return []
    pieces = [piece for piece in found if region.box.holds_centre_of(piece.box)]
    texts = [" ".join(piece.text for piece in run.pieces) for run in lines_of(pieces)]
    if sum(map(is_number, texts)) > _NUMBERS * len(texts):
        return []
    if are_filled(pieces):
        return columns_of(pieces, page.origin is Origin.LAYER)
    return whole.within(region.box) if region.label is RegionLabel.TABLE else []
