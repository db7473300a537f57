"""Numbers and bullets that stand alone, far to the left of the text they belong to, put before it. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from agents.reading.lists.sequences import ALIGNED_PT, Mark, Placed, links_of, mark_of
from agents.reading.page import Piece, union
from agents.reading.text.breaks import PROSE
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_BULLET = re.compile(r"[\u2022\u2023\u25e6\u2043\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1]")
_GAP = 0.8
"""Heights of a line between a mark and its text from which on they are apart, where both are of one line."""
_APART = 1.2
"""Heights of a line between a mark and what ends to the left of it, at least: another column."""
_FAR_PT = 72.0
"""From where a mark begins to where its text does, at most."""
_WIDE = 3.0
"""Of that distance: a text that is as wide shows where a column ends."""
_LEVEL = 0.5
"""Of the lower one's height, that both share."""
_MOST = 300
"""On a page: with more of them it is a drawing or a table."""


def with_marks(
    pieces: Sequence[Piece], regions: Sequence[Region] = (), tables: Sequence[Box] = ()
) -> list[Piece]:
    """The pieces, each mark that stands alone put together with the word or line that is level with it to its
    right. A number in parts may be a time or an amount, so it has to count on from another one, or another
    from it. The number of a formula, and what else stands at the end of a column, is no mark of the text in
    the next one. What lies in tables stays as it is."""
    found = [(at, mark) for at, piece in enumerate(pieces) if (mark := _lone_mark(piece)) is not None]
    if not found or len(found) > _MOST:
        return [*pieces]
    order = sorted(range(len(pieces)), key=lambda at: pieces[at].box.centre[1])
    heights = [pieces[at].box.centre[1] for at in order]
    marks: list[tuple[int, int, Mark | None]] = []
    for at, mark in found:
        box = pieces[at].box
        if any(table.holds_centre_of(box) for table in tables):
            continue
        level = order[bisect_left(heights, box.y0) : bisect_right(heights, box.y1)]
        text = _text_beside(at, [one for one in level if one != at], pieces)
        if text is not None and not _ends_column(box, pieces[text].box, regions):
            marks.append((at, text, None if mark == "" else mark_of(mark)))
    return _joined(pieces, dict(_that_count(marks, pieces)))


def _lone_mark(piece: Piece) -> str | None:
    """The mark, empty for a bullet; None where the piece is something else."""
    if piece.fixed or piece.region_id is not None:
        return None
    if _BULLET.fullmatch(piece.text):
        return ""
    mark = mark_of(piece.text)
    return mark.text if mark and mark.text == piece.text else None


def _text_beside(at: int, level: Sequence[int], pieces: Sequence[Piece]) -> int | None:
    """The nearest piece to the right of a mark with which a row begins."""
    mark = pieces[at]
    height = mark.box.y1 - mark.box.y0
    right: list[int] = []
    for other in level:
        piece = pieces[other]
        if not _share_height(mark.box, piece.box):
            continue
        if piece.box.x0 >= mark.box.x1:
            right.append(other)
        elif piece.line == mark.line or mark.box.x0 - piece.box.x1 < _APART * height:
            return None
    text = min(right, key=lambda one: pieces[one].box.x0, default=None)
    if text is None or pieces[text].fixed or pieces[text].region_id is not None:
        return None
    far = pieces[text].box.x0 - mark.box.x0 > _FAR_PT
    # Programs that print web pages draw a mark by itself, as near to its text as any.
    joined = pieces[text].line == mark.line and pieces[text].box.x0 - mark.box.x1 < _GAP * height
    return None if far or joined else text


def _ends_column(mark: Box, text: Box, regions: Sequence[Region]) -> bool:
    """Whether a column ends between both, or the mark is the number of a formula."""
    wide = _WIDE * (text.x0 - mark.x0)
    for region in regions:
        box = region.box
        level = box.y0 < mark.centre[1] < box.y1 and box.x1 < text.x0
        if region.label is RegionLabel.FORMULA and level:
            return True
        over = box.x0 < mark.x0 - ALIGNED_PT and mark.centre[0] <= box.x1 < text.x0
        if region.label in PROSE and over and box.x1 - box.x0 >= wide:
            return True
    return False


def _share_height(one: Box, other: Box) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > _LEVEL * min(one.y1 - one.y0, other.y1 - other.y0)


def _that_count(
    marks: Sequence[tuple[int, int, Mark | None]], pieces: Sequence[Piece]
) -> list[tuple[int, int]]:
    counting = sorted(
        ((at, mark) for at, _, mark in marks if mark), key=lambda one: pieces[one[0]].box.centre[1]
    )
    links = links_of([Placed(mark, pieces[at].box.x0) for at, mark in counting])
    linked = {counting[one][0] for one in links.nested | {one for chain in links.chains for one in chain}}
    return [(at, text) for at, text, mark in marks if not (mark and mark.has_parts) or at in linked]


def _joined(pieces: Sequence[Piece], beside: dict[int, int]) -> list[Piece]:
    mark_of_text = {text: at for at, text in beside.items()}
    return [
        piece
        if at not in mark_of_text
        else piece._replace(
            text=f"{pieces[mark_of_text[at]].text} {piece.text}",
            box=union([pieces[mark_of_text[at]].box, piece.box]),
        )
        for at, piece in enumerate(pieces)
        if at not in beside or mark_of_text.get(beside[at]) != at
    ]
