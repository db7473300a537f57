"""Words as high as their type is large, whatever the font says of itself. Pure.

The box of a word in a PDF reaches from the ascender to the descender of its font, which are 1.0 times the
size of the type in one font and 1.4 times in another. So a heading in one font may have a lower box than
smaller text in another; and what is judged in heights of a line, such as the space between paragraphs, would
be judged in each font differently.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from agents.drawn.watermarks import Place

ABOVE, BELOW = 1.06, 0.29
"""Of the size of the type: how far a box reaches from the base line. That of most fonts without serifs."""
_LIKELY = (0.5, 2.0)
"""Times as high as before: fonts whose letters are drawings may say nothing true of their size."""

Row = tuple[Any, ...]


class _Span(NamedTuple):
    """Text of one size: from where to where it goes along its line, and its base line across it."""

    start: float
    end: float
    base: float
    size_pt: float


def with_even_heights(rows: Sequence[Row], content: dict[str, Any]) -> list[Row]:
    """PyMuPDF's words, those that run along or across the page with boxes by the size of their type and their
    base line, as its text as a dictionary has them. The other sides of the boxes stay as they are."""
    spans = dict(_lines(content))
    return [_even(row, *spans[row[5], row[6]]) if (row[5], row[6]) in spans else row for row in rows]


def _lines(content: dict[str, Any]) -> Iterator[tuple[Place, tuple[list[_Span], int, int]]]:
    """By block and line: the spans; which sides of a box are the line's ends (0: left and right, 1: upper and
    lower); and which way is up there (-1: to smaller numbers)."""
    for block in content["blocks"]:
        for number, line in enumerate(block.get("lines", ())):
            dx, dy = line["dir"]
            if line["wmode"] or (abs(dx) < 1 and abs(dy) < 1):
                continue
            along, up = (0, -1 if dx > 0 else 1) if abs(dx) >= 1 else (1, -1 if dy < 0 else 1)
            yield (block["number"], number), (list(_spans(line["spans"], along)), along, up)


def _spans(spans: Iterable[dict[str, Any]], along: int) -> Iterator[_Span]:
    for span in spans:
        if span["text"].strip():
            box = span["bbox"]
            yield _Span(box[along], box[along + 2], span["origin"][1 - along], float(span["size"]))


def _even(row: Row, spans: Sequence[_Span], along: int, up: int) -> Row:
    """The word by the span that it shares most with: one that begins in small type and goes on in large type
    counts as the more of it."""
    start, end = row[along], row[along + 2]
    span = max(spans, key=lambda one: min(end, one.end) - max(start, one.start), default=None)
    if span is None:
        return row
    top, foot = sorted((span.base + up * ABOVE * span.size_pt, span.base - up * BELOW * span.size_pt))
    before = row[3 - along] - row[1 - along]
    if not _LIKELY[0] * before <= foot - top <= _LIKELY[1] * before:
        return row
    box = [*row[:4]]
    box[1 - along], box[3 - along] = top, foot
    return (*box, *row[4:])
