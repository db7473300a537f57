"""What layout models take for something else, where its text shows what it is. Pure."""

import re
from collections.abc import Iterable
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


def set_right(blocks: Iterable[Block]) -> list[Block]:
    """Formulas of plain words, and references that name no source, are text."""
    return [replace(block, label=RegionLabel.TEXT) if _is_text(block) else block for block in blocks]


def _is_text(block: Block) -> bool:
    if block.label is RegionLabel.REFERENCE:
        return bool(block.text) and _ENTRY.search(block.text) is None
    words = _WORD.findall(block.text)
    return block.label is RegionLabel.FORMULA and len(words) >= _WORDS and bool(_PROSE.match(block.text))
