"""Headings side by side that a layout model drew one box around and called text. Pure."""

from collections.abc import Mapping, Sequence
from statistics import median

from agents.reading.headings.headings import side_by_side
from agents.reading.headings.headline import LARGER
from agents.reading.page import Origin, Piece
from agents.reading.text.paragraphs import rows_of
from schemas.labels import RegionLabel
from schemas.work import Region

_MOST_PIECES = 40
"""In a region: headings are short."""
_ROWS = 2
"""In each column: words that stand apart in one row tell nothing."""


def with_heads(
    regions: Sequence[Region], pieces: Mapping[int, Sequence[Piece]], origin: Origin
) -> list[Region]:
    """Texts in bold type that is larger than that of the page, in columns of several lines, are headings."""
    heights = [
        piece.box.y1 - piece.box.y0
        for region in regions
        if region.label is RegionLabel.TEXT
        for piece in pieces.get(region.region_id, ())
    ]
    large_pt = LARGER * median(heights) if heights else 0.0
    return [
        region.model_copy(update={"label": RegionLabel.SECTION_HEADER})
        if region.label is RegionLabel.TEXT and _are_heads(pieces.get(region.region_id, ()), large_pt, origin)
        else region
        for region in regions
    ]


def _are_heads(pieces: Sequence[Piece], large_pt: float, origin: Origin) -> bool:
    if not 0 < len(pieces) <= _MOST_PIECES:
        return False
    if not all(piece.bold and piece.box.y1 - piece.box.y0 >= large_pt for piece in pieces):
        return False
    parts = side_by_side(pieces, origin)
    return len(parts) > 1 and all(len(rows_of(part)) >= _ROWS for part in parts)
