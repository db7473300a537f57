"""A heading in larger type between two tables is none of their rows."""

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Grid, PageParts
from schemas.geometry import Word
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, typed

ROWS = (
    ("Bus", "701", "703"),
    ("Harbour", "600", "703"),
    ("Market", "607", "710"),
    ("Airport", "614", "717"),
)


def timetables(between: str, size: float, table: bool) -> PageParts:
    """Rows, a line, and the same rows again, in one region of a table, or in none."""
    words: list[Word] = []
    for part, top in enumerate((100, 200)):
        for at, row in enumerate(ROWS):
            for column, text in enumerate(row):
                words += typed(text, 50 + 100 * column, top + 15 * at, 10 * part + at)
    words += typed(between, 50, 172, 9, size)
    regions = [region(0, RegionLabel.TABLE, 45, 95, 320, 265)] if table else []
    return page(*regions, words=words, grids={0: Grid(0, 0, ())} if table else {})


@pytest.mark.parametrize("table", [True, False], ids=["one box", "no box"])
def test_a_heading_in_larger_type_parts_two_tables(table: bool) -> None:
    blocks = blocks_of(timetables("On Saturday", 14, table))
    assert [block.table.rows if block.table else block.text for block in blocks] == [4, "On Saturday", 4]
    assert all(block.table.cols == 3 for block in blocks if block.table)


@pytest.mark.parametrize("table", [True, False], ids=["one box", "no box"])
def test_a_name_in_the_type_of_the_rows_stays_among_them(table: bool) -> None:
    blocks = blocks_of(timetables("On Saturday", 10, table))
    assert [block.table.rows for block in blocks if block.table] == [9]
    assert len(blocks) == 1


def test_the_words_of_a_line_in_larger_type_stand_in_no_columns() -> None:
    """Its spaces are as wide as gaps between columns are in the type of the rows."""
    blocks = blocks_of(timetables("On Saturday and on Sunday", 24, table=False))
    assert [block.table.rows if block.table else block.text for block in blocks] == [
        4,
        "On Saturday and on Sunday",
        4,
    ]
