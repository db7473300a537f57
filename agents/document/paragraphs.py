"""Pieces of text to rows, rows to one running text."""

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from agents.document.direction import runs_right_to_left
from agents.document.page import Block, Piece, union
from schemas.geometry import Box
from schemas.labels import RegionLabel

_SAME_ROW_OVERLAP = 0.5
_HYPHENS = "-\u2010\u00ad"
_LAST_TOKEN = re.compile(r"\S+$")
_BROKEN = re.compile(r"(?:[^\W\d_]\u00ad|[^\W\d_]{2}[-\u2010])$")
"""A word of two letters at least, or one that says itself that it is broken."""
_KEEPS_ITS_HYPHEN = frozenset({"half", "self", "well"})
WIDE_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Row(NamedTuple):
    """One visual row of text. `bold`: all of it is; `size_pt`: the usual height of its pieces, 0 where it is
    that of the row."""

    text: str
    box: Box
    bold: bool = False
    size_pt: float = 0.0

    @property
    def height_pt(self) -> float:
        return self.size_pt or self.box.y1 - self.box.y0


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Rows from top to bottom. Pieces of one line keep their order; lines of one height are put side by
    side, in the direction in which most of their letters run.

    Two lines stand in one row where they share more than half of the lower one's height.
    """
    segments = sorted(_segments(pieces), key=lambda row: (row.box.y0 + row.box.y1, row.box.x0))
    rows: list[list[Row]] = []
    for segment in segments:
        if rows and _side_by_side(rows[-1][0].box, segment.box):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [_one_row(row) for row in rows]


def usual_size(rows: Sequence[Row]) -> float:
    """The median height of the rows, in points."""
    return median(row.height_pt for row in rows) if rows else 0.0


def is_bold(rows: Sequence[Row]) -> bool:
    return bool(rows) and all(row.bold for row in rows)


def text_block(label: RegionLabel, box: Box, rows: Sequence[Row]) -> Block:
    """The rows as one running text."""
    texts = [row.text for row in rows]
    return Block(label, box, joined(texts), " ".join(texts), size_pt=usual_size(rows), bold=is_bold(rows))


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


def _segments(pieces: Iterable[Piece]) -> list[Row]:
    lines: dict[int, list[Piece]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append(piece)
    return [
        Row(
            " ".join(piece.text for piece in line),
            union([piece.box for piece in line]),
            all(piece.bold for piece in line),
            median(piece.box.y1 - piece.box.y0 for piece in line),
        )
        for line in lines.values()
    ]


def _side_by_side(first: Box, second: Box) -> bool:
    shared = min(first.y1, second.y1) - max(first.y0, second.y0)
    lower = min(first.y1 - first.y0, second.y1 - second.y0)
    return shared > _SAME_ROW_OVERLAP * lower and (second.x0 >= first.x1 or second.x1 <= first.x0)


def _one_row(segments: list[Row]) -> Row:
    if len(segments) == 1:
        return segments[0]
    turned = runs_right_to_left(row.text for row in segments)
    segments = sorted(segments, key=lambda row: -row.box.x1 if turned else row.box.x0)
    return Row(
        " ".join(row.text for row in segments),
        union([row.box for row in segments]),
        all(row.bold for row in segments),
        median(row.size_pt for row in segments),
    )
