"""Headings, one item each: layout models take what stands above one into its box, and cut long ones. Pure."""

from collections.abc import Iterable, Sequence

from agents.document.page import Block
from agents.document.paragraphs import Row
from agents.document.whole import made_whole, same_size
from schemas.geometry import Box
from schemas.labels import RegionLabel

HEADINGS = frozenset({RegionLabel.TITLE, RegionLabel.SECTION_HEADER})

_SMALLER = 1.6
"""Rows so much smaller than the largest of their region are no part of its heading."""
_NEXT_ROW, _NEXT_WORD = 0.8, 1.5
"""Heights of a row between two rows, and between two words, of one heading."""
_LETTERS = 160
_ENDS = frozenset(".,;:")


def parts_of_heading(rows: Sequence[Row]) -> list[tuple[bool, list[Row]]]:
    """The rows of a heading's region as runs, and whether each is the heading: in its largest type."""
    largest = max(_height(row.box) for row in rows)
    runs: list[tuple[bool, list[Row]]] = []
    for row in rows:
        large = _height(row.box) * _SMALLER >= largest
        if runs and runs[-1][0] == large:
            runs[-1][1].append(row)
        else:
            runs.append((large, [row]))
    return runs


def with_whole_headings(blocks: Iterable[Block]) -> list[Block]:
    """Headings that follow one another in one type, where one line or one word goes on in the next, made one.

    Not promised: two headings without numbers that stand as close as two lines are taken for one.
    """
    return made_whole(blocks, _go_on)


def _go_on(first: Block, second: Block) -> bool:
    labels = {first.label, second.label}
    if not labels & HEADINGS or labels - HEADINGS - {RegionLabel.TEXT} or first.bold != second.bold:
        return False
    if not same_size(first, second) or len(first.text) + len(second.text) > _LETTERS:
        return False
    size_pt = max(first.size_pt, second.size_pt)
    if _begins_anew(second.text):
        return False
    if _beside(first.box, second.box, size_pt):
        return -0.5 * size_pt <= second.box.x0 - first.box.x1 <= _NEXT_WORD * size_pt
    text = next((block for block in (first, second) if block.label not in HEADINGS), None)
    return (text is None or _is_bold_line(text)) and _below(first.box, second.box, size_pt)


def _is_bold_line(text: Block) -> bool:
    """What a layout model took for text may be the rest of a heading."""
    return text.bold and _height(text.box) < 2 * text.size_pt and text.text[-1:] not in _ENDS


def _begins_anew(text: str) -> bool:
    return text[:1].isdigit() or text.partition(" ")[0].endswith((".", ")"))


def _beside(first: Box, second: Box, size_pt: float) -> bool:
    return min(first.y1, second.y1) - max(first.y0, second.y0) > 0.5 * size_pt


def _below(first: Box, second: Box, size_pt: float) -> bool:
    over = min(first.x1, second.x1) - max(first.x0, second.x0)
    return over > 0 and -0.5 * size_pt <= second.y0 - first.y1 <= _NEXT_ROW * size_pt


def _height(box: Box) -> float:
    return box.y1 - box.y0
