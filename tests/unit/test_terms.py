"""Terms with what is said of them beside them are read pair by pair."""

from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from schemas.work import Region
from tests.unit.pages import page, region, texts, typed

TERMS = ("--quay", "--tide", "--mast")
SAID = (
    "where the ship lies until",
    "it leaves again",
    "how high it stands",
    "the wood above it",
    "and its sail",
)
LEVEL_WITH = (0, 2, 3)
"""The rows that the terms are level with."""
ENTRIES = [
    (RegionLabel.LIST_ITEM, "--quay where the ship lies until it leaves again"),
    (RegionLabel.LIST_ITEM, "--tide how high it stands"),
    (RegionLabel.LIST_ITEM, "--mast the wood above it and its sail"),
]


def words() -> list[Word]:
    """Five rows to the right, three terms to their left."""
    rows = [typed(text, 150, 50 + 12 * row, row) for row, text in enumerate(SAID)]
    terms = [typed(term, 50, 50 + 12 * LEVEL_WITH[at], 10 + at) for at, term in enumerate(TERMS)]
    return [word for row in (*rows, *terms) for word in row]


def term_regions(*levels: int, x: float = 48) -> list[Region]:
    return [
        region(1 + at, RegionLabel.TEXT, x, 49 + 12 * level, x + 40, 61 + 12 * level)
        for at, level in enumerate(levels)
    ]


def test_terms_in_regions_of_their_own_are_read_with_their_texts() -> None:
    said = region(0, RegionLabel.TEXT, 148, 48, 300, 112)
    assert texts(blocks_of(page(said, *term_regions(*LEVEL_WITH), words=words()))) == ENTRIES


def test_what_stands_in_a_frame_is_no_term_of_the_text_beside_it() -> None:
    said = region(0, RegionLabel.TEXT, 148, 48, 300, 112)
    found = replace(page(said, *term_regions(*LEVEL_WITH), words=words()), frames=(Box(40, 40, 120, 120),))
    assert [label for label, _ in texts(blocks_of(found))] == [RegionLabel.TEXT] * 4
    around = replace(found, frames=(Box(40, 40, 320, 120),))
    assert texts(blocks_of(around)) == ENTRIES


def right(box: Box, by: float) -> Box:
    return Box(box.x0 + by, box.y0, box.x1 + by, box.y1)


@pytest.mark.parametrize("by", [0, 5, 10, 15, 20, 25, 30, 35, 40, 45])
def test_terms_that_begin_a_little_apart_are_still_one_column_wherever_it_stands(by: float) -> None:
    apart = [
        word._replace(box=right(word.box, by + (0.6 if word.line == 11 else -0.6)))
        if word.line >= 10
        else word._replace(box=right(word.box, by))
        for word in words()
    ]
    regions = [
        one.model_copy(update={"box": right(one.box, by)})
        for one in (region(0, RegionLabel.TEXT, 148, 48, 300, 112), *term_regions(*LEVEL_WITH))
    ]
    assert texts(blocks_of(page(*regions, words=apart))) == ENTRIES


def test_terms_and_texts_in_one_region_are_taken_apart() -> None:
    whole = region(0, RegionLabel.TEXT, 45, 48, 300, 112)
    assert texts(blocks_of(page(whole, words=words()))) == ENTRIES


def test_short_paragraphs_in_the_left_of_two_columns_are_no_terms() -> None:
    long = typed("The ships came late that year and", 50, 74, 20)
    left = [*typed("Early.", 50, 50, 21), *typed("Late.", 50, 86, 22), *long]
    right = [
        word for row in range(5) for word in typed(f"row{row} of the other one", 300, 50 + 12 * row, row)
    ]
    regions = (
        region(0, RegionLabel.TEXT, 298, 48, 500, 112),
        region(1, RegionLabel.TEXT, 48, 48, 90, 61),
        region(2, RegionLabel.TEXT, 48, 73, 220, 85),
        region(3, RegionLabel.TEXT, 48, 85, 90, 97),
    )
    read = [text for _, text in texts(blocks_of(page(*regions, words=[*left, *right])))]
    assert read[:3] == ["Early.", "The ships came late that year and", "Late."]


def test_a_term_alone_is_text_of_its_own() -> None:
    one = [word for word in words() if word.line in (0, 1, 10)]
    said = region(0, RegionLabel.TEXT, 148, 48, 300, 74)
    assert texts(blocks_of(page(said, *term_regions(0), words=one))) == [
        (RegionLabel.TEXT, "--quay"),
        (RegionLabel.TEXT, "where the ship lies until it leaves again"),
    ]


def test_a_paragraph_with_its_first_words_set_apart_stays_whole() -> None:
    rows = (
        typed("Note", 50, 50, 0),
        typed("that ships come late", 90, 50, 0),
        typed("and leave early", 50, 62, 1),
    )
    whole = region(0, RegionLabel.TEXT, 45, 48, 300, 80)
    read = texts(blocks_of(page(whole, words=[word for row in rows for word in row])))
    assert read == [(RegionLabel.TEXT, "Note that ships come late and leave early")]


def test_the_first_entry_in_boxes_of_its_own_goes_with_those_in_one_box_below_it() -> None:
    term, said = term_regions(0)[0], region(0, RegionLabel.TEXT, 148, 49, 300, 73)
    rest = region(9, RegionLabel.TEXT, 48, 73, 300, 112)
    assert texts(blocks_of(page(said, term, rest, words=words()))) == ENTRIES
    far = [
        word._replace(box=Box(word.box.x0, word.box.y0 + 40, word.box.x1, word.box.y1 + 40))
        for word in words()
    ]
    moved = [near if near.line in (0, 1, 10) else word for near, word in zip(words(), far, strict=True)]
    apart = region(9, RegionLabel.TEXT, 48, 113, 300, 152)
    assert RegionLabel.LIST_ITEM not in {
        label for label, _ in texts(blocks_of(page(said, term, apart, words=moved)))[:2]
    }
