"""Octavo's DoclingDocument as an Extraction. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.quality.extraction import Extraction
from benchmarks.quality.truth import Cell, Heading

Node = Mapping[str, Any]


def extraction_of(document: Node) -> Extraction:
    """Text in the order of the body; a caption before its table or picture where it stands above."""
    read = Extraction()
    for node in _in_order(document, document["body"]):
        if "data" in node and "table_cells" in node["data"]:
            cells = table_cells(node)
            read.tables.append(cells)
            read.text += [cell.text for cell in cells]
            continue
        text = _text(node)
        if node.get("content_layer") == "furniture":
            read.margins.append(text)
            continue
        read.text.append(text)
        if node["label"] in ("title", "section_header"):
            read.headings.append(Heading(text, 0 if node["label"] == "title" else int(node.get("level", 1))))
    return read


def table_cells(node: Node) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            cell["start_row_offset_idx"],
            cell["start_col_offset_idx"],
            cell["text"],
            cell["end_row_offset_idx"] - cell["start_row_offset_idx"],
            cell["end_col_offset_idx"] - cell["start_col_offset_idx"],
        )
        for cell in node["data"]["table_cells"]
    )


def _text(node: Node) -> str:
    marker = node.get("marker", "")
    return f"{marker} {node.get('text', '')}".strip()


def _in_order(document: Node, parent: Node) -> Iterator[Node]:
    for child in parent["children"]:
        node = _at(document, child["$ref"])
        captions = [c["$ref"] for c in node.get("captions", ()) if _above(_at(document, c["$ref"]), node)]
        yield from (_at(document, caption) for caption in captions)
        if node.get("prov"):
            yield node
        rest = [child for child in node["children"] if child["$ref"] not in captions]
        yield from _in_order(document, {"children": rest})


def _above(one: Node, other: Node) -> bool:
    if not (one.get("prov") and other.get("prov")):
        return False
    return bool(one["prov"][0]["bbox"]["t"] < other["prov"][0]["bbox"]["t"])


def _at(document: Node, ref: str) -> Node:
    _, kind, index = ref.split("/")
    node: Node = document[kind][int(index)]
    return node
