"""Rows, columns and spans made into a grid."""

from hypothesis import given
from hypothesis import strategies as st

from agents.models.table_structure import Strip, Structure, grid_of, tiled
from schemas.geometry import Box

ROWS = [Strip(0, 10), Strip(12, 20), Strip(20, 30)]
COLUMNS = [Strip(0, 40), Strip(44, 80), Strip(80, 100)]


def test_rows_and_columns_make_cells_without_gaps() -> None:
    grid = grid_of(Structure(ROWS, COLUMNS))
    assert (grid.rows, grid.cols, len(grid.cells)) == (3, 3, 9)
    assert [(cell.row, cell.col) for cell in grid.cells] == [(r, c) for r in range(3) for c in range(3)]
    assert grid.cells[0].box == Box(0, 0, 42, 11)
    assert grid.cells[4].box == Box(42, 11, 80, 20)


def test_of_two_rows_that_lie_over_one_another_the_surer_stays() -> None:
    assert [strip.score for strip in tiled([Strip(0, 10, 0.6), Strip(1, 11, 0.9), Strip(11, 20, 0.8)])] == [
        0.9,
        0.8,
    ]


def test_a_header_and_a_cell_over_two_columns() -> None:
    span = Box(1, 0, 79, 10)
    grid = grid_of(Structure(ROWS, COLUMNS, headers=[Box(0, 0, 100, 10)], spans=[(span, 0.9)]))
    first = grid.cells[0]
    assert (first.row_span, first.col_span, first.header) == (1, 2, True)
    assert [cell.header for cell in grid.cells if cell.row > 0] == [False] * 6
    assert len(grid.cells) == 8


def test_a_section_takes_its_whole_row() -> None:
    grid = grid_of(Structure(ROWS, COLUMNS, sections=[Box(2, 12, 30, 20)]))
    (section,) = (cell for cell in grid.cells if cell.row == 1)
    assert section.col_span == 3


def test_of_two_spans_that_cut_one_another_the_surer_stays() -> None:
    wide, tall = (Box(0, 0, 80, 10), 0.7), (Box(0, 0, 40, 20), 0.8)
    grid = grid_of(Structure(ROWS, COLUMNS, spans=[wide, tall]))
    spans = [(cell.row_span, cell.col_span) for cell in grid.cells if cell.row_span * cell.col_span > 1]
    assert spans == [(2, 1)]


def test_without_rows_or_columns_there_is_no_table() -> None:
    assert grid_of(Structure([], COLUMNS)).cells == ()
    assert grid_of(Structure(ROWS, [])).cells == ()


STRIPS = st.lists(st.builds(Strip, st.floats(0, 90), st.floats(0, 100), st.floats(0, 1)), max_size=8)
BOXES = st.builds(Box, st.floats(0, 100), st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))


@given(STRIPS, STRIPS, st.lists(BOXES, max_size=3), st.lists(st.tuples(BOXES, st.floats(0, 1)), max_size=4))
def test_every_place_belongs_to_exactly_one_cell_whatever_was_found(
    rows: list[Strip], columns: list[Strip], sections: list[Box], spans: list[tuple[Box, float]]
) -> None:
    grid = grid_of(Structure(rows, columns, sections=sections, spans=spans))
    places = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.col, cell.col + cell.col_span)
    ]
    assert sorted(places) == [(row, column) for row in range(grid.rows) for column in range(grid.cols)]
