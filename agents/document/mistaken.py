"""What layout models take for something else, where its text shows what it is. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.document.page import Block
from schemas.labels import RegionLabel

_ENTRY = re.compile(
    r"^(?:\[[\w+.-]{1,12}\]|\(?\d{1,3}[.)])\s|\b(?:1[89]|20)\d\d[a-z]?\b|\bdoi\b|https?://", re.I
)
"""A mark in front, a year, an address: one of them stands in an entry of a bibliography."""
_PROSE = re.compile(r"^[^\W\d_][^\d_=+<>/*^{}|\\~]*$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS = 2
_MANY_WORDS, _LETTERS_OF = 12, 0.5
"""And the share of the text that their letters are."""
_LETTERS = 120
"""Of a text of the body: what is shorter may be a part of a header."""
_BODY = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE, RegionLabel.LIST_ITEM})


def set_right(blocks: Sequence[Block]) -> list[Block]:
    """Formulas of plain words, references that name no source, and headers and footers beside text of the
    body, are text."""
    body = [block for block in blocks if block.label in _BODY and len(block.text) >= _LETTERS]
    return [
        replace(block, label=RegionLabel.TEXT) if _is_text(block) or _is_beside(block, body) else block
        for block in blocks
    ]


def _is_beside(block: Block, body: Sequence[Block]) -> bool:
    """Whether a header is no higher than the beginning of some text, or a footer no lower than an end."""
    if block.label is RegionLabel.PAGE_HEADER:
        return any(one.box.y0 < block.box.y1 for one in body)
    return block.label is RegionLabel.PAGE_FOOTER and any(one.box.y1 > block.box.y0 for one in body)


def _is_text(block: Block) -> bool:
    if block.label is RegionLabel.REFERENCE:
        return bool(block.text) and _ENTRY.search(block.text) is None
    return block.label is RegionLabel.FORMULA and is_prose(block.text)


def is_prose(text: str) -> bool:
    """Whether what a layout model calls a formula is plain words, or has so many of them that figures between
    them are those of a sentence."""
    words = _WORD.findall(text)
    many = len(words) >= _MANY_WORDS and sum(map(len, words)) >= _LETTERS_OF * len(text)
    return many or (len(words) >= _WORDS and _PROSE.match(text) is not None)
