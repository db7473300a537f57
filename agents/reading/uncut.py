"""The words and lines of a page as they came, before a line is cut where cells meet."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from agents.reading.page import PageParts, Piece
from schemas.geometry import Line, Word
from schemas.labels import PageKind


def word_pieces(page: PageParts) -> list[Piece]:
    """Those of the text layer; none on an `ocr` page."""
    bold, fixed, styled = map(frozenset, (page.bold_lines, page.fixed_lines, page.styled_lines))
    return [
        Piece(
            word.text,
            word.box,
            word.line,
            bold=word.line in bold,
            fixed=word.line in fixed,
            styled=word.line in styled,
        )
        for word in _believed(page)
    ]


def line_pieces(page: PageParts) -> list[Piece]:
    """Those of the recogniser under which no word lies, numbered after the words' lines; none on a
    `digital` page."""
    if page.kind is PageKind.DIGITAL:
        return []
    words = _believed(page)
    first = max((word.line for word in words), default=-1) + 1
    bold, styled = frozenset(page.bold_read), frozenset(page.styled_read)
    return [
        Piece(line.text.strip(), line.box, number, line.region_id, at in bold, styled=at in styled)
        for number, (at, line) in enumerate(_uncovered(page.lines, words), first)
    ]


def free_pieces(page: PageParts) -> list[Piece]:
    """Those that were read with no region. A line that was lies where it was laid, and so in no column."""
    return [piece for piece in word_pieces(page) + line_pieces(page) if piece.region_id is None]


def _believed(page: PageParts) -> list[Word]:
    """Words with text, but for those of regions that were read anew and of which something came."""
    if page.kind is PageKind.OCR:
        return []
    anew = [box for box in page.read_anew if any(box.holds_centre_of(line.box) for line in page.lines)]
    return [
        word
        for word in page.words
        if word.text.strip() and not any(box.holds_centre_of(word.box) for box in anew)
    ]


def _uncovered(lines: Sequence[Line], words: Sequence[Word]) -> Iterator[tuple[int, Line]]:
    """The lines with text that hold the centre of no word, and which they are."""
    centres = sorted((word.box.centre[1], word.box.centre[0]) for word in words) if lines else []
    for at, line in enumerate(lines):
        below = bisect_left(centres, (line.box.y0, line.box.x0))
        above = bisect_right(centres, (line.box.y1, line.box.x1))
        if line.text.strip() and not any(line.box.holds(x, y) for y, x in centres[below:above]):
            yield at, line
