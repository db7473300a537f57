"""What a layout model takes for a table, and is text in one column. Pure."""

from dataclasses import replace
from statistics import median

from agents.reading.page import PageParts
from agents.reading.tables.cells import Cells
from agents.reading.tables.table_pieces import table_pieces
from agents.reading.text.paragraphs import rows_of
from schemas.geometry import Box
from schemas.labels import RegionLabel

_WORDS = 4
"""Of a line of text, at least, also in a narrow column: those of a list of names, or of single cells, have
fewer."""


def without_single_columns(page: PageParts, cells: Cells) -> PageParts:
    """Tables in which neither their backend nor their words show two columns are text, where their lines are
    as long as those of text. A table of which no backend has said anything stays one."""
    single = {number for number, grid in page.grids.items() if not grid.cells and number not in cells.grids}
    regions = tuple(
        region.model_copy(update={"label": RegionLabel.TEXT})
        if region.label is RegionLabel.TABLE and region.region_id in single and _is_text(region.box, page)
        else region
        for region in page.regions
    )
    return replace(page, regions=regions)


def _is_text(box: Box, page: PageParts) -> bool:
    rows = rows_of(table_pieces(box, page))
    return bool(rows) and median(len(row.text.split()) for row in rows) >= _WORDS
