"""First lines of texts that a layout model takes for headings. Pure."""

from collections.abc import Mapping, Sequence

from agents.reading.headings.headings import HEADINGS
from agents.reading.page import Piece
from agents.reading.text.paragraphs import Row, rows_of
from schemas.labels import RegionLabel
from schemas.work import Region

_TEXTS = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE, RegionLabel.LIST_ITEM})
_AS_LARGE = 1.08
"""Times the height of the text: a line that is larger is none of it."""
_ENDS = (".", "!", "?", ":", ";")
_MOST = 200
"""Regions on a page: with more of them it is a drawing."""


def without_first_lines(
    regions: Sequence[Region], pieces: Mapping[int, list[Piece]]
) -> tuple[list[Region], Mapping[int, list[Piece]]]:
    """Each heading that is a full line in the type of the text right below it, where that goes on in lower
    case, given to the text. A line in other type, or with room for the next word, stays a heading."""
    texts = [
        (one.region_id, rows_of(own))
        for one in regions
        if one.label in _TEXTS and (own := pieces.get(one.region_id))
    ]
    into: dict[int, int] = {}
    for heading in regions if len(regions) <= _MOST else ():
        own = pieces.get(heading.region_id)
        if heading.label not in HEADINGS or not own:
            continue
        lines = rows_of(own)
        text = next((number for number, rows in texts if _begins(lines, rows)), None)
        if text is not None:
            into[heading.region_id] = text
    if not into:
        return [*regions], pieces
    merged = {number: [*own] for number, own in pieces.items() if number not in into}
    for heading_id, text_id in into.items():
        merged[text_id] = [*pieces[heading_id], *merged[text_id]]
    return [one for one in regions if one.region_id not in into], merged


def _begins(heading: Sequence[Row], text: Sequence[Row]) -> bool:
    line, below = heading[-1], next((row for row in text if row.box.y0 > heading[-1].box.centre[1]), None)
    if len(heading) > 1 or below is None or line.text.endswith(_ENDS) or not below.text[:1].islower():
        return False
    plain = not (line.bold or line.styled) and line.height_pt <= _AS_LARGE * below.height_pt
    across = min(line.box.x1, below.box.x1) - max(line.box.x0, below.box.x0)
    near = across > 0 and below.box.y0 - line.box.y1 <= line.height_pt / 2
    return plain and near and _is_full(line, below, max(row.box.x1 for row in text))


def _is_full(line: Row, below: Row, right: float) -> bool:
    """Whether the next word had no room in the line, with a space before it and one for good measure."""
    letter = (line.box.x1 - line.box.x0) / max(1, len(line.text))
    return line.box.x1 + letter * (len(below.text.partition(" ")[0]) + 2) > right
