"""The text of a page as pieces: from its text layer, from a recogniser, or from both."""

from collections.abc import Iterable, Sequence

from agents.reading.page import PageParts, Piece
from agents.reading.tables.cells import Cells
from agents.reading.uncut import line_pieces, word_pieces
from schemas.geometry import Box

_WITHIN_ONE_CELL = 0.8


def pieces_of(page: PageParts, cells: Cells) -> list[Piece]:
    """Every word or line of the page once, empty ones left out.

    A `digital` page has words, an `ocr` page lines, a `hybrid` page its words and those lines under which
    no word lies. A line that crosses the border of table cells is cut there, unless it was read with a
    region that is no table.
    """
    cut = [part for line in line_pieces(page) for part in _cut(line, cells)]
    return word_pieces(page) + cut


def _cut(whole: Piece, cells: Cells) -> Iterable[Piece]:
    if whole.region_id is not None and whole.region_id not in cells.grids:
        return (whole,)
    crossed = [cell for _, _, cell in cells.near(whole.box) if _share_of_width(whole.box, cell) > 0]
    if not crossed or any(_share_of_width(whole.box, cell) >= _WITHIN_ONE_CELL for cell in crossed):
        return (whole,)
    if len(whole.text.split()) > 1:
        return _by_word(whole)
    return _by_letter(whole, crossed)


def _by_word(piece: Piece) -> list[Piece]:
    """Each word with the share of the box that its letters take: a recogniser says no more than the line."""
    words: list[Piece] = []
    start = 0
    for word in piece.text.split():
        start = piece.text.index(word, start)
        words.append(_part(piece, start, start + len(word)))
        start += len(word)
    return words


def _by_letter(piece: Piece, cells: Sequence[Box]) -> list[Piece]:
    """A line without a space, cut where the cell under its letters changes."""
    owners = [_cell_under(_part(piece, at, at + 1).box, cells) for at in range(len(piece.text))]
    starts = [at for at, owner in enumerate(owners) if at == 0 or owner != owners[at - 1]]
    ends = [*starts[1:], len(owners)]
    return [_part(piece, start, end) for start, end in zip(starts, ends, strict=True)]


def _cell_under(letter: Box, cells: Sequence[Box]) -> int | None:
    return next((at for at, cell in enumerate(cells) if cell.holds_centre_of(letter)), None)


def _part(piece: Piece, start: int, end: int) -> Piece:
    x0, y0, x1, y1 = piece.box
    step = (x1 - x0) / len(piece.text)
    return piece._replace(text=piece.text[start:end], box=Box(x0 + start * step, y0, x0 + end * step, y1))


def _share_of_width(line: Box, cell: Box) -> float:
    """How much of the line's width lies over the cell, 0 where the line's middle is above or below it."""
    if not cell.y0 <= (line.y0 + line.y1) / 2 <= cell.y1:
        return 0.0
    return (min(line.x1, cell.x1) - max(line.x0, cell.x0)) / max(line.x1 - line.x0, 1e-6)
