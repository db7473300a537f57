"""Captions find the rows that a layout model cut off, and the table or picture they speak of. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from agents.reading.headings.headline import LARGER, LINES, NARROW_LINES, is_narrow, may_be_heading
from agents.reading.notes.caption_owners import REACH_PT, distance, owners_of
from agents.reading.notes.picture_titles import with_picture_titles
from agents.reading.page import Block
from agents.reading.text.paragraphs import Row
from agents.reading.text.whole import made_whole, same_size
from schemas.geometry import Box
from schemas.labels import RegionLabel

_TABLE = re.compile(r"^(table|tab\.|tabelle|tableau|tabla|tabella)\s*[\divxlc]+", re.IGNORECASE)
_NAMED = re.compile(
    r"^(table|figure|fig|chart|image|photo|map|source|note|tab|tabelle|abb|abbildung|quelle|tableau|tabla)\b",
    re.IGNORECASE,
)
_PARTS = r"(?:[.\-\u2013]\d+)*\s*[.:\u2013\u2014]\s"
"""Of a number, and what ends it: a sentence on a table has none, as `Table 2 shows`."""
_OF_TABLE = re.compile(rf"{_TABLE.pattern}{_PARTS}", re.IGNORECASE)
_OF_PICTURE = re.compile(
    rf"^(figure|fig\.?|abb\.?|abbildung|figura|chart|graph|plate|map|diagram|grafik|diagramm|karte)\s*\d+{_PARTS}",
    re.IGNORECASE,
)
_NAMED_AS_WELL = re.compile(
    r"^(exhibit|scheme|plate|box|panel|diagram|graph|illustration|listing|grafik|diagramm|figura|cuadro|quadro"
    r"|tabella|tavola|tabell?|tabel|\u0442\u0430\u0431\u043b|\u0440\u0438\u0441|\u8868|\u56f3|\u56fe)",
    re.IGNORECASE,
)
"""What captions begin with that no row of a table is told by."""
_LETTERS = 160
"""Of a paragraph: a caption that has as many names what it is of."""
_SMALLER = 0.95
"""Of the usual size of text: smaller type is that of captions."""
_RIGHT_AT = 2.0
"""Heights of a row between a table and a text that is its caption."""
_OWNERS = frozenset({RegionLabel.TABLE, RegionLabel.PICTURE})
_MAY_NAME = frozenset({RegionLabel.TEXT, RegionLabel.SECTION_HEADER})
_NEXT_ROW = 0.8
"""Heights of a row between two rows of one caption."""


def names_table(text: str) -> bool:
    """Whether it begins as the caption of a table does."""
    return _TABLE.match(text) is not None


def names_something(text: str) -> bool:
    """Whether it begins as captions and the notes below tables do."""
    return _NAMED.match(text) is not None


def with_whole_captions(blocks: Iterable[Block]) -> list[Block]:
    """Captions that end in the middle of a sentence with the text that goes on right below them in one type,
    one caption."""
    return made_whole(blocks, _goes_on)


def _goes_on(caption: Block, text: Block) -> bool:
    if caption.label is not RegionLabel.CAPTION or text.label is not RegionLabel.TEXT or not text.text:
        return False
    if not same_size(caption, text) or caption.text.endswith(".") or not text.text[0].islower():
        return False
    across = min(caption.box.x1, text.box.x1) - max(caption.box.x0, text.box.x0)
    return across > 0 and abs(text.box.y0 - caption.box.y1) <= _NEXT_ROW * text.size_pt


def parted_caption(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The heading that a layout model took for the beginning of a caption of a table, if any, and the
    caption."""
    at = next((at for at, row in enumerate(rows) if names_table(row.text)), 0)
    if at and min(row.height_pt for row in rows[:at]) >= LARGER * rows[at].height_pt:
        return rows[:at], rows[at:]
    return (), rows


def with_named_captions(blocks: Sequence[Block]) -> list[Block]:
    """Texts of few lines that name a table or a figure right below or above them are its captions, also those
    that a layout model takes for headings."""
    tables = [block.box for block in blocks if block.table]
    pictures = [block.box for block in blocks if block.label is RegionLabel.PICTURE]
    return [
        replace(block, label=RegionLabel.CAPTION)
        if block.label in _MAY_NAME
        and (
            (_OF_TABLE.match(block.text) and _is_beside(block, tables))
            or (_OF_PICTURE.match(block.text) and _is_beside(block, pictures))
        )
        else block
        for block in blocks
    ]


def captions_inside(texts: Sequence[Block]) -> list[Block]:
    """Of the texts within the box of a picture, those that name it and stand above or below all others: a
    layout model may draw the box around both."""
    return [
        text
        for text in texts
        if _OF_PICTURE.match(text.text)
        and (
            all(text.box.y0 >= other.box.y1 for other in texts if other is not text)
            or all(text.box.y1 <= other.box.y0 for other in texts if other is not text)
        )
    ]


def _is_beside(block: Block, tables: Sequence[Box]) -> bool:
    height, box = block.size_pt, block.box
    return box.y1 - box.y0 <= LINES * height and any(
        distance(box, table) <= _RIGHT_AT * height and box.x0 < table.x1 and box.x1 > table.x0
        for table in tables
    )


def without_headings(blocks: Sequence[Block], large_pt: float) -> list[Block]:
    """Captions that name nothing, in bold or in large type, right above a table or far from every table and
    picture, made headings. `large_pt`: from where on type is larger than the text of the page, 0 where there
    is no text."""
    tables = [block.box for block in blocks if block.label is RegionLabel.TABLE]
    owned = [block.box for block in blocks if block.label in _OWNERS]
    return [
        replace(block, label=RegionLabel.SECTION_HEADER)
        if block.label is RegionLabel.CAPTION
        and _is_heading(block, large_pt)
        and (
            any(_stands_over(block.box, table, block.size_pt) for table in tables)
            or all(distance(block.box, one) > REACH_PT for one in owned)
        )
        else block
        for block in blocks
    ]


def without_texts(blocks: Sequence[Block], large_pt: float) -> list[Block]:
    """Captions that name nothing, in the type of the text and as long as a paragraph, made text: a layout
    model takes what stands right below a picture for its caption. `large_pt`: as above."""
    return [
        replace(block, label=RegionLabel.TEXT)
        if block.label is RegionLabel.CAPTION
        and len(block.text) >= _LETTERS
        and block.size_pt >= _SMALLER * large_pt / LARGER > 0
        and not _names_anything(block.text)
        else block
        for block in blocks
    ]


def _names_anything(text: str) -> bool:
    return names_something(text) or _NAMED_AS_WELL.match(text) is not None


def _is_heading(caption: Block, large_pt: float) -> bool:
    text = caption.text.strip()
    if _names_anything(text) or not may_be_heading(text):
        return False
    box = caption.box
    lines = NARROW_LINES if is_narrow(text, box.x1 - box.x0, caption.size_pt) else LINES
    if box.y1 - box.y0 > lines * caption.size_pt:
        return False
    bold = caption.bold and caption.size_pt >= _SMALLER * large_pt / LARGER
    return bold or caption.size_pt >= large_pt > 0


def _stands_over(caption: Box, table: Box, size_pt: float) -> bool:
    across = min(caption.x1, table.x1) - max(caption.x0, table.x0)
    return across > 0 and -size_pt / 2 <= table.y0 - caption.y1 <= REACH_PT


def captioned(blocks: Sequence[Block], large_pt: float) -> list[Block]:
    """The captions of a page settled: which of them are none, what else is one, and what they speak of.
    `blocks` in reading order; `large_pt`: as above."""
    told = without_headings(without_texts(blocks, large_pt), large_pt)
    return with_captions(with_picture_titles(told, large_pt))


def with_captions(blocks: Sequence[Block]) -> list[Block]:
    """Moves each caption into the table or picture that it speaks of, above, below or around it.

    A caption with none so near stays where it was, as a block of its own.
    """
    owning = [at for at, block in enumerate(blocks) if block.label in _OWNERS]
    told = [at for at, block in enumerate(blocks) if block.label is RegionLabel.CAPTION]
    named = [names_table(text) or bool(_OF_PICTURE.match(text)) for text in (blocks[at].text for at in told)]
    found = owners_of([blocks[at] for at in told], named, [blocks[at] for at in owning])
    captions: dict[int, list[Block]] = {}
    moved: set[int] = set()
    for at, owner in zip(told, found, strict=True):
        if owner is not None:
            captions.setdefault(owning[owner], []).append(blocks[at])
            moved.add(at)
    return [
        replace(block, captions=tuple(captions.get(at, ())))
        for at, block in enumerate(blocks)
        if at not in moved
    ]
