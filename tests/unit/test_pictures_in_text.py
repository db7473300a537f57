"""Pictures that a layout model drew one box around, with the text of their column."""

from agents.models.protocols import Detection
from agents.pictures_in_text import with_text_between
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from schemas.work import PageRasterized

COLUMN = Box(200, 100, 380, 600)
FIRST, SECOND = Box(205, 105, 375, 170), Box(205, 400, 375, 470)


def words(count: int, box: Box) -> list[Word]:
    """As many as fit into lines of four, from the top of a box."""
    left, top = box.x0, box.y0
    places = [(left + 40 * (at % 4), top + 12 * (at // 4)) for at in range(count)]
    return [Word("ships", Box(x, y, x + 30, y + 10), int(y)) for x, y in places]


def found(seen: Box, said: list[Word], pictures: tuple[Box, ...], drawn: tuple[Box, ...]) -> list[Box]:
    page = PageRasterized.model_construct(pictures=pictures, drawn=drawn)
    return [one.box for one in with_text_between(page, said, [Detection(RegionLabel.PICTURE, seen, 0.6)])]


def test_two_pictures_with_a_column_of_text_between_them_are_two() -> None:
    said = words(40, Box(205, 180, 375, 390))
    assert found(COLUMN, said, (FIRST, SECOND), (FIRST, SECOND)) == [FIRST, SECOND]


def test_a_picture_with_labels_beside_its_parts_is_one() -> None:
    said = words(12, Box(205, 180, 375, 390))
    assert found(COLUMN, said, (FIRST, SECOND), (FIRST, SECOND)) == [COLUMN]


def test_pictures_with_long_labels_beside_them_are_one() -> None:
    tall = Box(205, 105, 290, 600)
    assert found(COLUMN, words(40, Box(295, 110, 375, 390)), (tall,), (tall,)) == [COLUMN]


def test_a_drawing_with_many_words_in_it_is_one() -> None:
    said, chart = words(40, Box(205, 180, 375, 390)), Box(205, 172, 375, 395)
    assert found(COLUMN, said, (FIRST,), (FIRST, chart)) == [COLUMN]


def test_a_picture_of_which_the_pdf_knows_nothing_stays() -> None:
    assert found(COLUMN, words(40, Box(205, 180, 375, 390)), (), ()) == [COLUMN]
    beside = Box(300, 180, 480, 260)
    assert found(COLUMN, words(40, COLUMN), (beside,), (beside,)) == [COLUMN], "it reaches out of the box"
