"""What a layout model takes for a table, and is text in one column. Pure."""

from dataclasses import replace
from statistics import median

from agents.reading.page import PageParts
from agents.reading.tables.cells import Cells
from agents.reading.tables.table_pieces import table_pieces
from agents.reading.text.breaks import PROSE
from agents.reading.text.paragraphs import rows_of
from schemas.geometry import Box
from schemas.labels import RegionLabel

_WORDS = 4
"""Of a line of text, at least, also in a narrow column: those of a list of names, or of single cells, have
fewer."""
_OF_TEXT = 0.3
"""Of a text: a table over so much of it is drawn around lines of both."""


def without_single_columns(page: PageParts, cells: Cells) -> PageParts:
    """Tables in which neither their backend nor their words show two columns are text, where their lines are
    as long as those of text. Such a one over much of another text is none at all, since its lines would be
    shared out between both; those that lie in no other region are text in no region then. A table of which no
    backend has said anything stays one."""
    single = {number for number, grid in page.grids.items() if not grid.cells and number not in cells.grids}
    mistaken = {
        region.region_id
        for region in page.regions
        if region.label is RegionLabel.TABLE and region.region_id in single and _is_text(region.box, page)
    }
    texts = [region.box for region in page.regions if region.label in PROSE]
    regions = tuple(
        region.model_copy(update={"label": RegionLabel.TEXT}) if region.region_id in mistaken else region
        for region in page.regions
        if region.region_id not in mistaken
        or not any(region.box.overlap(text) >= _OF_TEXT * text.area > 0 for text in texts)
    )
    return replace(page, regions=regions)


def _is_text(box: Box, page: PageParts) -> bool:
    rows = rows_of(table_pieces(box, page))
    return bool(rows) and median(len(row.text.split()) for row in rows) >= _WORDS
