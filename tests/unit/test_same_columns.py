"""An entry that a layout model saw apart goes with the list of terms in the same columns."""

from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from schemas.geometry import Word
from schemas.labels import RegionLabel
from schemas.work import Region
from tests.unit.pages import page, region, texts, typed

LEFT, COLUMN = 50, 150
ITEM = RegionLabel.LIST_ITEM


def entry(time: str, said: tuple[str, ...], y: float, line: int) -> list[Word]:
    rows = [typed(text, COLUMN, y + 12 * at, line + at) for at, text in enumerate(said)]
    return [word for row in (typed(time, LEFT, y, line + len(said)), *rows) for word in row]


LIST = [
    *entry("9:15", ("Ships", "where they come from and when"), 300, 0),
    *entry("10:30", ("Masts", "how much wood is above them"), 330, 10),
]
LIST_ITEMS = [
    (ITEM, "9:15 Ships where they come from and when"),
    (ITEM, "10:30 Masts how much wood is above them"),
]
LIST_REGION = region(0, RegionLabel.TEXT, 45, 298, 400, 356)
SAILS = entry("12:00", ("Sails", "what cloth they were made of"), 100, 20)
SAILS_ITEM = (ITEM, "12:00 Sails what cloth they were made of")


def parts_of_entry(y: float, label: RegionLabel = RegionLabel.TEXT) -> list[Region]:
    return [
        region(1, label, 48, y - 1, 80, y + 11),
        region(2, RegionLabel.TEXT, 148, y - 1, 400, y + 24),
    ]


def test_an_entry_alone_below_its_heading_is_one_as_in_the_other_lists_of_its_page() -> None:
    read = texts(blocks_of(page(LIST_REGION, *parts_of_entry(100), words=[*LIST, *SAILS])))
    assert read == [SAILS_ITEM, *LIST_ITEMS]


@pytest.mark.parametrize("label", [RegionLabel.PAGE_HEADER, RegionLabel.SECTION_HEADER])
def test_a_time_beside_a_text_is_neither_a_header_nor_a_heading(label: RegionLabel) -> None:
    regions = parts_of_entry(100, label)
    assert texts(blocks_of(page(LIST_REGION, *regions, words=[*LIST, *SAILS]))) == [SAILS_ITEM, *LIST_ITEMS]


def test_times_in_one_box_are_parted_by_the_texts_beside_them() -> None:
    more = entry("13:00", ("Ropes", "and the knots in them"), 130, 30)
    regions = (
        region(1, RegionLabel.PAGE_HEADER, 48, 99, 80, 142),
        region(2, RegionLabel.TEXT, 148, 99, 400, 155),
    )
    read = texts(blocks_of(page(LIST_REGION, *regions, words=[*LIST, *SAILS, *more])))
    assert read == [SAILS_ITEM, (ITEM, "13:00 Ropes and the knots in them"), *LIST_ITEMS]


def test_a_header_with_one_line_beside_it_stays_a_header() -> None:
    one = entry("12", ("The Harbour of the North and its Ships",), 40, 20)
    regions = (
        region(1, RegionLabel.PAGE_HEADER, 48, 39, 80, 51),
        region(2, RegionLabel.TEXT, 148, 39, 400, 51),
    )
    read = texts(blocks_of(page(LIST_REGION, *regions, words=[*LIST, *one])))
    assert (RegionLabel.PAGE_HEADER, "12") in read


def test_a_heading_in_the_column_of_the_terms_is_none() -> None:
    words = entry("Evening", ("Sails", "what cloth they were made of"), 100, 20)
    regions = parts_of_entry(100, RegionLabel.SECTION_HEADER)
    made = page(LIST_REGION, *regions, words=[*LIST, *words])
    bold = replace(made, bold_lines=(22,))
    assert (RegionLabel.SECTION_HEADER, "Evening") in texts(blocks_of(bold))
    assert (ITEM, "Evening Sails what cloth they were made of") in texts(blocks_of(made)), "as terms look"


def test_the_last_entry_in_boxes_of_its_own_is_one_and_the_text_below_it_is_not() -> None:
    rest = typed("of which few are left", COLUMN, 354, 40)
    last = entry("12:00", ("Sails", "what cloth they were made of"), 366, 20)
    below = [
        word
        for at in range(2)
        for word in typed("All of it is open to whoever comes by " * 2, LEFT, 402 + 12 * at, 50 + at)
    ]
    regions = (
        region(1, RegionLabel.TEXT, 48, 365, 80, 377),
        region(2, RegionLabel.TEXT, 148, 353, 400, 377),
        region(3, RegionLabel.TEXT, 148, 377, 400, 390),
        region(4, RegionLabel.TEXT, 48, 401, 500, 425),
    )
    words = [*LIST, *rest, *last, *below]
    read = texts(blocks_of(page(LIST_REGION, *regions, words=words)))
    assert read[:3] == [LIST_ITEMS[0], (ITEM, f"{LIST_ITEMS[1][1]} of which few are left"), SAILS_ITEM]
    assert [label for label, _ in read[3:]] == [RegionLabel.TEXT]


def test_the_rest_of_an_entry_of_another_page_is_no_part_of_the_first_one_of_this_page() -> None:
    rest = typed("and where they went", COLUMN, 86, 40)
    regions = (region(3, RegionLabel.TEXT, 148, 85, 400, 97), *parts_of_entry(100))
    read = texts(blocks_of(page(LIST_REGION, *regions, words=[*LIST, *rest, *SAILS])))
    assert read == [(RegionLabel.TEXT, "and where they went"), SAILS_ITEM, *LIST_ITEMS]


def test_a_text_in_other_columns_than_the_list_stays_alone() -> None:
    moved = [word._replace(box=word.box._replace(x0=word.box.x0 + 9, x1=word.box.x1 + 9)) for word in SAILS]
    read = texts(blocks_of(page(LIST_REGION, *parts_of_entry(100), words=[*LIST, *moved])))
    assert (RegionLabel.TEXT, "12:00") in read


def test_a_list_of_terms_that_a_layout_model_calls_references_has_its_entries() -> None:
    called = LIST_REGION.model_copy(update={"label": RegionLabel.REFERENCE})
    assert texts(blocks_of(page(called, words=LIST))) == LIST_ITEMS


def test_a_bibliography_in_two_columns_stays_one() -> None:
    words = [
        *entry("[Ash]", ("The Harbour of the North, 1971", "and its ships"), 300, 0),
        *entry("[Elm]", ("The Masts above the Harbour, 1981", "and their wood"), 330, 10),
    ]
    called = LIST_REGION.model_copy(update={"label": RegionLabel.REFERENCE})
    read = texts(blocks_of(page(called, words=words)))
    assert {label for label, _ in read} == {RegionLabel.REFERENCE}
