"""What a document says, as plain words and cells, to be held against what was drawn."""

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from docling_core.types.doc.document import DoclingDocument
from docling_core.types.doc.items.table.table import TableItem
from docling_core.types.doc.items.text import TextItem

Cells = tuple[tuple[str, ...], ...]


def words_of(document: DoclingDocument, page_no: int | None = None) -> list[str]:
    """The words of all text items in reading order, furniture left out."""
    texts = [
        item.text
        for item, _ in document.iterate_items(page_no=page_no, traverse_pictures=True)
        if isinstance(item, TextItem)
    ]
    return " ".join(texts).split()


def tables_of(document: DoclingDocument) -> list[Cells]:
    return [
        tuple(tuple(cell.text for cell in row) for row in item.data.grid)
        for item, _ in document.iterate_items()
        if isinstance(item, TableItem)
    ]


def recall(wanted: Iterable[str], found: Iterable[str]) -> float:
    """The share of the wanted words that were found, each as often as it was wanted."""
    want, have = Counter(wanted), Counter(found)
    return sum((want & have).values()) / max(1, sum(want.values()))


def order_kept(wanted: list[str], found: list[str]) -> float:
    """1.0 where every wanted word stands in its place; cut and moved words take from it."""
    return SequenceMatcher(None, wanted, found, autojunk=False).ratio()
