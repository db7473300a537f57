"""Columns beside the box of a table that are its own, and what stands beside it and is not."""

from collections.abc import Sequence

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Grid, Piece
from agents.reading.tables.side_columns import with_side_columns
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, table_rows, typed
from tests.unit.test_found_tables import PORTS, words_of

TABLE = Box(45, 195, 320, 280)
YS = (200.0, 220.0, 240.0, 260.0)


def pieces(*more: Sequence[Word]) -> list[Piece]:
    """Those of a table of four rows, and more."""
    words = [*words_of(PORTS), *(word for texts in more for word in texts)]
    return [Piece(word.text, word.box, word.line) for word in words]


def column(x: float, ys: Sequence[float], text: str = "79.9%") -> list[Word]:
    return [word for number, y in enumerate(ys) for word in typed(text, x, y, 100 + number)]


@pytest.mark.parametrize(("x", "sides"), [(350.0, (45.0, 375.0)), (10.0, (10.0, 320.0))])
def test_a_column_on_the_lines_of_a_table_is_part_of_it(x: float, sides: tuple[float, float]) -> None:
    wide = with_side_columns(TABLE, pieces(column(x, YS)))
    assert (wide.x0, wide.x1) == pytest.approx(sides)
    assert (wide.y0, wide.y1) == (TABLE.y0, TABLE.y1)


def test_a_cell_may_be_empty() -> None:
    assert with_side_columns(TABLE, pieces(column(350, YS[1:]))).x1 == pytest.approx(375)


@pytest.mark.parametrize(
    "beside",
    [
        column(350, (*YS, 280.0)),
        column(350, (180.0, *YS)),
        column(350, (200.0, 210.0, 220.0, 230.0, 240.0, 250.0, 260.0)),
        column(350, YS[:2]),
        column(450, YS),
        column(335, YS, "the harbour in the east of all"),
    ],
    ids=["goes on below", "begins above", "other lines", "few", "far away", "wide"],
)
def test_other_text_beside_a_table_is_not(beside: list[Word]) -> None:
    assert with_side_columns(TABLE, pieces(beside)) == TABLE


def test_text_under_a_table_that_is_wider_than_it_hides_no_column() -> None:
    under = typed(
        "The ships came late that year and left the harbours early to come no more at all", 45, 285, 300
    )
    assert with_side_columns(TABLE, pieces(column(350, YS), under)).x1 == pytest.approx(375)


def test_a_table_gets_the_cells_of_its_column() -> None:
    words = [*words_of(PORTS), *column(350, YS[:1], "Share"), *column(350, YS[1:])]
    parts = page(region(0, RegionLabel.TABLE, *TABLE), words=words, grids={0: Grid(0, 0, ())})
    assert table_rows(parts) == [
        [*row, text] for row, text in zip(PORTS, ["Share", *["79.9%"] * 3], strict=True)
    ]


def test_a_box_without_text_stays_as_it_is() -> None:
    assert with_side_columns(TABLE, []) == TABLE


def test_the_column_of_another_table_stays_there() -> None:
    """Two tables side by side, their lines level with each other."""
    left, right = (
        region(0, RegionLabel.TABLE, 45, 195, 180, 280),
        region(1, RegionLabel.TABLE, 210, 195, 330, 280),
    )
    first = [["Port", "Ships"], ["Oslo", "12"], ["Riga", "7"], ["Bergen", "31"]]
    words = [
        word
        for row, (texts, y) in enumerate(zip(first, YS, strict=True))
        for col, text in enumerate(texts)
        for shift in (0, 1)
        for word in typed(text, 50 + 95 * col + 165 * shift, y, 10 * row + col + 100 * shift)
    ]
    parts = page(left, right, words=words, grids={0: Grid(0, 0, ()), 1: Grid(0, 0, ())})
    tables = [block.table for block in blocks_of(parts) if block.table]
    assert [table.cols for table in tables] == [2, 2]
