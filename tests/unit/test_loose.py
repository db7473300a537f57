"""Text in no region is gathered row by row."""

from agents.reading.page import Piece
from agents.reading.text.loose import loose_groups
from schemas.geometry import Box


def row(y: float, *starts: float, width: float = 30) -> list[Piece]:
    """Words 12 points high, each a line of its own, as a PDF with wide spaces is read."""
    return [Piece(f"w{x:g}-{y:g}", Box(x, y, x + width, y + 12), round(1000 * y + x)) for x in starts]


def texts(pieces: list[Piece]) -> list[set[str]]:
    return [{piece.text for piece in group} for group in loose_groups(pieces)]


def test_words_with_wide_spaces_between_them_are_a_row_of_their_text() -> None:
    rows = [*row(100, 50, 89, 128), *row(115, 50, 85), *row(130, 50, 91, 130)]
    assert texts(rows) == [{piece.text for piece in rows}]
    assert texts(rows[::-1]) == texts(rows)


def test_columns_stay_apart() -> None:
    left, right = [*row(100, 50), *row(115, 50)], [*row(100, 92), *row(115, 92)]
    assert texts([*left, *right]) == [{piece.text for piece in part} for part in (left, right)]


def test_words_that_are_not_quite_level_are_a_row_all_the_same() -> None:
    """Some begin lower, as words without tall letters do: the row is whole whichever comes first."""
    low = [Piece(f"low{x}", Box(x, 102, x + 30, 112), 9000 + x) for x in (88, 164)]
    rows = [*row(100, 50, 126, 202), *low, *row(115, 50, 89, 128)]
    assert texts(rows) == [{piece.text for piece in rows}]
