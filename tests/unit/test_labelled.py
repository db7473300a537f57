"""Rows that begin with a name and a colon, or define a term, are a text each."""

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


def test_each_definition_of_a_contract_is_a_text() -> None:
    day = "\u201cBusiness Day\u201d means a day other than a Sunday;"
    goods = "\u201cGoods\u201d has the meaning given in Schedule 1; and"
    price = '"Price" means the price of the Goods'
    assert parts((0, day), (0, goods), (0, price), (0, "in accordance with clause 4.")) == [1, 1, 2]
    assert parts((0, "They called it a"), (0, '"day" means nothing here.')) == [2]
    assert parts((0, "They came late."), (0, '"Ships" is what they said.')) == [2]
