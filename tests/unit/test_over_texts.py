"""Lines that stand over a text and are headings by that, by how they are set, or by how they are counted."""

import pytest

from tests.unit.outlines import labels_of, prose, told


def over(*texts: str, size_pt: float = 10.0, bold: bool = False, styled: bool = False) -> list[bool]:
    """Which of these lines are headings, each over a text."""
    lines = [told(says, "text", size_pt, bold=bold, styled=styled, over=True) for says in texts]
    found = labels_of(*(one for line in lines for one in (line, prose())))
    return [label == "section_header" for label in found[::2]]


def test_one_line_in_italics_over_a_text_is_a_heading() -> None:
    assert over("Oslo", styled=True) == [True]
    assert over("Oslo") == [False]


def test_a_line_in_italics_that_stands_over_nothing_is_text() -> None:
    assert labels_of(told("Oslo", "text", styled=True), prose())[0] == "text"


def test_a_line_in_italics_over_a_single_line_is_a_heading_where_several_like_it_are() -> None:
    def labels(several: int) -> list[str]:
        heads = [
            one for _ in range(several) for one in (told("Oslo", "text", styled=True, over=True), prose())
        ]
        return labels_of(*heads, told("Riga", "text", styled=True), told("It was late.", "text"))

    assert labels(3)[-2:] == ["section_header", "text"]
    assert labels(2)[-2:] == ["text", "text"]


def test_a_line_in_italics_is_in_no_type_with_plain_ones() -> None:
    plain = [told(says, "text", over=True) for says in ("Riga", "Bergen")]
    italic = told("Oslo", "text", styled=True, over=True)
    found = labels_of(*(one for line in (*plain, italic) for one in (line, prose())))
    assert found[::2] == ["text", "text", "section_header"]


@pytest.mark.parametrize("marks", [("A.", "B."), ("1)", "2)"), ("9.", "10.")])
def test_counted_lines_over_texts_are_headings(marks: tuple[str, str]) -> None:
    assert over(*(f"{mark} Ships" for mark in marks)) == [True, True]


@pytest.mark.parametrize("marks", [("A.",), ("A.", "C."), ("A.", "B)"), ("1.1", "1.2")])
def test_lines_that_count_nothing_are_text(marks: tuple[str, ...]) -> None:
    assert not any(over(*(f"{mark} Ships" for mark in marks)))


def test_a_line_that_counts_on_from_a_heading_is_one() -> None:
    line = told("B. Ports", "text", over=True)
    assert labels_of(told("A. Ships", bold=True), prose(), line, prose())[2] == "section_header"


def test_dated_lines_in_the_type_of_the_text_are_entries_and_no_headings() -> None:
    posts = ("Mate, Oslo", "Master, Riga", "Pilot, Bergen")
    dated = [f"{post} {year}" for post, year in zip(posts, (2014, 2016, 1998), strict=True)]
    assert over(*posts) == [True] * 3
    assert over(*dated) == [False] * 3
    assert over(*(f"{post} 2414" for post in posts)) == [True] * 3, "no year"


def test_dated_lines_that_are_set_apart_are_headings() -> None:
    assert over("Oslo 2014", styled=True) == over("Oslo 2014", size_pt=11) == [True]
    assert over("Oslo 2014", "Riga 2016", "Bergen 1998", size_pt=9, bold=True) == [True] * 3
