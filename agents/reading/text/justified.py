"""Paragraphs of justified text, where only the last row of one ends early. Pure."""

from agents.reading.text.filled import Filled

_JUSTIFIED = 0.6
"""Of the rows, so many are full."""
_LEAST = 5
"""Rows, at least, that show it."""
_WELL = 3.0
"""Heights of a row that are left, and a word: a heavy mark at the end of a row may stick out by less."""


def after_short_rows(text: Filled) -> frozenset[int]:
    """The rows before which a paragraph ends: the row above ends a sentence, and far from the edge, while
    those around both are full. So a row beside a picture ends none, nor do rows of a dialogue."""
    last = len(text.rows) - 1
    full = [text.is_full(at) for at in range(last + 1)]
    if last + 1 < _LEAST or sum(full) < _JUSTIFIED * len(full):
        return frozenset()
    return frozenset(
        at
        for at in range(2, last)
        if full[at - 2]
        and full[at]
        and text.is_short(at - 1, _WELL)
        and text.ends_sentence(at - 1)
        and text.begins_anew(at)
    )
