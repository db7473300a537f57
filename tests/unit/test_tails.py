"""Marks at the right of the last line of a question are read with it."""

from agents.reading.order.ordered import in_order
from agents.reading.order.tails import with_tails
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

ASKED = "Say why the ships of the north lay at the quay"


def text(says: str, x0: float, y0: float, x1: float, lines: int = 1) -> Block:
    return Block(RegionLabel.TEXT, Box(x0, y0, x1, y0 + 12 * lines - 2), says, says, size_pt=10)


def question(number: int, top: float) -> Block:
    return text(f"{number}. {ASKED}", 50, top, 450, lines=3)


def marks(says: str, y0: float, x0: float = 510) -> Block:
    return text(says, x0, y0, x0 + 30)


def order(*blocks: Block) -> list[str]:
    return [block.text.partition(".")[0] for block in in_order(blocks)]


def test_marks_at_the_last_line_of_a_question_are_read_after_it() -> None:
    asked = [question(1, 100), question(2, 200), question(3, 300)]
    assert order(*asked, marks("[4]", 124), marks("[6]", 224), marks("[2]", 324)) == [
        "1",
        "[4]",
        "2",
        "[6]",
        "3",
        "[2]",
    ]


def groups(*blocks: Block) -> list[list[str]]:
    return [[block.text for block in group] for group in with_tails([[block] for block in blocks])]


def test_marks_at_another_line_or_to_the_left_end_no_question() -> None:
    asked = question(1, 100)
    assert groups(asked, marks("[4]", 124)) == [[asked.text, "[4]"]]
    for other in (marks("[4]", 100), marks("[4]", 136), marks("[4]", 124, x0=10)):
        assert groups(asked, other) == [[asked.text], ["[4]"]]


def test_a_short_line_of_a_second_column_ends_nothing_in_the_first() -> None:
    asked, beside = question(1, 100), text(ASKED, 500, 160, 580, lines=4)
    assert groups(asked, marks("At last", 124), beside) == [[asked.text], ["At last"], [beside.text]]


def test_the_last_line_of_an_address_beside_a_text_is_not_torn_off() -> None:
    asked = question(1, 100)
    address = [marks(says, top) for says, top in (("Mill Lane 4", 100), ("Oslo", 112), ("Tel. 22 41", 124))]
    assert groups(asked, *address) == [[asked.text], *([line.text] for line in address)]


def test_what_is_long_or_in_several_lines_is_no_mark() -> None:
    asked = question(1, 100)
    for other in (text("All of them are at the quay", 510, 124, 580), text("a b", 510, 118, 530, lines=2)):
        assert groups(asked, other) == [[asked.text], [other.text]]


def test_marks_level_with_the_last_lines_of_two_texts_end_neither() -> None:
    left, right = text(ASKED, 50, 100, 240, lines=3), text(ASKED, 260, 100, 450, lines=3)
    assert len(groups(left, right, marks("[4]", 124))) == 3


def test_a_short_text_right_of_one_that_runs_from_right_to_left_comes_before_it() -> None:
    says = "\u05d4\u05d0\u05e0\u05d9\u05d5\u05ea \u05d1\u05d0\u05d5 \u05dc\u05e0\u05de\u05dc"
    first, asked = text("\u05e9\u05d0\u05dc\u05d4", 510, 124, 540), text(says * 4, 50, 100, 450, lines=3)
    assert in_order([asked, first]) == [first, asked]
