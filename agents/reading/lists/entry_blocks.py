"""The blocks of a list whose entries have two columns: items, and the headings among them. Pure.

In a contract set in two columns, numbers and clauses, the number of a heading stands in the column of the
numbers, and its name in that of the clauses.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.reading.lists.entries import Entries
from agents.reading.page import Block, union
from agents.reading.text.paragraphs import Row, is_bold, rows_of, text_block
from schemas.labels import RegionLabel

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?=\D)")
_LETTERS, _ROWS = 120, 2
"""Of a heading, at most."""
_ENDS = (".", "!", "?", ";", ":", ",")


def entry_blocks(entries: Entries) -> list[Block]:
    """Each a list item, or a heading where number and name are in bold type and what others say is not."""
    read = [*map(rows_of, entries)]
    plain = not all(map(is_bold, read))
    return [
        replace(item(rows), label=RegionLabel.SECTION_HEADER) if plain and _is_heading(rows) else item(rows)
        for rows in read
    ]


def item(rows: Sequence[Row]) -> Block:
    """The rows as one list item."""
    return text_block(RegionLabel.LIST_ITEM, union([row.box for row in rows]), rows)


def _is_heading(entry: Sequence[Row]) -> bool:
    text = " ".join(row.text for row in entry)
    short = len(entry) <= _ROWS and len(text) <= _LETTERS
    return is_bold(entry) and short and _NUMBER.match(text) is not None and not text.endswith(_ENDS)
