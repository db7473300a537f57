"""The words and lines of a page as they came, before a line is cut where cells meet."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from agents.document.page import PageParts, Piece
from schemas.geometry import Line, Word
from schemas.labels import PageKind


def word_pieces(page: PageParts) -> list[Piece]:
    """Those of the text layer; none on an `ocr` page."""
    words = page.words if page.kind is not PageKind.OCR else ()
    bold = frozenset(page.bold_lines)
    return [
        Piece(word.text, word.box, word.line, bold=word.line in bold) for word in words if word.text.strip()
    ]


def line_pieces(page: PageParts) -> list[Piece]:
    """Those of the recogniser under which no word lies, numbered after the words' lines; none on a
    `digital` page."""
    lines = page.lines if page.kind is not PageKind.DIGITAL else ()
    words = page.words if page.kind is not PageKind.OCR else ()
    first = max((word.line for word in words if word.text.strip()), default=-1) + 1
    bold = frozenset(page.bold_read)
    return [
        Piece(line.text.strip(), line.box, number, line.region_id, at in bold)
        for number, (at, line) in enumerate(_uncovered(lines, words), first)
    ]


def _uncovered(lines: Sequence[Line], words: Sequence[Word]) -> Iterator[tuple[int, Line]]:
    """The lines with text that hold the centre of no word, and which they are."""
    centres = sorted((word.box.centre[1], word.box.centre[0]) for word in words) if lines else []
    for at, line in enumerate(lines):
        below = bisect_left(centres, (line.box.y0, line.box.x0))
        above = bisect_right(centres, (line.box.y1, line.box.x1))
        if line.text.strip() and not any(line.box.holds(x, y) for y, x in centres[below:above]):
            yield at, line
