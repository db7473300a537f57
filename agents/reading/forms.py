"""Boxes to tick among the words of a page, and forms by them and by their labels. Pure."""

from collections.abc import Sequence

from agents.reading.page import Piece
from agents.reading.text.text_lines import text_lines, usual_height

EMPTY, CHECKED, TICKED = "\u2610", "\u2611", "\u2612"
_BOXES = frozenset((EMPTY, CHECKED, TICKED))
_FEWEST, _WORDS_OF_BOX = 2, 2
"""Boxes to tick in a form, and words for each of them, the box among them."""
_LABELS, _LABELLED = 3, 0.6
"""Rows of a form that begin with a label, at least; and of all, since some texts need a second row."""


def begins_with_box(text: str) -> bool:
    """Whether it is said of a box to tick."""
    return text[:1] in _BOXES and len(text) > 1


def box_to_tick(text: str) -> tuple[str, str]:
    """docling's label of what begins with a box to tick, and its text without the box. Where there are more
    boxes in it, it is a text that keeps them."""
    rest = text[1:].strip()
    if not _BOXES.isdisjoint(rest):
        return "text", text
    return ("checkbox_unselected" if text[0] == EMPTY else "checkbox_selected"), rest


def is_form(pieces: Sequence[Piece]) -> bool:
    """Whether boxes to tick stand among words, or most rows begin with a label that ends with a colon and has
    a text of its own beside it, as no chart does."""
    boxes = sum(piece.text[:1] in _BOXES for piece in pieces)
    if boxes >= _FEWEST and len(pieces) >= _WORDS_OF_BOX * boxes:
        return True
    lines = text_lines(pieces, usual_height(pieces)) if pieces else []
    labelled = sum(len(line.runs) > 1 and line.runs[0].text.endswith(":") for line in lines)
    return labelled >= _LABELS and labelled >= _LABELLED * len(lines)
