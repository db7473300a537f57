"""The letters of a text layer that run from right to left."""

from collections.abc import Sequence
from typing import Any

from agents.drawn.right_to_left import may_be_turned, with_letters_in_order
from schemas.geometry import Box, Word

ALEF, HAMZA, LAM, AIN, SEEN, MEEM = "\u0627", "\u0623", "\u0644", "\u0639", "\u0633", "\u0645"


def content(*lines: Sequence[tuple[str, float, float]]) -> dict[str, Any]:
    """Letters from right to left, each with its left and right."""
    spans = [
        {"spans": [{"chars": [{"c": c, "bbox": (x0, 50, x1, 62)} for c, x0, x1 in letters]}]}
        for letters in lines
    ]
    return {"blocks": [{"image": b""}, {"lines": spans}]}


def mended(letters: Sequence[tuple[str, float, float]], *others: str) -> list[str]:
    """The texts of one word of these letters and of others on lines of their own."""
    texts = ["".join(letter for letter, _, _ in letters), *others]
    words = [Word(text, Box(0, 50, 9, 62), line) for line, text in enumerate(texts)]
    lines = [letters, *([(letter, 0.0, 5.0) for letter in text] for text in others)]
    return [word.text for word in with_letters_in_order(words, content(*lines))]


def test_the_two_letters_of_one_glyph_are_in_their_order() -> None:
    turned = [(ALEF, 105, 108), (HAMZA, 105, 105), (LAM, 98, 105), (AIN, 91, 98)]
    assert mended(turned) == [ALEF + LAM + HAMZA + AIN]


def test_letters_with_a_glyph_each_stay_as_they_are() -> None:
    asked = [(SEEN, 110, 120), (HAMZA, 105, 110), (LAM, 98, 105)]
    assert mended(asked) == [SEEN + HAMZA + LAM]
    in_order = [(LAM, 98, 105), (ALEF, 98, 98), (MEEM, 90, 98)]
    assert mended(in_order) == [LAM + ALEF + MEEM]
    of_no_width = [(HAMZA, 105, 105), (LAM, 105, 105)]
    assert mended(of_no_width) == [HAMZA + LAM]


def test_a_line_whose_letters_are_not_those_of_its_words_stays_as_it_is() -> None:
    words = [Word(HAMZA + LAM, Box(0, 50, 9, 62), 0)]
    assert with_letters_in_order(words, content([(HAMZA, 105, 105), (LAM, 98, 105), (AIN, 90, 98)])) == (
        *words,
    )
    assert with_letters_in_order(words, content()) == (*words,)


def test_marks_that_stand_by_themselves_are_read_from_the_right() -> None:
    marks = [(".", 100.0, 104.0), (")", 104.0, 108.0)]
    assert mended(marks, ALEF + LAM) == [").", ALEF + LAM]
    assert mended(marks, "Latin") == [".)", "Latin"]
    number = [("1", 100.0, 104.0), (")", 104.0, 108.0)]
    assert mended(number, ALEF + LAM) == ["1)", ALEF + LAM]


def test_forms_of_letters_within_words_stand_for_the_letters() -> None:
    assert mended([("\ufefb", 100, 108), ("\ufee1", 90, 100)]) == [LAM + ALEF + MEEM]


def test_letters_are_read_anew_only_where_there_are_such_words() -> None:
    assert may_be_turned([Word(ALEF + LAM, Box(0, 0, 9, 9), 0)])
    assert not may_be_turned([Word("r\u00e9sum\u00e9", Box(0, 0, 9, 9), 0), Word("1)", Box(0, 0, 9, 9), 1)])
