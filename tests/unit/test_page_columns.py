"""What stands in one of several columns that fill a page one after the other is no table."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.filled_columns import without_filled_columns
from agents.reading.order.page_columns import PageColumns
from agents.reading.page import Grid, PageParts
from agents.reading.uncut import word_pieces
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region
from tests.unit.pages import region, typed

FIRST, SECOND, THIRD = 50.0, 220.0, 390.0
HEIGHTS = {FIRST: (3, 4, 3, 4, 4, 3), SECOND: (4, 3, 4, 4, 3, 3), THIRD: (2, 3, 5, 3, 4, 4)}
TABLE, TEXT, CAPTION = RegionLabel.TABLE, RegionLabel.TEXT, RegionLabel.CAPTION
IN_SECOND = region(1, TABLE, 215, 95, 345, 360)


def entries(x: float, heights: Sequence[int]) -> list[Word]:
    """Names with so many lines each, eight points apart."""
    words: list[Word] = []
    y = 100.0
    for number, lines in enumerate(heights):
        for at in range(lines):
            words += typed(f"Mill Lane {at} Oslo" if at else f"Ann Lee {number} Co", x, y, int(x + y), 9)
            y += 11
        y += 8
    return words


def page(*regions: Region, columns: Sequence[float] = (FIRST, SECOND, THIRD)) -> PageParts:
    words = [word for x in columns for word in entries(x, HEIGHTS[x])]
    grids = {one.region_id: Grid(0, 0, ()) for one in regions if one.label is TABLE}
    return PageParts(1, 600, 800, PageKind.DIGITAL, regions, tuple(words), grids=grids)


def labels(parts: PageParts) -> list[RegionLabel]:
    return [one.label for one in without_filled_columns(parts).regions]


def test_a_table_in_one_of_three_columns_of_entries_is_text() -> None:
    kept = without_filled_columns(page(IN_SECOND))
    assert [one.label for one in kept.regions] == [TEXT]
    assert kept.grids == {}
    assert all(block.label is not TABLE for block in blocks_of(page(IN_SECOND)))


def test_a_table_over_two_of_three_columns_is_a_text_for_each() -> None:
    found = PageColumns(word_pieces(page())).within(Box(45, 95, 345, 200))
    assert [{piece.box.x0 < 200 for piece in column} for column in found] == [{True}, {False}]


def test_cells_that_begin_within_a_column_are_a_table_there() -> None:
    cells = [
        word
        for row in range(4)
        for x, says in ((SECOND, "salt"), (SECOND + 60, "dear"))
        for word in typed(says, x, 400 + 14 * row, 900 + row, 9)
    ]
    parts = page(region(1, TABLE, 215, 395, 345, 460))
    assert labels(replace(parts, words=(*parts.words, *cells))) == [TABLE]


def test_a_table_in_one_of_two_columns_stays() -> None:
    assert labels(page(IN_SECOND, columns=(FIRST, SECOND))) == [TABLE]


def test_a_column_of_three_that_stand_in_rows_is_a_table() -> None:
    words = [word for x in HEIGHTS for word in entries(x, HEIGHTS[FIRST])]
    assert labels(replace(page(IN_SECOND), words=tuple(words))) == [TABLE]


def test_a_box_in_which_a_line_goes_from_one_column_to_the_next_has_none() -> None:
    parts, box = page(), Box(45, 300, 345, 400)
    over = typed("All of those who are members of the guild now", FIRST, 385, 900, 9)
    assert len(PageColumns(word_pieces(parts)).within(box)) == 2
    assert PageColumns(word_pieces(replace(parts, words=(*parts.words, *over)))).within(box) == []


def captioned(*others: Region, says: str = "Members of the guild") -> list[RegionLabel]:
    """The labels of the others and of a caption above a table in the second column."""
    caption = region(9, CAPTION, 215, 80, 345, 92)
    parts = page(IN_SECOND, caption, *others)
    return labels(replace(parts, words=(*parts.words, *typed(says, SECOND, 82, 900, 9))))


def test_a_caption_is_text_where_what_it_would_belong_to_is_none() -> None:
    assert captioned() == [TEXT, TEXT]


@pytest.mark.parametrize("label", [TABLE, RegionLabel.PICTURE])
def test_a_caption_stays_where_another_table_or_picture_does(label: RegionLabel) -> None:
    assert captioned(region(2, label, 50, 600, 550, 700))[0] is CAPTION


def test_a_caption_that_names_a_table_stays_whatever_becomes_of_it() -> None:
    assert captioned(says="Table 2. Members")[0] is CAPTION
