"""Whether two documents say the same: words, cells and reading order, page by page. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

Item = tuple[Any, ...]


def what_it_says(document: Mapping[str, Any]) -> dict[int, list[Item]]:
    """By page, in reading order: each text with its label and its words, each table with its cells (place,
    spans, words), each picture. Boxes are left out: a scan that was a JPEG for a moment is found a pixel
    beside where it was."""
    pages: dict[int, list[Item]] = {int(number): [] for number in document["pages"]}
    for node in _in_order(document, document["body"]):
        page_no = int(node["prov"][0]["page_no"])
        pages[page_no].append((node["label"], node.get("content_layer"), *_words(node), *_cells(node)))
    return pages


def _in_order(document: Mapping[str, Any], parent: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for child in parent["children"]:
        _, kind, index = child["$ref"].split("/")
        node: dict[str, Any] = document[kind][int(index)]
        if node.get("prov"):
            yield node
        yield from _in_order(document, node)


def _words(node: Mapping[str, Any]) -> list[str]:
    return str(node.get("orig", "")).split()


def _cells(node: Mapping[str, Any]) -> list[Item]:
    cells = node.get("data", {}).get("table_cells", [])
    places = ("start_row_offset_idx", "end_row_offset_idx", "start_col_offset_idx", "end_col_offset_idx")
    return [(*(cell[place] for place in places), *str(cell["text"]).split()) for cell in cells]
