"""Numbers alone at the edge of a page are page numbers, on a single page too."""

import pytest

from agents.reading.furniture.page_numbers import with_page_numbers
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

HEIGHT_PT = 800.0
TEXT, HEADER, FOOTER = RegionLabel.TEXT, RegionLabel.PAGE_HEADER, RegionLabel.PAGE_FOOTER


def block(text: str, y0: float, y1: float, label: RegionLabel = TEXT) -> Block:
    return Block(label, Box(50, y0, 550, y1), text, text, size_pt=10)


def label_of(text: str, y0: float, *others: Block, label: RegionLabel = TEXT) -> RegionLabel:
    return with_page_numbers([block(text, y0, y0 + 10, label), *others], HEIGHT_PT, 12.0)[0].label


BODY = block("The ships came late that year.", 100, 700)


@pytest.mark.parametrize("text", ["801", "- 12 -", "Page 3", "iv", "3 / 12", "Seite 3 von 12", "[7]"])
def test_a_number_at_the_edge_is_that_of_the_page(text: str) -> None:
    assert label_of(text, 760, BODY) is FOOTER
    assert label_of(text, 30, BODY) is HEADER
    assert label_of(text, 760, BODY, label=RegionLabel.SECTION_HEADER) is FOOTER


def test_headers_and_footers_may_stand_beside_and_below_it() -> None:
    assert (
        label_of("801", 760, BODY, block("Reports", 760, 770, FOOTER), block("2026", 775, 785, FOOTER))
        is FOOTER
    )


def test_the_numbers_of_two_columns_beside_each_other_are_headers_and_two_years_are_text() -> None:
    def labels(left: str, right: str) -> list[RegionLabel]:
        pair = [
            Block(TEXT, Box(x, 40, x + 10, 50), text, text, size_pt=10)
            for x, text in ((150, left), (440, right))
        ]
        return [one.label for one in with_page_numbers([*pair, BODY], HEIGHT_PT, 12.0)[:2]]

    assert labels("1", "2") == labels("12", "11") == [HEADER, HEADER]
    assert labels("2024", "2025") == labels("1", "3") == labels("1", "of") == [TEXT, TEXT]


@pytest.mark.parametrize("text", ["1,204", "In 1999", "12345", "vessel", "3 ships", ""])
def test_other_text_at_the_edge_is_text(text: str) -> None:
    assert label_of(text, 760, BODY) is TEXT


def test_a_number_that_goes_on_with_the_text_is_text() -> None:
    assert label_of("1999", 760, block("They came in", 100, 755)) is TEXT
    assert label_of("1999", 760, block("beside it", 755, 775)) is TEXT
    assert label_of("1999", 760, BODY, block("below it", 775, 790)) is TEXT
    assert label_of("1999", 30, block("right below", 44, 700)) is TEXT


def test_a_number_in_the_middle_of_the_page_is_text() -> None:
    assert label_of("12", 400) is TEXT


@pytest.mark.parametrize("text", ["2024", "1984", "IV", "CV"])
def test_a_number_in_type_larger_than_the_text_is_a_title(text: str) -> None:
    title = Block(RegionLabel.TITLE, Box(50, 40, 550, 70), text, text, size_pt=30)
    assert with_page_numbers([title, BODY], HEIGHT_PT, 12.0) == [title, BODY]
    assert with_page_numbers([title], HEIGHT_PT, 0.0) == [title], "a page without text"


def test_a_page_of_numbers_is_a_page_of_another_kind() -> None:
    numbers = [block(str(number), 760, 770) for number in range(20)]
    assert with_page_numbers(numbers, HEIGHT_PT, 12.0) == numbers
