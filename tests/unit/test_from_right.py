"""Rows that are read from right to left."""

import pytest

from agents.reading.page import Piece
from agents.reading.text.from_right import text_from_right
from agents.reading.text.paragraphs import rows_of
from schemas.geometry import Box

ONE, TWO, THREE = "\u05d0\u05d7\u05ea", "\u05e9\u05ea\u05d9\u05d9\u05dd", "\u05e9\u05dc\u05d5\u05e9"
IN = "\u05d1"


def at(text: str, x0: float, x1: float, line: int = 0) -> Piece:
    return Piece(text, Box(x0, 50, x1, 62), line)


def test_marks_and_numbers_stand_where_they_are_drawn_whatever_the_order_of_the_pdf() -> None:
    pieces = [
        at("(", 100, 104),
        at(ONE, 270, 300),
        at(IN, 260, 267),
        at("-", 256, 260),
        at(TWO, 190, 220),
        at("12%", 230, 256),
        at(")", 146, 150),
        at(THREE, 104, 146),
    ]
    assert text_from_right(pieces) == f"{ONE} {IN}-12% {TWO} ({THREE})"


def test_words_that_touch_are_one_where_their_direction_differs_and_only_there() -> None:
    assert text_from_right([at("12", 100, 112), at("%", 88, 100)]) == "12%"
    assert text_from_right([at(ONE, 100, 120), at(TWO, 80, 100)]) == f"{ONE} {TWO}"
    assert text_from_right([at(ONE, 100, 120), at("-", 90, 96)]) == f"{ONE} -"


def test_words_from_left_to_right_are_read_so_among_the_others() -> None:
    pieces = [at(ONE, 250, 280), at("Northern", 150, 190), at("District", 194, 240), at(TWO, 100, 140)]
    assert text_from_right(pieces) == f"{ONE} Northern District {TWO}"
    brackets = [at("(", 240, 244), *pieces, at(").", 142, 150)]
    assert text_from_right(brackets) == f"{ONE} (Northern District). {TWO}"


def test_a_word_whose_bracket_stands_behind_others_comes_before_them() -> None:
    pieces = [at(")Northern", 100, 195), at("District", 151, 190), at("(.", 92, 100)]
    assert text_from_right([at(ONE, 210, 240), *pieces]) == f"{ONE} (Northern District)."


def test_a_number_beside_such_words_is_one_of_them_where_it_follows_them_in_the_pdf() -> None:
    name, number = at("Windows", 150, 190), at("11", 194, 206)
    assert text_from_right([at(ONE, 210, 240), name, number]) == f"{ONE} Windows 11"
    assert text_from_right([at(ONE, 210, 240), number, name]) == f"{ONE} 11 Windows"


@pytest.mark.parametrize(
    "text", [f"{ONE} ({TWO})", f"({ONE} {TWO}).", f"{ONE}) {TWO} ({THREE}", f"{ONE}) {TWO}"]
)
def test_brackets_stay_as_they_are_where_they_stand_as_brackets_do(text: str) -> None:
    assert text_from_right([at(text, 100, 200)]) == text


def test_brackets_that_were_named_as_they_look_are_turned() -> None:
    assert text_from_right([at(f"){ONE} {TWO}(.", 100, 200)]) == f"({ONE} {TWO})."


def test_a_row_of_names_in_a_text_from_right_to_left_is_read_so_and_one_in_another_is_not() -> None:
    names = [Piece("PDF", Box(150, 70, 180, 82), 1), Piece(".", Box(146, 70, 150, 82), 2)]
    above = [Piece(f"{ONE} {TWO} {THREE}", Box(100, 50, 300, 62), 0)]
    assert [row.text for row in rows_of([*above, *names])][1] == "PDF."
    english = [Piece("written in capitals as", Box(100, 50, 300, 62), 0)]
    assert [row.text for row in rows_of([*english, *names])][1] == ". PDF"


def test_parts_of_a_row_whose_rounded_boxes_overlap_by_a_hair_are_one_row() -> None:
    (row,) = rows_of([at("1", 200.02, 206, line=0), at(ONE, 150, 200.03, line=1)])
    assert row.text == f"1{ONE}"
    assert len(rows_of([at("one", 100, 150, line=0), at("two", 140, 180, line=1)])) == 2
