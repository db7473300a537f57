"""Pieces of text to rows, rows to one running text."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from agents.reading.page import Block, Piece, union
from agents.reading.text.direction import runs_right_to_left
from agents.reading.text.from_right import text_from_right
from schemas.geometry import Box
from schemas.labels import RegionLabel

_SAME_ROW_OVERLAP = 0.5
_ACROSS = 0.05
"""Of a row's height: two parts of it overlap by no more; boxes are rounded."""
_HYPHENS = "-\u2010\u00ad"
_LAST_TOKEN = re.compile(r"\S+$")
_BROKEN = re.compile(r"(?:[^\W\d_]\u00ad|[^\W\d_]{2}[-\u2010])$")
"""A word of two letters at least, or one that says itself that it is broken."""
_REMEMBERED = 256
"""Regions whose rows are kept: those of a page or a few."""
_KEEPS_ITS_HYPHEN = frozenset({"half", "self", "well"})
WIDE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Row(NamedTuple):
    """One visual row of text. `bold`, `styled`: all of it is; `size_pt`: the usual height of its pieces, 0
    where it is that of the row."""

    text: str
    box: Box
    bold: bool = False
    size_pt: float = 0.0
    styled: bool = False

    @property
    def height_pt(self) -> float:
        return self.size_pt or self.box.y1 - self.box.y0


class _Segment(NamedTuple):
    """The pieces of one line, in their order."""

    pieces: list[Piece]
    box: Box


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Rows from top to bottom. Pieces of one line keep their order, and lines of one height are put side by
    side; where most of the letters run from right to left, so does all of a row.

    Two lines stand in one row where they share more than half of the lower one's height.
    """
    return list(_rows(tuple(pieces)))


@lru_cache(_REMEMBERED)
def _rows(pieces: tuple[Piece, ...]) -> tuple[Row, ...]:
    """Those who tell lists, columns, terms and entries apart ask for the rows of the same regions in turn."""
    segments = sorted(_segments(pieces), key=lambda line: (line.box.y0 + line.box.y1, line.box.x0))
    rows: list[list[_Segment]] = []
    for segment in segments:
        if rows and _side_by_side(rows[-1][0].box, segment.box):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    turned = runs_right_to_left(piece.text for piece in pieces)
    return tuple(_one_row(row, turned) for row in rows)


def usual_size(rows: Sequence[Row]) -> float:
    """The median height of the rows, in points."""
    return median(row.height_pt for row in rows) if rows else 0.0


def is_bold(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(row.bold for row in rows)


def text_block(label: RegionLabel, box: Box, rows: Sequence[Row]) -> Block:
    """The rows as one running text."""
    texts = [row.text for row in rows]
    styled = bool(rows) and all(row.styled for row in rows)
    size_pt, bold = usual_size(rows), is_bold(rows)
    return Block(label, box, joined(texts), " ".join(texts), size_pt=size_pt, bold=bold, styled=styled)


def joined(texts: Sequence[str]) -> str:
    """Rows as one running text.

    A hyphen at the end of a row goes where the next row continues in lower case and the hyphen is not the
    word's own, as far as spelling shows: `well-|known`, `state-of-|the-art`, `20-|year` and `e-|mail` keep
    theirs. Without a dictionary some words are guessed wrong; `Block.raw` has them as printed.
    """
    text = ""
    for row in texts:
        text = _continued(text, row.strip())
    return text


def joined_in_cell(texts: Sequence[str]) -> str:
    """The rows of a cell as one running text: as those of a paragraph where a word is broken, but rows of
    numbers, codes and single letters, which may be a list, stay apart."""
    text = ""
    for row in map(str.strip, texts):
        text = (
            _continued(text, row)
            if _BROKEN.search(text[-3:]) and row[:1].isalpha()
            else f"{text} {row}".strip()
        )
    return text


def _continued(text: str, row: str) -> str:
    if not text or not row:
        return text or row
    if text[-1] in _HYPHENS and len(text) > 1 and text[-2].isalnum() and row[0].isalnum():
        return (text[:-1] if _is_line_end_hyphen(text, row) else text) + row
    if WIDE_SCRIPT.match(text[-1]) and WIDE_SCRIPT.match(row[0]):
        return text + row
    return f"{text} {row}"


def _is_line_end_hyphen(text: str, row: str) -> bool:
    if text[-1] == "\u00ad":
        return True
    token = _LAST_TOKEN.search(text)
    stem = (token.group() if token else text)[:-1]
    return (
        row[0].islower()
        and stem[-1].islower()
        and sum(letter.isalpha() for letter in stem) > 1
        and not any(mark in stem for mark in _HYPHENS)
        and stem.lower() not in _KEEPS_ITS_HYPHEN
    )


def _segments(pieces: Iterable[Piece]) -> list[_Segment]:
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece)
    return [_Segment(line, union([piece.box for piece in line])) for line in lines.values()]


def _side_by_side(first: Box, second: Box) -> bool:
    shared = min(first.y1, second.y1) - max(first.y0, second.y0)
    lower = min(first.y1 - first.y0, second.y1 - second.y0)
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    return shared > _SAME_ROW_OVERLAP * lower and across <= _ACROSS * lower


def _one_row(segments: list[_Segment], turned: bool) -> Row:
    """`turned`: most of the text around it runs from right to left."""
    pieces = [piece for segment in sorted(segments, key=lambda one: one.box.x0) for piece in segment.pieces]
    sizes = [median([piece.box.y1 - piece.box.y0 for piece in segment.pieces]) for segment in segments]
    turned = turned or runs_right_to_left(piece.text for piece in pieces)
    return Row(
        text_from_right(pieces) if turned else " ".join(piece.text for piece in pieces),
        union([segment.box for segment in segments]),
        all(piece.bold for piece in pieces),
        sizes[0] if len(sizes) == 1 else median(sizes),
        all(piece.styled for piece in pieces),
    )
