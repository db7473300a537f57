"""Paragraphs that go on in the next column or on the next page. Pure."""

import re
from dataclasses import dataclass, replace
from typing import Any

from agents.reading.page import Block
from agents.reading.text.paragraphs import joined
from agents.reading.text.whole import same_size
from schemas.labels import RegionLabel

Node = dict[str, Any]

PROSE = frozenset({RegionLabel.TEXT, RegionLabel.REFERENCE})
"""Layout models take narrow columns for references."""
_ITEM = re.compile(r"^(\w\)|\([\w]\)|[\u2022*\-\u2013]\s)")
"""A full stop behind one letter is that of an abbreviation as well."""
_ENDS = frozenset('.!?:;\u2026"\u201d\u00bb)')


@dataclass(frozen=True, slots=True)
class Last:
    """The last text of the body or of a list, and where it ended."""

    node: Node
    block: Block
    page_no: int


def continues(last: Last, block: Block, page_no: int) -> bool:
    """Whether a text goes on with the text or the item of a list before it in reading order: on another page
    or higher up, in type of the same size, after no end of a sentence, and in lower case. Where a sentence
    happens to end with the column, it does if paragraphs there begin further in, and it does not; else such a
    paragraph stays two texts."""
    broken = page_no == last.page_no + 1 or (page_no == last.page_no and block.box.y0 < last.block.box.y0)
    item = last.block.label is RegionLabel.LIST_ITEM
    before = replace(last.block, label=RegionLabel.TEXT) if item else last.block
    return broken and (goes_on_after(before, block) or _is_rest(last.block, block))


def _is_rest(first: Block, second: Block) -> bool:
    """Whether a text that begins at the edge, where others are set in, goes on with one that ends where its
    column does and whose like are set in, too."""
    prose = first.label in PROSE and second.label in PROSE and first.bold == second.bold
    told = second.flush is True and first.flush is not None and first.full
    return prose and told and not _ITEM.match(second.text.lstrip()) and same_size(first, second)


def goes_on_after(first: Block, second: Block) -> bool:
    """Whether a sentence that one text does not end goes on in another, in type of the same size. An item of
    a list does not, nor does plain type after bold type, nor what is set in as a paragraph is."""
    if second.flush is False or first.label not in PROSE or second.label not in PROSE:
        return False
    before, after = first.text.rstrip(), second.text.lstrip()
    if not before or not after or before[-1] in _ENDS or not after[0].islower():
        return False
    if _ITEM.match(after) or (first.bold and not second.bold):
        return False
    return same_size(first, second)


def go_on(last: Last, block: Block, provenance: Node) -> None:
    """Adds a text to the node of the one it continues: the words joined as over the end of a line, and one
    place more, with the letters that stand there."""
    node = last.node
    text = joined([node["text"], block.text])
    start = len(text) - len(block.text.lstrip())
    node["text"], node["orig"] = text, f"{node['orig']} {block.raw or block.text}"
    node["prov"][-1]["charspan"][1] = min(node["prov"][-1]["charspan"][1], start)
    node["prov"].append({**provenance, "charspan": [start, len(text)]})
