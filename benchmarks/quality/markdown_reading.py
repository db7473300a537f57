"""Markdown as an Extraction. Pure."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from benchmarks.quality.extraction import Extraction
from benchmarks.quality.truth import Cell, Heading

_PLACEHOLDER = re.compile(r"==> picture .*? <==|-----\s*(?:Start|End) of picture text\s*-----")


def extraction_of(markdown: str) -> Extraction:
    """Tables have no spans, since Markdown knows none. Notes that stand for a picture are left out."""
    reading = _Reading()
    for token in MarkdownIt("commonmark").enable("table").parse(_PLACEHOLDER.sub("", markdown)):
        reading.take(token)
    return reading.read


class _Reading:
    """Takes one token after the other. `_row` is -1 outside a table, `_level` 0 outside a heading."""

    def __init__(self) -> None:
        self.read = Extraction()
        self._cells: list[Cell] = []
        self._row, self._col, self._level = -1, 0, 0

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1:])
            case "heading_close":
                self._level = 0
            case "table_open":
                self._cells, self._row = [], -1
            case "tr_open":
                self._row, self._col = self._row + 1, 0
            case "table_close":
                self.read.tables.append(tuple(self._cells))
                self._row = -1
            case _:
                self._text(token)

    def _text(self, token: Token) -> None:
        if token.type == "list_item_open" and token.info:
            self.read.text.append(token.info)
        elif token.type in ("code_block", "fence", "html_block"):
            self.read.text.append(token.content)
        elif token.type == "inline":
            text = _plain(token)
            self.read.text.append(text)
            if self._level:
                self.read.headings.append(Heading(text, self._level))
            if self._row >= 0:
                self._cells.append(Cell(self._row, self._col, text))
                self._col += 1


def _plain(token: Token) -> str:
    """Without marks of emphasis; a line break inside is a space."""
    parts = [
        " " if child.type in ("softbreak", "hardbreak", "html_inline") else child.content
        for child in token.children or ()
    ]
    return " ".join("".join(parts).split())
