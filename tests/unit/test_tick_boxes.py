"""Boxes to tick are words among the words of a page, and ticked ones are told from empty ones."""

from typing import Any

import pymupdf
import pytest

from agents.drawn.tick_boxes import squares_of
from agents.look import look
from agents.page_task import PageLimits
from agents.reading.forms import EMPTY, TICKED
from schemas.geometry import Box, Word

SIDE = 11.0
LIMITS = PageLimits(dpi=200)


def page_of_form(*labels: str) -> Any:
    """A page with labels below each other and room at the left of each."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=200)
    for number, label in enumerate(labels):
        page.insert_text((60, 50 + 20 * number), label, fontsize=10)
    return page


def square(number: int, x: float = 40.0) -> Any:
    y = 41.0 + 20 * number
    return pymupdf.Rect(x, y, x + SIDE, y + SIDE)


def words_of(page: Any) -> tuple[Word, ...]:
    return look(page.parent, 1, LIMITS).facts.words


def text_of(page: Any) -> list[str]:
    """By line, as the words come."""
    lines: dict[int, list[str]] = {}
    for word in words_of(page):
        lines.setdefault(word.line, []).append(word.text)
    return [" ".join(words) for words in lines.values()]


def add_field(page: Any, rect: Any, name: str, ticked: bool) -> None:
    field: Any = pymupdf.Widget()
    field.field_type, field.field_name, field.rect = 2, name, rect
    field.field_value = ticked
    page.add_widget(field)


def cross(page: Any, rect: Any) -> None:
    page.draw_line(rect.tl, rect.br)
    page.draw_line(rect.bl, rect.tr)


def test_a_drawn_square_beside_words_is_a_box_and_a_cross_in_it_a_tick() -> None:
    page = page_of_form("Resident permit", "Visitor permit")
    page.draw_rect(square(0))
    page.draw_rect(square(1))
    cross(page, square(1))
    assert text_of(page) == [f"{EMPTY} Resident permit", f"{TICKED} Visitor permit"]


def test_a_letter_x_typed_into_a_square_is_a_tick() -> None:
    page = page_of_form("Resident permit")
    page.draw_rect(square(0))
    page.insert_text((42, 50.5), "X", fontsize=10)
    assert text_of(page) == [f"{TICKED} Resident permit"]


def test_a_box_behind_its_words_comes_after_them() -> None:
    page = page_of_form("Yes")
    page.draw_rect(square(0, x=80.0))
    assert text_of(page) == [f"Yes {EMPTY}"]


@pytest.mark.parametrize("degrees", [0, 90, 270])
def test_fields_of_a_form_are_boxes_also_on_a_turned_page(degrees: int) -> None:
    page = page_of_form("Smoker", "Diabetic")
    add_field(page, square(0), "smoker", True)
    add_field(page, square(1), "diabetic", False)
    page.set_rotation(degrees)
    words = words_of(page)
    assert sorted(word.text for word in words) == sorted([TICKED, "Smoker", EMPTY, "Diabetic"])
    marks = {word.text: word for word in words}
    assert marks[TICKED].box.area == pytest.approx(SIDE * SIDE, rel=0.05)
    assert degrees or marks[TICKED].line == marks["Smoker"].line


def test_a_field_without_words_beside_it_is_kept() -> None:
    page = page_of_form("Smoker")
    add_field(page, pymupdf.Rect(200, 150, 211, 161), "alone", True)
    assert TICKED in text_of(page)


def test_a_square_around_a_letter_or_beside_nothing_is_no_box() -> None:
    page = page_of_form("Question")
    page.draw_rect(square(0))
    page.insert_text((42, 50.5), "A", fontsize=10)
    page.draw_rect(pymupdf.Rect(200, 150, 211, 161))
    assert text_of(page) == ["Question", "A"]


def test_fields_for_one_letter_each_are_no_boxes() -> None:
    page = page_of_form("Postcode")
    for number in range(6):
        page.draw_rect(square(0, x=105.0 + number * SIDE))
    assert text_of(page) == ["Postcode"]


def test_a_small_filled_square_is_no_box() -> None:
    page = page_of_form("Income", "Costs")
    page.draw_rect(square(0), color=None, fill=(0.8, 0.2, 0.2))
    assert text_of(page) == ["Income", "Costs"]


def test_a_box_that_is_drawn_twice_is_one() -> None:
    page = page_of_form("Resident permit")
    page.draw_rect(square(0))
    page.draw_rect(pymupdf.Rect(40.3, 41.3, 40.3 + SIDE, 41.3 + SIDE))
    assert text_of(page) == [f"{EMPTY} Resident permit"]


def test_only_small_squares_that_stand_alone_may_be_boxes() -> None:
    alone, wide, large = Box(0, 0, 10, 10), Box(50, 0, 70, 10), Box(100, 0, 140, 40)
    around = Box(200, 0, 218, 18)
    inner = Box(204, 4, 214, 14)
    assert squares_of([alone, wide, large, around, inner]) == (alone, around)


def test_a_page_full_of_squares_is_read_in_bounded_time() -> None:
    squares = (Box(x * 12.0, y * 12.0, x * 12.0 + 8, y * 12.0 + 8) for x in range(300) for y in range(300))
    assert len(squares_of(squares)) == 500
