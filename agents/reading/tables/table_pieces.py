"""The words of a table whose box was found by sight, which may cut rows off at its edges. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from agents.reading.notes.captions import names_something, names_table
from agents.reading.page import PageParts, Piece
from agents.reading.tables.header_row import is_number
from agents.reading.tables.side_columns import with_side_columns
from agents.reading.text.text_lines import TextLine, text_lines, usual_height
from agents.reading.uncut import free_pieces
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_MARGIN_PT = 3.0
_REACH = 4.0
"""Of the usual height: so far beyond the box a further row may begin."""
_PITCH = 1.25
"""Of the widest distance of two lines inside: a line further away belongs to something else."""
_BESIDE = 1.5
"""Heights of a line: a text that goes on so far beside the box is no row of it. Boxes cut letters off, and
hardly whole words."""
_PROSE = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE, RegionLabel.FORMULA})
"""What layout models take the columns of a table for, too."""
_NOT_ROWS = {
    RegionLabel.CAPTION: 2,
    RegionLabel.SECTION_HEADER: 3,
    RegionLabel.TITLE: 3,
    RegionLabel.FOOTNOTE: 3,
}
"""What is no row of a table, unless it is of so many texts side by side: a heading or a note has its number
beside it."""


def table_pieces(box: Box, page: PageParts) -> list[Piece]:
    """Those with their middle in the box, those of columns right beside it, and those of rows right above and
    below: lines of several texts that go on at the pitch of the table and keep to its width. A caption in the
    box is no row, and what a recogniser read with a region stands in no column."""
    pieces = free_pieces(page)
    others = [region.box for region in page.regions if region.label not in _PROSE and region.box != box]
    box = with_side_columns(box, pieces, others)
    wide = Box(box.x0 - _MARGIN_PT, box.y0 - _MARGIN_PT, box.x1 + _MARGIN_PT, box.y1 + _MARGIN_PT)
    inside = _without_caption(_without_ends(pieces, wide))
    if len(inside) < 2:
        return inside
    height = usual_height(inside)
    lines = text_lines(inside, height)
    pitch = _PITCH * max((below.y - above.y for above, below in pairwise(lines)), default=0.0)
    top, bottom = wide.y0 - _REACH * height, wide.y1 + _REACH * height
    around = [piece for piece in pieces if top < piece.box.centre[1] < bottom]
    named = _named(
        [region for region in page.regions if region.box.y1 > top and region.box.y0 < bottom],
        wide,
        around,
        height,
    )
    near = [
        piece
        for piece in around
        if wide.x0 <= piece.box.x0
        and piece.box.x1 <= wide.x1
        and not wide.holds_centre_of(piece.box)
        and not any(other.holds_centre_of(piece.box) for other in named)
    ]
    outside = text_lines(near, height) if near else []
    below = _following(lines[-1].y, [line for line in outside if line.y > wide.y1], pitch)
    above = _following(
        -lines[0].y, [_mirrored(line) for line in reversed(outside) if line.y < wide.y0], pitch
    )
    ys = [line.y for line in below] + [-line.y for line in above]
    return inside + [piece for piece in near if any(abs(piece.box.centre[1] - y) < height / 2 for y in ys)]


def _named(regions: Sequence[Region], wide: Box, pieces: Sequence[Piece], height: float) -> list[Box]:
    """What is no row, through the width of the table: a layout model's box may hold the middle of a caption
    alone."""
    boxes = [
        (region.label, Box(wide.x0, region.box.y0, wide.x1, region.box.y1))
        for region in regions
        if region.label in _NOT_ROWS and region.box.x0 < wide.x1 and region.box.x1 > wide.x0
    ]
    return [
        box
        for label, box in boxes
        if not _is_row([p for p in pieces if box.holds_centre_of(p.box)], height, _NOT_ROWS[label])
    ]


def _is_row(pieces: Sequence[Piece], height: float, fewest: int) -> bool:
    lines = text_lines(pieces, height) if pieces else []
    if len(lines) != 1 or len(lines[0].runs) < fewest:
        return False
    first, *others = (run.text for run in lines[0].runs)
    # "Note", and figures in the columns beside it, are names of columns.
    return not names_something(first) or (first.isalpha() and all(map(is_number, others)))


def _without_ends(pieces: Sequence[Piece], wide: Box) -> list[Piece]:
    """The pieces in the box, without the words at its upper and lower edge that are a part of one text which
    goes on beside it: that is a line above or below the table."""
    inside = [piece for piece in pieces if wide.holds_centre_of(piece.box)]
    if not inside:
        return []
    height = usual_height(inside)
    top, bottom = (edge(piece.box.centre[1] for piece in inside) for edge in (min, max))
    level = [
        piece for piece in pieces if any(abs(piece.box.centre[1] - y) <= height / 2 for y in (top, bottom))
    ]
    cut = [
        line.runs[0].box
        for line in text_lines(level, height)
        if len(line.runs) == 1
        and max(wide.x0 - line.runs[0].box.x0, line.runs[0].box.x1 - wide.x1) > _BESIDE * height
    ]
    return [piece for piece in inside if not any(box.holds_centre_of(piece.box) for box in cut)]


def _without_caption(pieces: list[Piece]) -> list[Piece]:
    """Without the lines from one at the top that names a table down to the first of several texts."""
    lines = text_lines(pieces, usual_height(pieces)) if pieces else []
    if not lines or len(lines[0].runs) > 1 or not names_table(" ".join(run.text for run in lines[0].runs)):
        return pieces
    first = next((line for line in lines if len(line.runs) > 1), None)
    if first is None:
        return pieces
    top = min(run.box.y0 for run in first.runs)
    return [piece for piece in pieces if piece.box.centre[1] >= top]


def _mirrored(line: TextLine) -> TextLine:
    return TextLine(-line.y, line.runs)


def _following(y: float, lines: Iterable[TextLine], pitch: float) -> Sequence[TextLine]:
    """Lines from the edge outwards, while each is near the last and has several texts."""
    found: list[TextLine] = []
    for line in lines:
        if line.y - y > pitch or len(line.runs) < 2:
            break
        found.append(line)
        y = line.y
    return found
