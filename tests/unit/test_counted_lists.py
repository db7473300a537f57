"""Lists that count, which a layout model takes for a heading or for one text, are lists."""

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Block, PageParts
from schemas.geometry import Word
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, typed

ITEM, HEADER = RegionLabel.LIST_ITEM, RegionLabel.SECTION_HEADER


def in_one_region(label: RegionLabel, *texts: str) -> list[Block]:
    words: list[Word] = []
    for number, text in enumerate(texts):
        words += typed(text, 50, 100 + 14 * number, number)
    parts: PageParts = page(region(0, label, 48, 98, 400, 104 + 14 * len(texts)), words=words)
    return blocks_of(parts)


@pytest.mark.parametrize("label", [HEADER, RegionLabel.TEXT])
def test_items_that_count_up_are_items(label: RegionLabel) -> None:
    found = in_one_region(
        label, "1. Ships came late.", "2. They were few", "and left early.", "3. So it was."
    )
    assert [block.label for block in found] == [ITEM] * 3
    assert [block.text for block in found] == [
        "1. Ships came late.",
        "2. They were few and left early.",
        "3. So it was.",
    ]


def test_headings_with_numbers_in_one_box_stay_headings() -> None:
    found = in_one_region(HEADER, "1. Ships", "2. Harbours")
    assert {block.label for block in found} == {HEADER}


def test_a_heading_over_two_rows_and_one_more_stay_headings() -> None:
    found = in_one_region(HEADER, "1. Purpose and scope of this long", "document", "2. Definitions")
    assert {block.label for block in found} == {HEADER}


@pytest.mark.parametrize(
    "texts",
    [
        ("12. March is the day of the fair and the", "13. March the day after."),
        ("1. Ships came late.", "4. They were few."),
        ("They came in", "1. May and left.", "2. June saw none."),
        ("1. Ships came late.", "None of them left."),
    ],
    ids=["dates in a sentence", "not the next number", "not from the first row on", "one number"],
)
def test_what_does_not_count_is_no_list(texts: tuple[str, ...]) -> None:
    assert ITEM not in {block.label for block in in_one_region(RegionLabel.TEXT, *texts)}
