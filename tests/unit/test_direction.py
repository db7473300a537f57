"""Pages that are read from right to left."""

from agents.reading.blocks import blocks_of
from agents.reading.page import Piece
from agents.reading.text.direction import runs_right_to_left
from agents.reading.text.paragraphs import rows_of
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from schemas.work import Region
from tests.unit.pages import page

HELLO, WORLD, PEACE = "\u05e9\u05dc\u05d5\u05dd", "\u05e2\u05d5\u05dc\u05dd", "\u0633\u0644\u0627\u0645"


def test_most_letters_say_which_way_a_text_runs() -> None:
    assert runs_right_to_left([HELLO, WORLD, "PDF"])
    assert runs_right_to_left([PEACE])
    assert not runs_right_to_left(["The word", PEACE, "means peace"])
    assert not runs_right_to_left(["1995", "", "\u00e9t\u00e9"])


def test_parts_of_a_line_are_put_in_the_direction_of_their_letters() -> None:
    right, left = Box(300, 50, 400, 60), Box(60, 50, 200, 60)
    (row,) = rows_of([Piece(WORLD, left, 2), Piece(HELLO, right, 1)])
    assert row.text == f"{HELLO} {WORLD}"
    (row,) = rows_of([Piece("two", right, 2), Piece("one", left, 1)])
    assert row.text == "one two"


def test_the_right_column_of_such_a_page_is_read_first() -> None:
    columns = {"left": Box(50, 50, 290, 300), "right": Box(320, 50, 560, 300)}
    regions = tuple(
        Region(region_id=at, label=RegionLabel.TEXT, box=box) for at, box in enumerate(columns.values())
    )

    def read(left: str, right: str) -> list[str]:
        words = (Word(left, Box(60, 60, 100, 70), 0), Word(right, Box(330, 60, 370, 70), 1))
        return [block.text for block in blocks_of(page(*regions, words=words))]

    assert read(left=WORLD, right=HELLO) == [HELLO, WORLD]
    assert read(left="one", right="two") == ["one", "two"]


def test_the_words_of_a_heading_that_runs_from_right_to_left_keep_their_order() -> None:
    words = (Word(HELLO, Box(300, 60, 340, 70), 0), Word(WORLD, Box(255, 60, 295, 70), 0))
    heading = Region(region_id=0, label=RegionLabel.SECTION_HEADER, box=Box(250, 55, 345, 75))
    assert [block.text for block in blocks_of(page(heading, words=words))] == [f"{HELLO} {WORLD}"]


def test_two_headings_side_by_side_are_read_from_the_right() -> None:
    words = (Word(WORLD, Box(60, 60, 100, 70), 0), Word(HELLO, Box(330, 60, 370, 70), 1))
    heading = Region(region_id=0, label=RegionLabel.SECTION_HEADER, box=Box(55, 55, 375, 75))
    assert [block.text for block in blocks_of(page(heading, words=words))] == [HELLO, WORLD]
