"""Captions beside a table's rows, in its box or half outside of it, are captions and no rows."""

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Grid, PageParts
from schemas.labels import RegionLabel
from schemas.work import Region
from tests.unit.pages import page, region, table_rows, typed
from tests.unit.test_found_tables import PORTS, words_of

CAPTION = "Table 2. Ports of the north and their ships"


def with_caption(*regions: Region) -> PageParts:
    """A table whose structure nobody told, and its caption in a line above it."""
    words = [*typed(CAPTION, 50, 180, 99), *words_of(PORTS)]
    return page(*regions, words=words, grids={0: Grid(0, 0, ())})


def captions(parts: PageParts) -> list[str]:
    return [caption.text for block in blocks_of(parts) for caption in block.captions]


@pytest.mark.parametrize(
    "others",
    [
        (),
        (region(1, RegionLabel.CAPTION, 45, 178, 300, 192),),
        (region(1, RegionLabel.CAPTION, 100, 178, 200, 192),),
    ],
    ids=["in the table's box", "in a box of its own", "in a box that is too short"],
)
def test_a_caption_is_no_row(others: tuple[Region, ...]) -> None:
    top = 195 if others else 175
    parts = with_caption(region(0, RegionLabel.TABLE, 45, top, 320, 280), *others)
    assert table_rows(parts) == PORTS
    assert captions(parts) == [CAPTION]


@pytest.mark.parametrize("label", [RegionLabel.CAPTION, RegionLabel.SECTION_HEADER])
def test_a_row_of_headings_that_a_layout_model_takes_for_something_else_is_a_row(label: RegionLabel) -> None:
    """Its box holds two of them, and the box of the table begins below."""
    words = [*typed(CAPTION, 50, 180, 99), *words_of(PORTS)]
    taken = region(1, label, 145, 200, 320, 212)
    table, above = (
        region(0, RegionLabel.TABLE, 45, 215, 320, 280),
        region(2, RegionLabel.CAPTION, 45, 178, 300, 192),
    )
    parts = page(table, taken, above, words=words, grids={0: Grid(0, 0, ())})
    assert table_rows(parts) == PORTS
    assert captions(parts) == [CAPTION]


def test_a_caption_of_a_figure_set_wide_under_a_table_is_no_row() -> None:
    words = [*words_of(PORTS), *typed("Figure 4:", 50, 284, 90), *typed("Ships", 160, 284, 91)]
    named = region(1, RegionLabel.CAPTION, 45, 282, 300, 296)
    parts = page(
        region(0, RegionLabel.TABLE, 45, 195, 320, 280), named, words=words, grids={0: Grid(0, 0, ())}
    )
    assert table_rows(parts) == PORTS


def test_a_heading_with_its_number_above_a_table_is_no_row() -> None:
    words = [*typed("2.1", 50, 184, 90), *typed("Ports of the north", 160, 184, 91), *words_of(PORTS)]
    header = region(1, RegionLabel.SECTION_HEADER, 45, 182, 300, 196)
    parts = page(
        region(0, RegionLabel.TABLE, 45, 198, 320, 280), header, words=words, grids={0: Grid(0, 0, ())}
    )
    assert table_rows(parts) == PORTS


def test_a_column_for_notes_has_its_name_in_a_row_of_headings() -> None:
    rows = [
        ("", "Note", "2023", "2022"),
        ("Land", "11", "48", "45"),
        ("Tax", "", "12", "13"),
        ("Sum", "", "60", "58"),
    ]
    words = [
        word
        for row, cells in enumerate(rows)
        for col, text in enumerate(cells)
        for word in typed(text, 50 + 100 * col, 200 + 20 * row, 10 * row + col)
    ]
    taken = region(1, RegionLabel.CAPTION, 145, 198, 400, 212)
    table = region(0, RegionLabel.TABLE, 45, 214, 400, 275)
    parts = page(table, taken, words=words, grids={0: Grid(0, 0, ())})
    assert table_rows(parts)[0] == ["", "Note", "2023", "2022"]
    assert not captions(parts)


@pytest.mark.parametrize(
    ("said", "label"),
    [("Table 2. Ports of the north", None), ("Table 2 shows the ports", RegionLabel.TEXT)],
    ids=["a caption", "a sentence"],
)
def test_a_line_of_text_right_above_a_table_that_names_it_is_its_caption(
    said: str, label: RegionLabel | None
) -> None:
    words = [*typed(said, 50, 180, 99), *words_of(PORTS)]
    table, above = (
        region(0, RegionLabel.TABLE, 45, 195, 320, 280),
        region(1, RegionLabel.TEXT, 45, 176, 300, 193),
    )
    blocks = blocks_of(page(table, above, words=words, grids={0: Grid(0, 0, ())}))
    assert [block.label for block in blocks if not block.table] == ([label] if label else [])


def test_the_end_of_a_line_that_begins_beside_the_box_of_a_table_is_no_row_of_it() -> None:
    """The box reaches into the lines above and below, which are wider than the table."""
    above, below = "All ports of the year", "Prices hold from June"
    words = [*typed(above, 0, 186, 98), *words_of(PORTS), *typed(below, 0, 274, 99)]
    parts = page(region(0, RegionLabel.TABLE, 45, 190, 320, 280), words=words, grids={0: Grid(0, 0, ())})
    assert table_rows(parts) == PORTS
    assert [block.text for block in blocks_of(parts) if block.text] == [above, below]
