"""What is set off as headings are, and heads nothing."""

import pytest

from agents.reading.headings.headline import may_be_heading
from agents.reading.headings.set_off import is_byline, is_date, is_set_off


@pytest.mark.parametrize(
    "text",
    [
        "Continued on page 2",
        "Harbour fees rise again page 14",
        "Fortsetzung auf Seite 3",
        "- Ends -",
        "\u2013 more \u2013",
        "1.8m",
        "36%",
        "$4.2bn",
        "€ 12 million",
        "\u00a33,100\u20133,800",
        "$4 - $6",
        "* * *",
        "For immediate release, 22 October 2024",
        "Bergen, March 3, 2024",
    ],
)
def test_what_is_set_off_heads_nothing(text: str) -> None:
    assert is_set_off(text)
    assert not may_be_heading(text)


def test_a_sentence_in_quotation_marks_heads_nothing() -> None:
    assert not may_be_heading("\u201cThe ships came late that year, and left early.\u201d")
    assert not may_be_heading("\u00abThe ships came late that year, and left early.\u00bb")
    assert may_be_heading("The ship called \u201cLate\u201d")


@pytest.mark.parametrize(
    "text",
    [
        "Pages and how they are numbered",
        "The front page",
        "2024",
        "4.2 Million small boats",
        "5 Ports",
        "Minutes of the meeting of 3 March 2024",
        "May 2024",
        "- a dash alone before it",
        "Form 10-K",
    ],
)
def test_what_has_a_page_a_date_or_a_figure_in_it_may_be_a_heading(text: str) -> None:
    assert not is_set_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "3 March 2024",
        "March 3, 2024",
        "2024-03-03",
        "15 February to 30 September 2024",
        "3\u20135 May 2024",
        "1st May 2024 until 3rd June 2025",
        "3. März 2024",
    ],
)
def test_days_are_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", ["2024", "May 2024", "3 March 2024: the harbour opens", "12 Ports 2024"])
def test_months_years_and_what_is_said_of_a_day_are_no_dates(text: str) -> None:
    assert not is_date(text)


def test_names_after_by_may_be_those_of_authors() -> None:
    assert is_byline("By Anna de Vries and Tom O'Neil")
    assert is_byline("By Estimate Explain")
    assert not is_byline("By Country")
    assert not is_byline("By the sea")
    assert not is_byline("By Product category")
