"""Columns of prose in one region are taken apart."""

from agents.reading.order.columns import are_filled, columns_of
from agents.reading.page import Piece
from schemas.geometry import Box

INGREDIENTS = ["200 g flour", "3 eggs", "1 cup milk", "a pinch of salt", "some butter", "jam"]
STEPS = [
    "Mix the flour",
    "and the eggs, stir",
    "in the milk. Salt",
    "it. Wait for",
    "an hour. Fry",
    "in butter",
]
LEFT = ["Ships come and go in", "the harbour of the old", "town and some of them", "stay there for a while"]
RIGHT = [
    "while others left long",
    "ago and were not seen",
    "again in any harbour of",
    "this coast or another",
]


def side_by_side(left: list[str], right: list[str], gap: float = 12.0) -> list[Piece]:
    """Lines of five points a letter, row by row."""
    pieces: list[Piece] = []
    for row, texts in enumerate(zip(left, right, strict=True)):
        for column, text in enumerate(texts):
            x0, y0 = 50 + column * (115 + gap), 100 + 14.0 * row
            pieces.append(Piece(text, Box(x0, y0, x0 + 5 * len(text), y0 + 11), len(pieces)))
    return pieces


def _lower(piece: Piece, by_pt: float) -> Piece:
    x0, y0, x1, y1 = piece.box
    return piece._replace(box=Box(x0, y0 + by_pt, x1, y1 + by_pt))


def texts(pieces: list[Piece]) -> list[list[str]]:
    return [[piece.text for piece in part] for part in columns_of(pieces)]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    assert texts(side_by_side(LEFT, RIGHT)) == [LEFT, RIGHT]


def test_a_line_over_both_columns_parts_what_is_above_it_from_what_is_below() -> None:
    pieces = side_by_side(LEFT * 3, RIGHT * 3)
    over = Piece("Ships that stay and ships that left the harbour", Box(50, 155, 285, 156), 99)
    assert texts([over, *pieces]) == [LEFT, RIGHT, [over.text], LEFT * 2, RIGHT * 2]


def test_many_lines_over_both_columns_keep_them_together() -> None:
    pieces = side_by_side(LEFT, RIGHT)
    over = Piece("Ships that stay and ships that left the harbour", Box(50, 160, 285, 171), 99)
    assert columns_of([*pieces, over, over]) == [[*pieces, over, over]]


def test_terms_and_their_texts_stay_in_rows() -> None:
    pieces = side_by_side(["Ship", "Harbour", "Old town", "Coast"], RIGHT)
    assert columns_of(pieces) == [pieces]


def test_ragged_cells_stay_in_rows() -> None:
    cells = ["twelve tons of salted fish", "none", "a few barrels", "ten tons"]
    pieces = side_by_side(LEFT, cells)
    assert columns_of(pieces) == [pieces]


def test_a_few_rows_are_no_columns() -> None:
    pieces = side_by_side(LEFT[:3], RIGHT[:3])
    assert columns_of(pieces) == [pieces]


def ingredients_and_steps(step: float) -> list[Piece]:
    """Words of short lines at the left, at steps of their own, beside longer ones at steps of 14 points."""
    words: list[Piece] = []
    for side, (lines, x0, pitch) in enumerate(((INGREDIENTS, 50.0, step), (STEPS, 160.0, 14.0))):
        for row, text in enumerate(lines):
            x = x0
            for word in text.split():
                box = Box(x, 100 + pitch * row, x + 5 * len(word), 111 + pitch * row)
                words.append(Piece(word, box, 10 * side + row))
                x = box.x1 + 5
    return words


def test_lines_that_are_not_level_with_those_beside_them_are_columns() -> None:
    pieces = ingredients_and_steps(15.5)
    assert columns_of(pieces, exact=True) == [
        [piece for piece in pieces if piece.line < 10],
        [piece for piece in pieces if piece.line >= 10],
    ]


def test_lines_that_are_level_are_rows() -> None:
    pieces = ingredients_and_steps(14.0)
    assert columns_of(pieces, exact=True) == [pieces]
    lower = [_lower(piece, 1.5) if piece.line < 10 else piece for piece in pieces]
    assert columns_of(lower, exact=True) == [lower]


def test_lines_that_stand_in_the_middle_of_higher_ones_beside_them_are_rows() -> None:
    pieces = ingredients_and_steps(28.0)
    assert columns_of(pieces, exact=True) == [pieces]


MEMBERS = ["Lee, Ann, 14 Mill Lane", "   Oslo", "Ray, Ben, 35 Old Quays", "   Bergen"] * 2
OTHERS = ["Orr, Cay, 11 Ship Lane", "   Riga", "Fox, Dan, 20 New Quays", "   Tallinn"] * 2


def set_in(left: list[str], right: list[str]) -> list[Piece]:
    """As `side_by_side`; lines that begin with spaces are set in by as much."""
    return [
        piece._replace(
            text=piece.text.strip(), box=Box(piece.box.x1 - 5 * len(piece.text.strip()), *piece.box[1:])
        )
        for piece in side_by_side(left, right)
    ]


def test_columns_of_entries_whose_first_lines_stick_out_are_no_rows_though_they_are_level() -> None:
    pieces = set_in(MEMBERS, OTHERS)
    assert are_filled(pieces)
    assert texts(pieces) == [[line.strip() for line in MEMBERS], [line.strip() for line in OTHERS]]


def test_cells_of_two_lines_that_do_not_stick_out_stay_in_rows() -> None:
    pieces = set_in([line.strip() for line in MEMBERS], [line.strip() for line in OTHERS])
    assert not are_filled(pieces)
    assert texts(pieces) == [[piece.text for piece in pieces]]


def test_one_column_of_entries_beside_cells_is_a_row_of_them() -> None:
    assert not are_filled(set_in(MEMBERS, ["twelve"] * len(MEMBERS)))


def test_what_stands_at_the_side_of_columns_of_entries_is_none_of_them() -> None:
    at_side = [Piece("La", Box(300, 100 + 14 * row, 310, 111 + 14 * row), 90 + row) for row in (0, 6)]
    assert are_filled([*set_in(MEMBERS, OTHERS), *at_side])


def test_entries_as_high_as_those_beside_them_are_in_no_rows_where_gaps_are_beside_texts() -> None:
    def column(x0: float, heights: list[int]) -> list[Piece]:
        tops = [(at, 8 * entry) for entry, lines in enumerate(heights) for at in range(lines)]
        boxes = [
            Box(x0, 100 + 11 * row + gap, x0 + (90, 40, 65)[at % 3], 109 + 11 * row + gap)
            for row, (at, gap) in enumerate(tops)
        ]
        return [Piece("Ann Lee", box, int(x0) + row) for row, box in enumerate(boxes)]

    assert are_filled([*column(50, [3] * 12), *column(200, [3] * 6 + [5] + [3] * 5)])
    assert not are_filled([*column(50, [3] * 12), *column(200, [3] * 12)])
