"""Numbered clauses and lists in lists are items with their own markers, whatever boxes a model drew."""

from collections.abc import Sequence

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Block, PageParts
from schemas.geometry import Word
from schemas.labels import PageKind, RegionLabel
from tests.unit.pages import page, region, scanned, typed

ITEM, HEADER, TEXT = RegionLabel.LIST_ITEM, RegionLabel.SECTION_HEADER, RegionLabel.TEXT
REFERENCE = RegionLabel.REFERENCE

Said = tuple[float, str]
"""The left edge of a row in points, and what it says."""


def of_rows(*rows: Said, label: RegionLabel = TEXT) -> PageParts:
    """Rows below each other, with one box around them."""
    words: list[Word] = []
    for at, (x, text) in enumerate(rows):
        words += typed(text, x, 100 + 12 * at, at)
    return page(region(0, label, 40, 98, 500, 104 + 12 * len(rows)), words=words)


def said(blocks: Sequence[Block]) -> list[tuple[RegionLabel, str]]:
    return [(block.label, block.text) for block in blocks]


CLAUSES: tuple[Said, ...] = (
    (50, "2.1 The owner lets the buyer use the ships:"),
    (80, "(a) in the harbour, where they may lie as long"),
    (98, "as there is room;"),
    (80, "(b) at sea, but for:"),
    (110, "(i) storms; and"),
    (110, "(ii) fog;"),
    (80, "(c) on the river."),
    (50, "2.2 The buyer pays."),
)


@pytest.mark.parametrize("label", [TEXT, REFERENCE])
def test_clauses_in_one_box_are_items_each_with_its_marker(label: RegionLabel) -> None:
    found = blocks_of(of_rows(*CLAUSES, label=label))
    assert {block.label for block in found} == {ITEM}
    assert [block.marker for block in found] == ["2.1", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.2"]
    assert found[1].text == "(a) in the harbour, where they may lie as long as there is room;"
    assert [block.box.x0 for block in found] == [50, 80, 80, 110, 110, 80, 50]


def test_clauses_of_a_scan_whose_lines_begin_a_little_apart_are_items() -> None:
    lines = [scanned(text, x + at % 3, 100 + 12 * at, 10 + at % 2) for at, (x, text) in enumerate(CLAUSES)]
    parts = page(region(0, TEXT, 40, 98, 500, 200), lines=lines, kind=PageKind.OCR)
    assert [block.marker for block in blocks_of(parts)] == ["2.1", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.2"]


def test_numbers_of_a_list_in_a_list_begin_anew() -> None:
    found = blocks_of(
        of_rows(
            (50, "1. Open it:"),
            (70, "1. turn the key;"),
            (70, "2. pull the door."),
            (50, "2. Close it."),
        )
    )
    assert [(block.marker, block.box.x0) for block in found] == [
        ("1.", 50),
        ("1.", 70),
        ("2.", 70),
        ("2.", 50),
    ]


def test_a_sequence_goes_on_from_box_to_box_and_where_a_model_saw_headings() -> None:
    words = [
        *typed("1. Remove the cover:", 50, 100, 0),
        *typed("1. turn it;", 64, 112, 1),
        *typed("2. lift it.", 64, 124, 2),
        *typed("2. Close the cover.", 50, 140, 3),
        *typed("3. Lock the cover.", 50, 160, 4),
    ]
    parts = page(
        region(0, HEADER, 48, 99, 200, 111),
        region(1, TEXT, 48, 111, 200, 151),
        region(2, HEADER, 48, 159, 200, 171),
        words=words,
    )
    found = blocks_of(parts)
    assert {block.label for block in found} == {ITEM}
    assert [block.marker for block in found] == ["1.", "1.", "2.", "2.", "3."]


def test_a_line_in_capitals_with_a_number_heads_the_clauses_below_it() -> None:
    found = blocks_of(
        of_rows(
            (50, "6.1 The owner is not liable for storms."),
            (50, "7. THE TERM"),
            (50, "7.1 The term begins when the ships leave."),
            (50, "7.2 It ends when they come back."),
            (50, "8. LAW"),
            (50, "8.1 The law of the sea."),
            label=REFERENCE,
        )
    )
    assert said([block for block in found if block.label is not ITEM]) == [
        (HEADER, "7. THE TERM"),
        (HEADER, "8. LAW"),
    ]
    assert [block.marker for block in found if block.label is ITEM] == ["6.1", "7.1", "7.2", "8.1"]


def test_text_from_the_margin_after_the_last_item_is_no_part_of_it() -> None:
    found = blocks_of(
        of_rows(
            (50, "(1) Fram, a ship that was built in the year in"),
            (80, "which she left; and"),
            (50, "(2) Gjoa, a ship that was built long before she"),
            (80, "was bought."),
            (55, "IT IS AGREED as follows"),
        )
    )
    assert said(found)[2] == (TEXT, "IT IS AGREED as follows")
    assert [block.marker for block in found[:2]] == ["(1)", "(2)"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            (50, "It came in the year that they call"),
            (50, "1984. That year was long and all of"),
            (50, "1985. None was."),
        ],
        [
            (50, "They meant what is said under"),
            (50, "(a) in the text, and not what"),
            (50, "is said elsewhere."),
        ],
        [
            (50, "as it is written in the rules of"),
            (50, "(a) the harbour and those that are in"),
            (50, "(b) the town."),
        ],
        [(50, "Ships came late."), (50, "9.15 Breakfast"), (50, "9.45 Boats"), (50, "10.30 Lunch")],
        [(50, "[1] Nansen, Farthest North."), (50, "[2] Amundsen, My Life.")],
        [(50, "1. Nansen, North, 1897."), (50, "2. Amundsen, Life, 1927.")],
        [(50, "1.1 Ships . . . . . . . 4"), (50, "1.2 Ports . . . . . . . 5")],
        [(50, "3.5 m of rope"), (50, "12.7 m of chain")],
    ],
    ids=["years", "one mark", "in a sentence", "times", "brackets", "sources", "contents", "amounts"],
)
def test_what_begins_with_a_number_by_chance_has_no_marker(rows: list[Said]) -> None:
    assert not any(block.marker for block in blocks_of(of_rows(*rows, label=REFERENCE)))


def test_headings_that_a_model_missed_among_others_are_no_items() -> None:
    words = [
        *typed("1. Ships", 50, 100, 0),
        *typed("They came from the north and from the south of it.", 50, 120, 1),
        *typed("2. Harbours", 50, 150, 2),
        *typed("They are few, and most of them lie in the south.", 50, 170, 3),
    ]
    parts = page(
        region(0, HEADER, 48, 99, 200, 111),
        region(1, TEXT, 48, 119, 400, 131),
        region(2, TEXT, 48, 149, 200, 161),
        region(3, TEXT, 48, 169, 400, 181),
        words=words,
    )
    assert [block.label for block in blocks_of(parts)] == [HEADER, TEXT, TEXT, TEXT]


def test_a_page_of_a_hostile_make_is_left_as_it_is() -> None:
    rows = [(50.0, f"{at % 900 + 1}. x") for at in range(4_000)]
    assert not any(block.marker for block in blocks_of(of_rows(*rows)))


def test_a_number_over_a_text_whose_first_row_is_set_in_is_no_item() -> None:
    """As a heading is that another one of a lower depth follows."""
    texts = (
        (50, "3.1 Ships"),
        (60, "came late that year and left"),
        (50, "early in the fog of the harbour."),
    )
    more = (
        (50, "3.2 Quays"),
        (60, "stood under water that year and"),
        (50, "later stood in the fog as well."),
    )
    found = blocks_of(of_rows(*texts, *more))
    assert all(block.label is not ITEM for block in found)
