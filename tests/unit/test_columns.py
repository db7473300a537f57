"""Columns of prose in one region are taken apart."""

from agents.reading.order.columns import columns_of
from agents.reading.page import Piece
from schemas.geometry import Box

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
