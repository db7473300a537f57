"""Writes a DoclingDocument as JSON, once all its pages are known.

The JSON is written directly, without docling-core: its import takes 2 s and 60 MB, and its objects take
8 to 10 ms for a page with a table, which is more than all the rest of the assembling. Tests hold that
`DoclingDocument.model_validate` reads every shape of it and writes the same back (but for the `grid` of
tables, which docling-core derives from their cells).
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from agents.document.pictures import picture
from agents.document.tables import table_data
from agents.reading.forms import begins_with_box, box_to_tick
from agents.reading.furniture.running_heads import Furniture, Place
from agents.reading.headings.outline import Outline
from agents.reading.lists.markers import Marked, marked
from agents.reading.lists.nesting import Lists
from agents.reading.page import MARGINS, Block, PageParts
from agents.reading.tables import table_breaks
from agents.reading.tables.table_breaks import LastTable, last_table, rest_of_table
from agents.reading.text.breaks import PROSE, Last, continues, go_on
from schemas.document import Source
from schemas.geometry import Box
from schemas.labels import RegionLabel

SCHEMA_VERSION = "1.10.0"

Node = dict[str, Any]

_ASIDE = MARGINS | {RegionLabel.FOOTNOTE}
"""What may stand between the parts of a text or a table that goes on on the next page."""
_MAY_BE_TICKED = frozenset({RegionLabel.TEXT, RegionLabel.LIST_ITEM})
_HASH_BITS = 0xFFFFFFFFFFFFFFFF


class DoclingWriter:
    """Collects pages in the order of their numbers; `document()` gives the JSON. What repeats at the edges of
    pages has to be known before what goes on from one page to the next: until then blocks wait as they came,
    which takes less memory than what is written of them.

    Boxes are in PDF points from the top left, cut to the page and rounded to a hundredth. Page headers and
    footers are in the layer `furniture`. Captions and text inside a picture are its children. A picture
    whose chart nobody tried to read says so in `meta`.
    """

    def __init__(self, source: Source, name: str) -> None:
        self._source = source
        self._name = name
        self._body = _group("body", "body", "_root_", "unspecified")
        self._items: dict[str, list[Node]] = {"groups": [], "texts": [], "pictures": [], "tables": []}
        self._pages: Node = {}
        self._outline = Outline()
        self._furniture = Furniture()
        self._waiting: deque[tuple[PageParts, Sequence[Block]]] = deque()
        self._lists = Lists()
        self._last: Last | None = None
        self._last_table: LastTable | None = None

    def add_page(self, page: PageParts, blocks: Sequence[Block]) -> None:
        """Raises nothing for boxes outside the page or pages without blocks."""
        self._furniture.add(page.page_no, page.height_pt, blocks)
        self._waiting.append((page, blocks))

    def document(self) -> Node:
        """The DoclingDocument as JSON values, for `DoclingDocument.model_validate`. Asked for once."""
        settled = self._furniture.settled()
        while self._waiting:
            self._write(*self._waiting.popleft(), settled)
        self._outline.settle()
        return {
            "schema_name": "DoclingDocument",
            "version": SCHEMA_VERSION,
            "name": self._name,
            **_origin(self._source),
            "furniture": _group("furniture", "furniture", "_root_", "unspecified"),
            "body": self._body,
            **self._items,
            "key_value_items": [],
            "form_items": [],
            "pages": self._pages,
        }

    def _write(
        self, page: PageParts, blocks: Sequence[Block], furniture: Mapping[Place, RegionLabel]
    ) -> None:
        """`furniture`: what a layout model called something else."""
        size = {"width": float(page.width_pt), "height": float(page.height_pt)}
        self._pages[str(page.page_no)] = {"size": size, "page_no": page.page_no}
        self._lists.turn_page()
        for at, block in enumerate(blocks):
            if label := furniture.get((page.page_no, at)):
                self._plain_text(replace(block, label=label), page, self._body)
            else:
                self._write_block(block, page)

    def _write_block(self, block: Block, page: PageParts) -> None:
        last = self._last
        if last and continues(last, block, page.page_no):
            self._go_on(last, block, page)
            return
        if block.label not in _ASIDE:
            if self._goes_on_in(block, page):
                return
            self._last = self._last_table = None
        if block.label is RegionLabel.LIST_ITEM and not begins_with_box(block.text):
            self._list_item(block, page)
        else:
            if block.label not in _ASIDE:
                self._lists.end()
            self._add(block, page, self._body)

    def _go_on(self, last: Last, block: Block, page: PageParts) -> None:
        go_on(last, block, {"page_no": page.page_no, "bbox": _bbox(block.box, page)})
        self._last = Last(last.node, block, page.page_no)

    def _goes_on_in(self, block: Block, page: PageParts) -> bool:
        """Whether this is the rest of a table, which is then added to it."""
        last = self._last_table
        rest = rest_of_table(last, block, page.page_no) if last else None
        if last is None or rest is None:
            return False
        cells: list[Node] = table_data(rest, [(cell, _bbox(cell.box, page)) for cell in rest.cells])[
            "table_cells"
        ]
        place = {"page_no": page.page_no, "bbox": _bbox(block.box, page), "charspan": [0, 0]}
        self._last_table = table_breaks.go_on(last, rest, page.page_no, cells, place)
        return True

    def _list_item(self, block: Block, page: PageParts) -> None:
        lists = self._lists
        group = lists.group(block.box)
        if group is None:
            group = _group(f"groups/{len(self._items['groups'])}", "body", "group", "list")
            self._append("groups", group, lists.holder or self._body)
            lists.begin(group, block.box)
        lists.add(self._text(block, page, group), block.box)

    def _add(self, block: Block, page: PageParts, parent: Node) -> None:
        if block.table is not None:
            node = self._floating("tables", block, page, parent, self._table(block, page))
            self._last_table = last_table(node, block.table, page.page_no)
            letters = sum(len(cell.text) for cell in block.table.cells)
            self._outline.add_table(block.table.size_pt, letters)
        elif block.label is RegionLabel.PICTURE:
            self._floating("pictures", block, page, parent, picture(block.chart))
        else:
            self._text(block, page, parent)

    def _table(self, block: Block, page: PageParts) -> Node:
        if block.table is None:
            return {}
        boxed = [(cell, _bbox(cell.box, page)) for cell in block.table.cells]
        return {"data": table_data(block.table, boxed), "annotations": []}

    def _floating(self, items: str, block: Block, page: PageParts, parent: Node, own: Node) -> Node:
        node = self._item(items, block, page, 0)
        node |= {"captions": [], "references": [], "footnotes": [], "annotations": [], **own}
        self._append(items, node, parent)
        for caption in block.captions:
            node["captions"].append({"$ref": self._text(caption, page, node)["self_ref"]})
        for inner in block.inner:
            self._text(inner, page, node)
        return node

    def _text(self, block: Block, page: PageParts, parent: Node) -> Node:
        node = self._plain_text(block, page, parent)
        if parent is self._body:
            height_pt, width_pt = block.box.y1 - block.box.y0, block.box.x1 - block.box.x0
            self._outline.add(
                node,
                block.size_pt,
                height_pt,
                page.origin,
                block.bold,
                width_pt,
                over=block.over,
                styled=block.styled,
                on_bar=block.on_bar,
            )
            self._last = Last(node, block, page.page_no) if block.label in PROSE else self._last
        elif block.label is RegionLabel.LIST_ITEM:
            self._outline.add(node, block.size_pt, 0.0, page.origin)
            self._last = Last(node, block, page.page_no)
        elif block.label is RegionLabel.SECTION_HEADER:
            node["level"] = 1
        return node

    def _plain_text(self, block: Block, page: PageParts, parent: Node) -> Node:
        """A text of which no level is to be told."""
        item = block.label is RegionLabel.LIST_ITEM
        mark = marked(block.text, block.marker) if item else Marked("", block.text, False)
        if block.label in _MAY_BE_TICKED and begins_with_box(block.text):
            label, text = box_to_tick(block.text)
            node = self._item("texts", block, page, len(text))
            node |= {"orig": block.raw or block.text, "text": text, "label": label}
        else:
            node = self._item("texts", block, page, len(mark.text))
            node |= {"orig": block.raw or block.text, "text": mark.text}
            if item:
                node |= {"enumerated": mark.enumerated, "marker": mark.marker}
        if block.label is RegionLabel.CODE:
            node |= {"captions": [], "references": [], "footnotes": [], "code_language": "unknown"}
        return self._append("texts", node, parent)

    def _item(self, items: str, block: Block, page: PageParts, letters: int) -> Node:
        layer = "furniture" if block.label in MARGINS else "body"
        provenance = {"page_no": page.page_no, "bbox": _bbox(block.box, page), "charspan": [0, letters]}
        node = _node(f"{items}/{len(self._items[items])}", layer)
        return node | {"label": block.label.value, "prov": [provenance]}

    def _append(self, items: str, node: Node, parent: Node) -> Node:
        node["parent"] = {"$ref": parent["self_ref"]}
        parent["children"].append({"$ref": node["self_ref"]})
        self._items[items].append(node)
        return node


def _node(path: str, layer: str) -> Node:
    return {"self_ref": f"#/{path}", "children": [], "content_layer": layer}


def _group(path: str, layer: str, name: str, label: str) -> Node:
    return _node(path, layer) | {"name": name, "label": label}


def _bbox(box: Box, page: PageParts) -> Node:
    left, right = sorted((_within(box.x0, page.width_pt), _within(box.x1, page.width_pt)))
    top, bottom = sorted((_within(box.y0, page.height_pt), _within(box.y1, page.height_pt)))
    return {"l": left, "t": top, "r": right, "b": bottom, "coord_origin": "TOPLEFT"}


def _within(value: float, limit: float) -> float:
    return min(max(0.0, round(float(value), 2)), float(limit))


def _origin(source: Source) -> Node:
    """Where the document came from; left out where the PDF's bytes never arrived."""
    if not source.sha256:
        return {}
    digest = int(source.sha256, 16) & _HASH_BITS
    name = PurePath(source.name).name or "document.pdf"
    return {"origin": {"mimetype": "application/pdf", "binary_hash": digest, "filename": name}}
