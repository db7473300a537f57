"""Which lines of a page are set in bold, typewriter, slanted or coloured type, by what PyMuPDF says of their
spans."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pymupdf

from agents.drawn.watermarks import Place
from schemas.geometry import Word

_BOLD = re.compile(r"bold|black|heavy|CMBX|CMSSBX", re.IGNORECASE)
"""In the names of fonts that do not say so by a flag."""
_FIXED = re.compile(r"mono(?!type|ton)|courier|consol|typewriter|menlo|cmtt|sftt|lettergothic", re.IGNORECASE)
"""In the names of fonts whose letters are all as wide and that do not say so."""
_MOST = 0.8
"""Of the letters of a page."""

Content = dict[str, Any]
"""A page as PyMuPDF's `get_text("dict")` gives it."""
Span = dict[str, Any]


def lines_all(content: Content, holds: Callable[[Span], bool]) -> set[Place]:
    """Block and line numbers of lines that have no letter in type of which it does not hold."""
    found: set[Place] = set()
    for place, line in _lines(content):
        spans = [span for span in line["spans"] if span["text"].strip()]
        if spans and all(holds(span) for span in spans):
            found.add(place)
    return found


def is_bold(span: Span) -> bool:
    return bool(span["flags"] & pymupdf.TEXT_FONT_BOLD) or bool(_BOLD.search(span["font"]))


def is_fixed(span: Span) -> bool:
    """Whether it is in type whose letters are all as wide, by its font's flag or name."""
    return bool(span["flags"] & pymupdf.TEXT_FONT_MONOSPACED) or bool(_FIXED.search(span["font"]))


def styled(content: Content) -> Callable[[Span], bool]:
    """Tells spans that are in italics, or in another colour than most letters of the page."""
    colours: Counter[int] = Counter()
    for _, line in _lines(content):
        for span in line["spans"]:
            colours[span["color"]] += len(span["text"].strip())
    usual = max(colours, key=lambda colour: (colours[colour], -colour), default=0)
    return lambda span: bool(span["flags"] & pymupdf.TEXT_FONT_ITALIC) or span["color"] != usual


def set_apart(lines: tuple[int, ...], words: Sequence[Word]) -> tuple[int, ...]:
    """None of them where most of the page is so: it sets nothing apart then."""
    chosen = frozenset(lines)
    letters = sum(len(word.text) for word in words)
    return lines if sum(len(word.text) for word in words if word.line in chosen) <= _MOST * letters else ()


def _lines(content: Content) -> Iterator[tuple[Place, dict[str, Any]]]:
    for block in content["blocks"]:
        for line_no, line in enumerate(block.get("lines", ())):
            yield (block["number"], line_no), line
