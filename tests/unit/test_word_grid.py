"""Grids from where words stand."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from agents.reading.page import Grid, Piece
from agents.reading.tables.header_row import names_columns
from agents.reading.tables.word_grid import word_grid
from schemas.geometry import Box

LETTER_PT, HEIGHT_PT = 5.0, 12.0
XS = (50.0, 150.0, 250.0, 350.0)


def said(text: str, x: float, y: float) -> list[Piece]:
    """Words with their middle at y, one letter as wide as the other."""
    pieces: list[Piece] = []
    for word in text.split():
        right = x + len(word) * LETTER_PT
        pieces.append(Piece(word, Box(x, y - HEIGHT_PT / 2, right, y + HEIGHT_PT / 2), round(y)))
        x = right + 3
    return pieces


def table(rows: Sequence[tuple[float, Sequence[str]]]) -> list[Piece]:
    """Texts at XS, each row at its y; an empty text is nothing."""
    return [
        piece for y, texts in rows for x, text in zip(XS, texts, strict=False) for piece in said(text, x, y)
    ]


def places(grid: Grid | None) -> list[tuple[int, int, int, int]]:
    assert grid is not None
    return [(cell.row, cell.col, cell.row_span, cell.col_span) for cell in grid.cells]


def texts(grid: Grid | None, pieces: Sequence[Piece]) -> dict[tuple[int, int], str]:
    assert grid is not None
    found = {
        (cell.row, cell.col): " ".join(p.text for p in pieces if cell.box.holds(*p.box.centre))
        for cell in grid.cells
    }
    return {place: text for place, text in found.items() if text}


def test_words_one_under_the_other_are_columns_and_rows() -> None:
    pieces = table(
        [(100, ("Port", "Ships", "Tons")), (120, ("Oslo", "12", "9,100")), (140, ("Bergen", "7", "820"))]
    )
    grid = word_grid(pieces)
    assert grid is not None
    assert (grid.rows, grid.cols) == (3, 3)
    assert texts(grid, pieces)[1, 2] == "9,100"
    assert [cell.header for cell in grid.cells if cell.col == 0] == [True, False, False]


def test_lines_closer_than_the_rows_are_one_cell() -> None:
    rows = [
        (100, ("Port", "Remark")),
        (122, ("Oslo", "ice until")),
        (136, ("", "early spring")),
        (158, ("Bergen", "open")),
    ]
    pieces = table(rows)
    grid = word_grid(pieces)
    assert grid is not None
    assert grid.rows == 3
    assert texts(grid, pieces)[1, 1] == "ice until early spring"


def test_rows_set_solid_are_rows_unless_a_line_only_continues_the_one_above() -> None:
    rows = [
        (100, ("Port", "Ships", "Remark")),
        (114, ("Oslo", "12", "ice until")),
        (128, ("", "", "early spring")),
        (142, ("Bergen", "7", "open")),
    ]
    pieces = table(rows)
    grid = word_grid(pieces)
    assert grid is not None
    assert grid.rows == 3
    assert texts(grid, pieces)[1, 2] == "ice until early spring"


def test_a_sum_with_its_name_under_a_figure_is_a_row_though_no_rule_parts_it_from_the_one_above() -> None:
    rows = (
        (100, ("Pos", "Item", "Price", "Total")),
        (114, ("1", "Ropes", "95.00", "190.00")),
        (128, ("2", "Lamps", "7.90", "15.80")),
        (142, ("3", "Oil", "1.00", "9.00")),
        (156, ("", "", "Net", "214.80")),
        (170, ("", "", "VAT", "40.81")),
    )
    pieces = table(rows)
    rules = [Box(50, y, 400, y + 0.5) for y in (107, 121, 135)]
    grid = word_grid(pieces, rules)
    assert grid is not None
    assert grid.rows == len(rows)


def test_a_heading_across_the_gap_of_two_columns_spans_them() -> None:
    rows = [(120, ("Port", "1999", "2000")), *((140 + 20 * n, ("Oslo", "12", "13")) for n in range(5))]
    pieces = [*said("Ships in these years", 160, 100), *table(rows)]
    assert (0, 1, 1, 2) in places(word_grid(pieces))


def test_a_short_rule_says_which_columns_a_heading_is_over() -> None:
    rows = [
        (120, ("Port", "1999", "2000", "2001")),
        *((140 + 20 * n, ("Oslo", "1", "2", "3")) for n in range(4)),
    ]
    pieces = [*said("Ships", 252, 100), *table(rows)]
    alone = places(word_grid(pieces))
    ruled = places(word_grid(pieces, [Box(145, 109, 375, 110), Box(45, 129, 380, 130)]))
    assert (0, 1, 1, 3) not in alone
    assert (0, 1, 1, 3) in ruled


def test_a_name_between_two_rows_spans_both() -> None:
    rows = [
        (100, ("Sea", "Port", "Ships")),
        (120, ("", "Oslo", "12")),
        (130, ("North",)),
        (140, ("", "Bergen", "7")),
        (160, ("Baltic", "Riga", "9")),
    ]
    pieces = table(rows)
    grid = word_grid(pieces)
    assert (1, 0, 2, 1) in places(grid)
    assert texts(grid, pieces)[1, 0] == "North"


def test_a_rule_that_stops_beside_a_cell_lets_it_go_on() -> None:
    rows = [(100 + 20 * n, ("" if n % 2 == 0 and n else "North", "Oslo", "12")) for n in range(5)]
    rules = [Box(45 if n % 2 == 0 else 140, 110 + 20 * n, 270, 111 + 20 * n) for n in range(4)]
    assert (1, 0, 2, 1) in places(word_grid(table(rows), rules))


def test_a_rule_under_every_row_keeps_the_lines_between_two_together() -> None:
    rows = [
        (100, ("Port", "Remark")),
        (120, ("Oslo", "ice until")),
        (134, ("", "spring")),
        (154, ("Riga", "none")),
        (174, ("Bergen", "open")),
    ]
    rules = [Box(45, y, 260, y + 1) for y in (110, 144, 164)]
    grid = word_grid(table(rows), rules)
    assert grid is not None
    assert grid.rows == 4


def stubs(last: Sequence[str]) -> list[Piece]:
    """Two columns of names, two of figures, and a last row."""
    rows = [("Land", "Port", "Ships", "Tons"), ("North", "Oslo", "12", "9,100"), ("East", "Riga", "7", "820")]
    return table([(100 + 20 * at, texts) for at, texts in enumerate([*rows, last])])


def test_the_name_of_a_total_spans_the_names_that_its_row_leaves_out() -> None:
    assert (3, 0, 1, 2) in places(word_grid(stubs(("Total", "", "19", "9,920"))))
    assert (3, 0, 1, 1) in places(word_grid(stubs(("Total", "both", "19", "9,920"))))
    assert (3, 0, 1, 1) in places(word_grid(stubs(("West", "", "19", "9,920")))), "a port that is not known"
    assert (3, 0, 1, 2) in places(word_grid(stubs(("Summe", "", "", "9,920")))), "no figure is no name"
    assert (3, 0, 1, 2) in places(word_grid(stubs(("Total of all", "", "19", "9,920"))))
    assert (3, 0, 1, 1) in places(word_grid(stubs(("Total tonnage", "", "19", "9,920")))), "one of many"


def headings(rows: Sequence[Sequence[str]], *ruled: int) -> int:
    """How many rows are headings, with rules through the table right below the rows of these numbers."""
    pieces = table([(100 + 20 * at, texts) for at, texts in enumerate(rows)])
    grid = word_grid(pieces, [Box(45, 110 + 20 * at, 400, 111 + 20 * at) for at in ruled])
    assert grid is not None
    return len({cell.row for cell in grid.cells if cell.header})


def test_a_rule_below_the_first_item_makes_no_header_of_it() -> None:
    names, items = ("Item", "Qty", "Price"), [("Hex key", "4", "12.25"), ("Socket", "6", "95.00")]
    assert headings([names, *items, *items], 1) == 1
    assert headings([names, *items, *items], 2) == 1
    assert headings([names, *items, *items], 0) == 1
    words = [("Word", "Said", "Of"), ("sea", "much water", "all"), ("bay", "less of it", "us")]
    assert headings([*words, *words[1:]], 1, 2, 3) == 1, "each row has its rule, but for the header"


def test_rows_above_a_rule_are_headings_where_they_name_columns() -> None:
    items = [("Oslo", "12", "9.5"), ("Riga", "7", "8.2"), ("Bergen", "8", "1.1")]
    for second in (
        ("Port", "2023", "2024"),
        ("", "1,000", "1,000"),
        ("Port", "(1)", "(2)"),
        ("", "kg", "kg"),
        ("Port", "3", "4"),
    ):
        assert headings([("Where", "Ships", "Tons"), second, *items], 1) == 2
    assert headings([("", "Ships", ""), ("Port", "0-4", "5-9"), *items], 1) == 2, "groups of one heading"
    units = [("Sea", "Length", "Mass"), ("", "metres", "tons"), ("Oslo", "few", "many"), ("Riga", "", "few")]
    assert headings([*units, units[2]], 1, 2, 3) == 2, "a header of two rows"


STATEMENT = [
    ("", "Note", "2023", "2022"),
    ("Land", "11", "48,210", "45,177"),
    ("Tax", "", "1,204", "-"),
    ("", "", "49,414", "45,177"),
    ("Debtors", "12", "2,006", "1,000"),
    ("Stores", "14", "12,007", "13,450"),
    ("Total", "", "63,427", "59,627"),
]


def test_a_rule_over_figures_that_are_added_up_merges_nothing() -> None:
    pieces = table([(100 + 20 * at, texts) for at, texts in enumerate(STATEMENT)])
    rules = [Box(245, y, 390, y + 1) for y in (110, 150, 210)]
    grid = word_grid(pieces, rules)
    assert {place[2:] for place in places(grid)} == {(1, 1)}
    found = texts(grid, pieces)
    assert found[2, 0] == "Tax"
    assert (3, 0) not in found
    assert (6, 1) not in found
    assert found[6, 0] == "Total"


def test_figures_below_a_rule_are_a_row_of_their_own_however_close() -> None:
    rows = [*STATEMENT[:2], ("Tax", "15", "1,204", "120"), *STATEMENT[3:]]
    pieces = table([(100 + 14 * at, texts) for at, texts in enumerate(rows)])
    grid = word_grid(pieces, [Box(245, 135.5, 290, 136), Box(345, 135.5, 390, 136)])
    assert texts(grid, pieces)[2, 2] == "1,204"
    assert texts(grid, pieces)[3, 2] == "49,414"


def test_names_of_groups_go_on_below_rules_under_nearly_every_row_also_beside_figures() -> None:
    rows = [("Port", "Ships", "Tons"), *((("North", "", "East", "")[n], "12", "34") for n in range(4))]
    pieces = table([(100 + 20 * at, texts) for at, texts in enumerate(rows)])
    rules = [Box(45 if n % 2 == 0 else 140, 110 + 20 * n, 280, 111 + 20 * n) for n in range(4)]
    assert {(1, 0, 2, 1), (3, 0, 2, 1)} <= set(places(word_grid(pieces, rules)))


def test_a_heading_goes_on_beside_a_rule_over_years() -> None:
    rows = [("Port", "Ships", ""), ("", "2023", "2022"), ("Oslo", "12", "13"), ("Riga", "7", "8")]
    pieces = table([(100 + 20 * at, texts) for at, texts in enumerate(rows)])
    rules = [Box(145, 110, 280, 111), Box(45, 130, 285, 131)]
    assert {(0, 0, 2, 1), (0, 1, 1, 2)} <= set(places(word_grid(pieces, rules)))


def test_a_long_sentence_names_no_column() -> None:
    said = "The ice in the harbour of Oslo went later than in all the years before."
    assert not names_columns(["F-9", said])
    assert names_columns(["No.", "What the master of the harbour found in all of these ships"])


def test_words_that_make_no_two_columns_are_no_grid() -> None:
    prose = [piece for n in range(5) for piece in said("the quick brown fox jumps over it", 50, 100 + 14 * n)]
    assert word_grid(prose) is None
    assert word_grid([]) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 18), st.integers(1, 12), st.sampled_from((8.0, 12.0))),
        max_size=40,
    ),
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 20), st.integers(1, 12)), max_size=5),
)
def test_whatever_the_words_every_place_of_a_grid_is_in_exactly_one_cell(
    words: list[tuple[int, int, int, float]], ruled: list[tuple[int, int, int]]
) -> None:
    pieces = [
        Piece("x", Box(x * 25, y * 7, x * 25 + width * 8, y * 7 + height), y) for x, y, width, height in words
    ]
    rules = [Box(x * 25, y * 7, (x + width) * 25, y * 7 + 1) for x, y, width in ruled]
    grid = word_grid(pieces, rules)
    if grid is None:
        return
    taken = [
        (row, col)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    assert sorted(taken) == [(row, col) for row in range(grid.rows) for col in range(grid.cols)]
