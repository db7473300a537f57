"""What the comparison of two documents sees, and what it leaves out."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.sameness import what_it_says

Node = dict[str, Any]


def item(kind: str, index: int, page_no: int, **more: Any) -> Node:
    place = {"page_no": page_no, "bbox": {"l": 1.0, "t": 2.0, "r": 3.0, "b": 4.0}}
    return {"self_ref": f"#/{kind}/{index}", "children": [], "label": "text", "prov": [place], **more}


def document() -> Node:
    cell = {"start_row_offset_idx": 0, "end_row_offset_idx": 1}
    cell |= {"start_col_offset_idx": 0, "end_col_offset_idx": 1, "text": "42 t"}
    return {
        "body": {"children": [{"$ref": "#/texts/1"}, {"$ref": "#/tables/0"}]},
        "texts": [item("texts", 0, 2, orig="a caption"), item("texts", 1, 1, orig="copper  ledger")],
        "tables": [item("tables", 0, 2, data={"table_cells": [cell]}, children=[{"$ref": "#/texts/0"}])],
        "pages": {"1": {}, "2": {}, "3": {}},
    }


def test_pages_say_what_stands_on_them_in_reading_order() -> None:
    said = what_it_says(document())
    assert said[1] == [("text", None, "copper", "ledger")]
    assert said[2] == [("text", None, (0, 1, 0, 1, "42", "t")), ("text", None, "a", "caption")]
    assert said[3] == []


def test_boxes_and_spaces_make_no_difference() -> None:
    moved = document()
    moved["texts"][1]["orig"] = "copper ledger"
    moved["texts"][1]["prov"][0]["bbox"]["l"] = 1.5
    assert what_it_says(moved) == what_it_says(document())


def other_word(changed: Node) -> None:
    changed["texts"][1]["orig"] = "copper hedger"


def other_cell(changed: Node) -> None:
    changed["tables"][0]["data"]["table_cells"][0]["end_col_offset_idx"] = 2


def other_order(changed: Node) -> None:
    changed["body"]["children"].append({"$ref": "#/texts/0"})
    changed["tables"][0]["children"].clear()
    changed["body"]["children"][1:] = reversed(changed["body"]["children"][1:])


def lost_page(changed: Node) -> None:
    del changed["pages"]["3"]


@pytest.mark.parametrize("change", [other_word, other_cell, other_order, lost_page])
def test_a_word_a_cell_the_order_and_a_page_make_one(change: Callable[[Node], None]) -> None:
    changed = copy.deepcopy(document())
    change(changed)
    assert what_it_says(changed) != what_it_says(document())
