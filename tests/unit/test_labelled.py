"""Rows that begin with a name and a colon are a text each."""

from tests.unit.test_indents import FULL, parts

MAIL = ("From: Peter Vance <vance@ardent.example>", "Sent: Tuesday, 12 March 2024 16:42", "To: Laura Mills")


def test_what_stands_above_a_mail_is_a_text_for_each_name() -> None:
    assert parts(*((0, row) for row in (*MAIL, "Subject: Delivery"))) == [1, 1, 1, 1]


def test_what_a_name_says_may_go_on_in_the_next_row() -> None:
    assert parts(*((0, row) for row in (*MAIL, "and the team of Hamburg", "Subject: Delivery"))) == [
        1,
        1,
        2,
        1,
    ]


def test_names_among_the_rows_of_a_text_begin_nothing() -> None:
    assert parts((0, FULL), (0, "Note: they left."), (0, FULL), (0, "So: they came, and"), (0, FULL)) == [5]
    assert parts((0, FULL), (0, MAIL[0]), (0, MAIL[1])) == [3]
