"""The text of a chart model, read as a table or refused."""

import pytest

from agents.models.linearised import Malformed, chart_of


def test_title_header_and_rows() -> None:
    chart = chart_of(
        "TITLE | Sales of fruit <0x0A> Year | Apples | Pears <0x0A> 2020 | 12 | 7 <0x0A> 2021 | 15 | 9"
    )
    assert chart.title == "Sales of fruit"
    assert chart.header == ("Year", "Apples", "Pears")
    assert chart.rows == (("2020", "12", "7"), ("2021", "15", "9"))


def test_a_table_without_a_title_is_a_table() -> None:
    chart = chart_of("Year | Apples <0x0A> 2020 | 12")
    assert (chart.title, chart.header, chart.rows) == ("", ("Year", "Apples"), (("2020", "12"),))


def test_a_title_that_was_left_empty_is_none() -> None:
    assert chart_of("TITLE |  <0x0A> a | b <0x0A> 1 | 2").title == ""


def test_empty_cells_stay_in_their_column() -> None:
    assert chart_of("a | b | c <0x0A> 1 |  | 3").rows == (("1", "", "3"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no rows"),
        ("TITLE | Only a title", "no rows"),
        ("a | b", "no rows under it"),
        ("a <0x0A> 1", "single column"),
        ("a | b <0x0A> 1 | 2 <0x0A> 3", "1 cells in row 2 under 2 columns"),
        ("a | b <0x0A> 1 | 2 | 3", "3 cells in row 1 under 2 columns"),
    ],
)
def test_what_is_no_table_is_named_and_not_guessed(text: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        chart_of(text)
