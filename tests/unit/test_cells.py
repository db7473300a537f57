"""Text finds its cell, and no word of a table is lost or said twice."""

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Grid
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel
from schemas.parts import TableCell
from tests.unit.pages import every_word, grid, page, region, scanned, table_rows, texts, typed

TABLE = region(5, RegionLabel.TABLE, 50, 100, 350, 160)
COLUMNS, ROWS = (50, 150, 250, 350), (100, 120, 140, 160)


def words_in_cells() -> list[list[str]]:
    return [["City", "Area", "People"], ["Bern", "52", "134,000"], ["New Chur", "28", "38,000"]]


def test_words_fill_the_cells_that_hold_their_centre() -> None:
    words = [
        word
        for row, cells in enumerate(words_in_cells())
        for col, text in enumerate(cells)
        for word in typed(text, COLUMNS[col] + 5, ROWS[row] + 5, row)
    ]
    parts = page(TABLE, words=words, grids={5: grid(COLUMNS, ROWS, header_rows=1)})

    assert table_rows(parts) == words_in_cells()
    (block,) = blocks_of(parts)
    assert block.table is not None
    assert [cell.header for cell in block.table.cells] == [True] * 3 + [False] * 6


def test_the_lines_of_a_cell_are_read_from_top_to_bottom() -> None:
    words = [*typed("below", 60, 125, 1), *typed("above", 60, 105, 0)]

    assert table_rows(page(TABLE, words=words, grids={5: grid((50, 350), (100, 160))})) == [["above below"]]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["the dam\u00ad", "aged quay"], "the damaged quay"),
        (["the dam-", "aged quay"], "the damaged quay"),
        (["a well-", "known quay"], "a well-known quay"),
        (["Mid-", "Atlantic"], "Mid-Atlantic"),
        (["A-", "12"], "A- 12"),
        (["A-", "B-"], "A- B-"),
        (["1,200-", "300"], "1,200- 300"),
        (["AB-", "12"], "AB- 12"),
        (["quay -", "mole"], "quay - mole"),
        (["\u6771\u4eac", "\u5927\u962a"], "\u6771\u4eac \u5927\u962a"),
    ],
)
def test_a_word_that_is_broken_in_a_cell_is_whole_and_lists_stay_apart(rows: list[str], text: str) -> None:
    words = [word for at, row in enumerate(rows) for word in typed(row, 60, 105 + 12 * at, at)]
    assert table_rows(page(TABLE, words=words, grids={5: grid((50, 350), (100, 160))})) == [[text]]


def test_a_recognised_line_inside_one_cell_goes_there_whole() -> None:
    lines = [scanned("two words", 155, 105), scanned("one", 60, 105)]
    parts = page(TABLE, lines=lines, kind=PageKind.OCR, grids={5: grid(COLUMNS, ROWS)})

    assert table_rows(parts)[0] == ["one", "two words", ""]


def test_a_recognised_line_across_cells_is_divided_between_its_words() -> None:
    line = scanned("Bern is big   52 km2            134,000", 60, 125, size=15)
    parts = page(TABLE, lines=[line], kind=PageKind.OCR, grids={5: grid(COLUMNS, ROWS)})

    assert table_rows(parts)[1] == ["Bern is big", "52 km2", "134,000"]


def test_a_recognised_line_without_spaces_is_divided_at_the_border() -> None:
    line = scanned("AAAAABBBBB", 100, 125, size=20)
    parts = page(TABLE, lines=[line], kind=PageKind.OCR, grids={5: grid(COLUMNS, ROWS)})

    assert table_rows(parts)[1] == ["AAAAA", "BBBBB", ""]


def test_a_spanning_cell_takes_what_lies_under_all_of_it() -> None:
    cells = (
        TableCell(row=0, col=0, col_span=2, box=Box(50, 100, 350, 130), header=True),
        TableCell(row=1, col=0, box=Box(50, 130, 200, 160)),
        TableCell(row=1, col=1, col_span=9, box=Box(200, 130, 350, 160)),
    )
    words = [
        *typed("over both of them", 150, 105, 0),
        *typed("left", 60, 140, 1),
        *typed("right", 210, 140, 1),
    ]

    (block,) = blocks_of(page(TABLE, words=words, grids={5: Grid(2, 2, cells)}))

    assert block.table is not None
    assert [cell.text for cell in block.table.cells] == ["over both of them", "left", "right"]
    assert [cell.col_span for cell in block.table.cells] == [2, 1, 1]


def test_words_of_the_table_region_in_no_cell_stay_as_text_beside_it() -> None:
    words = [*typed("Bern", 60, 105, 0), *typed("Source: office", 60, 145, 1)]
    parts = page(TABLE, words=words, grids={5: grid((50, 350), (100, 120))})

    blocks = blocks_of(parts)

    assert texts(blocks) == [(RegionLabel.TABLE, ""), (RegionLabel.TEXT, "Source: office")]
    assert every_word(blocks) == ["Bern", "Source:", "office"]


def test_a_text_region_inside_a_table_takes_no_word_from_its_cells() -> None:
    inside = region(1, RegionLabel.TEXT, 50, 100, 150, 160)
    parts = page(inside, TABLE, words=typed("Bern", 60, 105), grids={5: grid(COLUMNS, ROWS)})

    assert table_rows(parts)[0][0] == "Bern"
    assert every_word(blocks_of(parts)) == ["Bern"]


def test_a_caption_that_reaches_into_the_table_keeps_its_words() -> None:
    caption = region(1, RegionLabel.CAPTION, 50, 90, 350, 112)
    words = [*typed("Table 1. Cities", 60, 101, 0), *typed("Bern", 60, 125, 1)]

    (block,) = blocks_of(page(caption, TABLE, words=words, grids={5: grid(COLUMNS, ROWS)}))

    assert texts(block.captions) == [(RegionLabel.CAPTION, "Table 1. Cities")]
    assert every_word([block]) == ["1.", "Bern", "Cities", "Table"]


def test_a_cell_mistaken_for_a_caption_stays_in_its_table() -> None:
    mistaken = region(1, RegionLabel.CAPTION, 255, 103, 300, 117)
    words = [*typed("City", 60, 105, 0), *typed("Q3", 260, 105, 0)]
    parts = page(mistaken, TABLE, words=words, grids={5: grid(COLUMNS, ROWS)})

    assert table_rows(parts)[0] == ["City", "", "Q3"]
    assert every_word(blocks_of(parts)) == ["City", "Q3"]


def test_an_empty_grid_leaves_the_text_of_the_region_row_by_row() -> None:
    words = [*typed("City Area", 60, 105, 0), *typed("Bern 52", 60, 125, 1)]
    expected = [(RegionLabel.TEXT, "City Area\nBern 52")]

    assert texts(blocks_of(page(TABLE, words=words, grids={5: Grid(0, 0, ())}))) == expected
    assert texts(blocks_of(page(TABLE, words=words))) == expected


def test_cells_outside_the_grid_or_at_a_taken_place_lose_no_text() -> None:
    cells = (
        TableCell(row=0, col=0, box=Box(50, 100, 150, 120)),
        TableCell(row=0, col=0, box=Box(150, 100, 250, 120)),
        TableCell(row=7, col=0, box=Box(50, 120, 150, 140)),
    )
    words = [*typed("kept", 60, 105, 0), *typed("twice", 160, 105, 1), *typed("far", 60, 125, 2)]

    blocks = blocks_of(page(TABLE, words=words, grids={5: Grid(1, 1, cells)}))

    assert every_word(blocks) == ["far", "kept", "twice"]


def test_what_a_backend_read_itself_fills_cells_that_no_text_falls_into() -> None:
    cells = (
        TableCell(row=0, col=0, box=Box(50, 100, 150, 120), text="guessed"),
        TableCell(row=0, col=1, box=Box(150, 100, 250, 120), text="read"),
    )
    parts = page(TABLE, words=typed("printed", 60, 105), grids={5: Grid(1, 2, cells)})

    assert table_rows(parts) == [["printed", "read"]]


def test_a_first_row_of_words_and_years_over_others_is_a_header() -> None:
    texts_of = (["City", "2023", "2024"], ["Bern", "52", "134"], ["Chur", "28", "38"])
    words = [
        word
        for row, cells in enumerate(texts_of)
        for col, text in enumerate(cells)
        for word in typed(text, COLUMNS[col] + 5, ROWS[row] + 5, row)
    ]
    (block,) = blocks_of(page(TABLE, words=words, grids={5: grid(COLUMNS, ROWS)}))
    assert block.table is not None
    assert [cell.header for cell in block.table.cells] == [True] * 3 + [False] * 6


def test_lines_found_in_a_table_fill_its_cells_and_those_laid_over_a_region_stay_there() -> None:
    """A scan whose text has no places, but for that of tables."""
    above = region(0, RegionLabel.TEXT, 50, 40, 350, 110)  # as rough boxes are, it reaches into the table
    found = [
        scanned(text, COLUMNS[col] + 5, ROWS[row] + 5)
        for row, cells in enumerate(words_in_cells())
        for col, text in enumerate(cells)
    ]
    laid = [scanned("plain text", 50, 40, 35, region_id=0), scanned("in two lines", 50, 75, 35, region_id=0)]
    parts = page(
        above, TABLE, lines=[*found, *laid], kind=PageKind.OCR, grids={5: grid(COLUMNS, ROWS, header_rows=1)}
    )
    assert table_rows(parts) == words_in_cells()
    assert (RegionLabel.TEXT, "plain text in two lines") in texts(blocks_of(parts))


def test_lines_laid_over_two_regions_side_by_side_are_no_table() -> None:
    left, right = (
        region(0, RegionLabel.TEXT, 50, 50, 150, 150),
        region(1, RegionLabel.TEXT, 250, 50, 300, 150),
    )
    lines = [
        scanned(text, x, 50 + 20 * row, region_id=number)
        for number, x, some in ((0, 50, "Bern Chur Basel Genf Thun"), (1, 250, "52 28 23 15 21"))
        for row, text in enumerate(some.split())
    ]
    blocks = blocks_of(page(left, right, lines=lines, kind=PageKind.OCR))
    assert all(block.table is None for block in blocks)
    loose = [line._replace(region_id=None) for line in lines]
    assert any(block.table for block in blocks_of(page(lines=loose, kind=PageKind.OCR))), (
        "else it tells nothing"
    )


def test_lines_laid_over_the_region_beside_a_table_are_none_of_its_cells() -> None:
    caption = region(0, RegionLabel.TEXT, 52, 102, 348, 118)
    found = [
        scanned(text, COLUMNS[col] + 5, ROWS[row] + 25)
        for row, cells in enumerate(words_in_cells())
        for col, text in enumerate(cells)
    ]
    whole = TABLE.model_copy(update={"box": Box(50, 100, 350, 180)})
    laid = scanned("what is said above", 52, 102, region_id=0)
    parts = page(caption, whole, lines=[*found, laid], kind=PageKind.OCR, grids={5: Grid(0, 0, ())})
    assert table_rows(parts) == words_in_cells()


def test_a_header_of_two_rows_is_one_where_names_reach_down_beside_groups() -> None:
    def headers(second: str) -> set[int]:
        cells = (
            TableCell(row=0, col=0, row_span=2, box=Box(50, 100, 150, 130), text="City"),
            TableCell(row=0, col=1, col_span=2, box=Box(150, 100, 350, 115), text="Flow"),
            TableCell(row=1, col=1, box=Box(150, 115, 250, 130), text=second),
            TableCell(row=1, col=2, box=Box(250, 115, 350, 130), text="most"),
            *(
                TableCell(row=2, col=col, box=Box(COLUMNS[col], 130, COLUMNS[col + 1], 160), text=str(col))
                for col in range(3)
            ),
        )
        (block,) = blocks_of(page(TABLE, grids={5: Grid(3, 3, cells)}))
        assert block.table is not None
        return {cell.row for cell in block.table.cells if cell.header}

    assert headers("least") == {0, 1}
    assert headers("134") == {0}
