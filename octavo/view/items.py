"""The items of a DoclingDocument by page, in reading order, from its JSON. Pure.

docling-core walks a document as well; it takes two seconds to load, and does not come back from a file whose
items refer to each other in circles."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from agents.document.pictures import CHART_PROBLEM

Node = Mapping[str, Any]
Box = tuple[float, float, float, float]

_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One place of an item. `number` is the item's: a text that goes on over a break has several places.
    `kind`: of a picture. `box` in points from the top left; `table`: the cells of a table or a chart, under
    its `text` where it has one."""

    number: int
    label: str
    kind: str
    box: Box
    text: str
    table: Node | None


def items_by_page(document: Node) -> dict[int, list[Item]]:
    """A reference that leads nowhere, or in circles, is left out."""
    pages: dict[int, list[Item]] = defaultdict(list)
    for number, node in enumerate(_nodes(document)):
        label = str(node.get("label", ""))
        kind, text, table = _content(node, label)
        marker = str(node.get("marker", "")).strip()
        for place_no, place in enumerate(node.get("prov", ())):
            box = _top_left(place["bbox"], document, int(place["page_no"]))
            item = Item(number, label, kind, box, f"{marker} {text}".strip(), table)
            further = replace(item, text="\u2026", table=None)
            pages[int(place["page_no"])].append(further if place_no else item)
    return dict(pages)


def _content(node: Node, label: str) -> tuple[str, str, Node | None]:
    """Kind, text and cells."""
    if label in ("table", "document_index"):
        return "", "", node.get("data")
    meta = node.get("meta") or {}
    predictions = (meta.get("classification") or {}).get("predictions") or [{}]
    chart = meta.get("tabular_chart") or {}
    text = node.get("text") or chart.get("title") or meta.get(CHART_PROBLEM) or ""
    return str(predictions[0].get("class_name", "")), str(text), chart.get("chart_data")


def _nodes(document: Node) -> Iterator[Node]:
    seen: set[str] = set()
    for root in ("furniture", "body"):
        yield from _below(document, document.get(root) or {}, seen, 0)


def _below(document: Node, node: Node, seen: set[str], depth: int) -> Iterator[Node]:
    for child in node.get("children", ()):
        path = str(child.get("$ref", ""))
        found = _resolved(document, path)
        if found is None or path in seen or depth > _DEEPEST:
            continue
        seen.add(path)
        yield found
        yield from _below(document, found, seen, depth + 1)


def _resolved(document: Node, path: str) -> Node | None:
    """`#/texts/3`"""
    _, _, rest = path.partition("#/")
    kind, _, number = rest.partition("/")
    items = document.get(kind)
    if not isinstance(items, list) or not number.isdecimal() or int(number) >= len(items):
        return None
    return items[int(number)]


def _top_left(box: Node, document: Node, page_no: int) -> Box:
    left, top, right, bottom = (float(box[side]) for side in "ltrb")
    if box.get("coord_origin") == "BOTTOMLEFT":
        height = float(document["pages"][str(page_no)]["size"]["height"])
        top, bottom = height - top, height - bottom
    return left, top, right, bottom
