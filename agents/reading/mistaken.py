"""What layout models take for something else, where its text shows what it is. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.reading.headings.headings import HEADINGS
from agents.reading.page import MARGINS, Block
from agents.reading.text.paragraphs import Row
from schemas.labels import RegionLabel

_ENTRY = re.compile(
    r"^(?:\[[\w+.-]{1,12}\]|\(?\d{1,3}[.)])\s|\b(?:1[89]|20)\d\d[a-z]?\b|\bdoi\b|https?://", re.I
)
"""A mark in front, a year, an address: one of them stands in an entry of a bibliography."""
_PROSE = re.compile(r"^[^\W\d_][^\d\u00b2\u00b3\u00b9\u2070-\u207f_=+<>/*^{}|\\~]*$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_WORDS = 2
_MANY_WORDS, _LETTERS_OF = 12, 0.5
"""And the share of the text that their letters are."""
_SOME_WORDS = 3
"""Of a text without a sign of mathematics: names and figures, as in the head of a letter."""
_MATHEMATICS = re.compile(
    r"[=+<>/*^{}|\\~_\u00b1\u00b2\u00b3\u00b7\u00b9\u00d7\u00f7\u0370-\u03ff\u2070-\u209f\u2190-\u22ff"
    r"\u27c0-\u2aff]|\b[a-zA-Z]\(|[\U0001d400-\U0001d7ff]"
)
_LETTERS = 120
"""Of a text of the body: what is shorter may be a part of a header."""
_RIGHT_BELOW = 1.5
"""Of a line's height: so far below a heading at most."""
_TITLE = 1.4
"""Times as large as what stands below it, a title in a header is at least."""
_MIDDLE = 0.25
"""Of the page's height, from its top and from its foot: no header or footer is further inside."""
_LEVEL = 0.3
"""Of the height of a header's box: as much of it is level with the column beside it."""
_COLUMN = frozenset({RegionLabel.SECTION_HEADER, RegionLabel.TEXT, RegionLabel.LIST_ITEM})
_BODY = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE, RegionLabel.LIST_ITEM})


def set_right(blocks: Sequence[Block], height_pt: float, title_pt: float = 0.0) -> list[Block]:
    """References that name no source, and headers and footers beside text of the body, far from the edges of
    the page, right below a heading, or further inside than others and beside anything else, are text.
    `title_pt`: from where on the type of a header is that of a title, 0 on pages that have none."""
    body = [block for block in blocks if block.label in _BODY and len(block.text) >= _LETTERS]
    return [
        replace(block, label=RegionLabel.TEXT)
        if _names_no_source(block)
        or _is_inside(block, body, height_pt)
        or _is_in_second_line(block, blocks)
        or _is_below_heading(block, blocks, title_pt)
        else block
        for block in blocks
    ]


def parted_header(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a header or a footer, parted where a line in far smaller type follows, as below a title."""
    runs: list[list[Row]] = []
    for row in rows:
        if runs and runs[-1][-1].height_pt < _TITLE * row.height_pt:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _is_below_heading(block: Block, blocks: Sequence[Block], title_pt: float) -> bool:
    """Whether a header stands right below a heading, where that begins, or so below a larger header in the
    type of a title, which turns out to be one where it does not repeat."""
    if block.label is not RegionLabel.PAGE_HEADER:
        return False
    return any(
        abs(other.box.x0 - block.box.x0) <= block.size_pt
        and 0 <= block.box.y0 - other.box.y1 <= _RIGHT_BELOW * block.size_pt
        for other in blocks
        if other.label in HEADINGS
        or (
            other.label is RegionLabel.PAGE_HEADER
            and other.size_pt >= title_pt > 0
            and other.size_pt >= _TITLE * block.size_pt
        )
    )


def _is_in_second_line(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a header stands below another one, or a footer above another one, and level with the top or the
    foot of a column that is neither."""
    if block.label not in MARGINS:
        return False
    box, header = block.box, block.label is RegionLabel.PAGE_HEADER
    further_out = any(
        other.label is block.label and (other.box.y1 < box.y0 if header else other.box.y0 > box.y1)
        for other in blocks
    )
    least = _LEVEL * (box.y1 - box.y0)
    level = (other.box for other in blocks if other.label in _COLUMN)
    return further_out and any(min(box.y1, other.y1) - max(box.y0, other.y0) > least for other in level)


def _is_inside(block: Block, body: Sequence[Block], height_pt: float) -> bool:
    """Whether a header or a footer is level with some text, or in the middle of the page. What stands upright
    there is a stamp."""
    box = block.box
    if block.label not in MARGINS or box.y1 - box.y0 > box.x1 - box.x0:
        return False
    if _MIDDLE * height_pt < box.centre[1] < (1 - _MIDDLE) * height_pt:
        return True
    return any(one.box.y0 < box.centre[1] < one.box.y1 for one in body)


def names_source(text: str) -> bool:
    """Whether it may be an entry of a bibliography."""
    return _ENTRY.search(text) is not None


def _names_no_source(block: Block) -> bool:
    return block.label is RegionLabel.REFERENCE and bool(block.text) and not names_source(block.text)


def is_prose(text: str) -> bool:
    """Whether what a layout model calls a formula is plain words, or has so many of them, or no sign of
    mathematics, so that the figures between them are those of a text."""
    words = _WORD.findall(text)
    many = len(words) >= _MANY_WORDS and sum(map(len, words)) >= _LETTERS_OF * len(text)
    plain = len(words) >= _SOME_WORDS and _MATHEMATICS.search(text) is None
    return many or plain or (len(words) >= _WORDS and _PROSE.match(text) is not None)
