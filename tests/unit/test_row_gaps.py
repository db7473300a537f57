"""Paragraphs by the space between their rows."""

from agents.reading.page import Origin
from agents.reading.text.paragraph_starts import paragraphs_of
from agents.reading.text.paragraphs import Row
from schemas.geometry import Box

FULL, LAST = "The ships of the north lay at the quay and", "left again."

Line = tuple[float, str]
"""The space above it, in points, and its text."""


def parts(*lines: Line) -> list[int]:
    """How many rows each paragraph has; rows are 10 pt high, letters 5 pt wide."""
    rows: list[Row] = []
    top = 100.0
    for gap, text in lines:
        top += gap
        rows.append(Row(text, Box(60, top, 60 + 5 * len(text), top + 10), size_pt=10))
        top += 10
    return [len(one.rows) for one in paragraphs_of(rows, Origin.LAYER)]


def paragraph(gap: float) -> list[Line]:
    return [(gap, FULL), (2, FULL), (2, LAST)]


def test_a_little_more_space_begins_a_paragraph_where_words_agree() -> None:
    assert parts(*paragraph(4), *paragraph(4), *paragraph(4)) == [3, 3, 3]


def test_paragraphs_of_a_line_or_two_have_larger_gaps_more_often_than_small_ones() -> None:
    one, two = [(8.0, "We left.")], [(8.0, FULL), (2.0, LAST)]
    assert parts(*two, *one, *one, *two, *one, *one) == [2, 1, 1, 2, 1, 1]


def test_three_sentences_that_end_before_a_little_more_space_end_paragraphs_by_themselves() -> None:
    ended = [(4.0, FULL), (2.0, "The ships of the north lay at the old quay.")]
    assert parts(*ended, *ended, *ended, *ended) == [2, 2, 2, 2]
    assert parts(*ended, *ended) == [4]


def test_more_space_in_the_middle_of_a_sentence_begins_nothing() -> None:
    assert parts(*[(2.0, FULL)] * 3, (4, FULL), (2, FULL), (4, FULL), (2, LAST)) == [7]


def test_gaps_of_many_kinds_begin_nothing() -> None:
    assert parts((2, FULL), (2.0, LAST), (3.0, FULL), (4.0, LAST), (5.0, FULL), (2.5, LAST)) == [6]


def test_rows_that_are_a_sentence_each_are_paragraphs() -> None:
    terms = [
        "\u201cFee\u201d means the sum that is stated below.",
        "\u201cDay\u201d is one with banks.",
        "\u201cParty\u201d is one.",
    ]
    assert parts(*[(8.0, term) for term in terms]) == [1, 1, 1]
    assert parts(
        (2, "The fee is the sum that is stated in it."),
        (2, "It is paid on a day on which banks open."),
        (2, "and not before."),
    ) == [3]


WHOLE = "The ships of the north lay at the old quay."


def test_two_rows_with_a_clear_gap_are_two_paragraphs_where_words_agree() -> None:
    assert parts((2, WHOLE), (6, FULL)) == [1, 1]
    assert parts((2, WHOLE), (4, FULL)) == [2], "as far apart as rows may be"
    assert parts((2, FULL), (6, LAST)) == [2], "a sentence goes on"


def test_two_rows_far_apart_are_two_paragraphs_whatever_the_words_say() -> None:
    assert parts((2, FULL), (31, LAST)) == [1, 1]
    assert parts((2, FULL), (29, LAST)) == [2]
