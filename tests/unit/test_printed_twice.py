"""Shadows and type made bold by a second print count once; the same word again in a sentence counts again."""

import time
from typing import Any

import pymupdf
import pytest

from agents.drawn.printed_twice import without_second_prints
from agents.drawn.text_layer import read_text_layer


def row(text: str, x: float, y: float, size: float = 10, line: int = 0) -> tuple[Any, ...]:
    return (x, y, x + len(text) * size / 2, y + size, text, 0, line, 0)


def left(*rows: tuple[Any, ...]) -> list[str]:
    return [found[4] for found in without_second_prints(rows)]


@pytest.mark.parametrize(
    ("x", "y", "size"), [(0.4, 0, 16), (1, 1, 10), (-1.4, 1.4, 10), (0, 0, 10), (3, -3, 24)]
)
def test_a_word_that_is_printed_again_in_nearly_its_place_counts_once(
    x: float, y: float, size: float
) -> None:
    assert left(row("title", 100, 100, size), row("title", 100 + x, 100 + y, size, line=1)) == ["title"]


def test_words_that_follow_each_other_or_stand_in_other_lines_are_words_of_their_own() -> None:
    assert left(row("had", 100, 100), row("had", 120, 100)) == ["had", "had"]
    assert left(row("had", 100, 100), row("had", 100, 112)) == ["had", "had"]
    assert left(row("had", 100, 100), row("has", 100, 100)) == ["had", "has"]
    assert left(row("1", 100, 100), row("1", 102, 100)) == ["1", "1"]


def test_words_of_tiny_type_that_stand_within_a_point_are_words_of_their_own() -> None:
    small = [row("1", 100 + 0.8 * at, 100, size=1) for at in range(4)]
    assert left(*small) == ["1"] * 4


def test_leader_dots_and_columns_of_equal_figures_stay() -> None:
    dots = [row(".", 100 + 5 * at, 100) for at in range(30)]
    figures = [row("0.0", 400, 100 + 11 * at) for at in range(30)]
    assert left(*dots, *figures) == ["."] * 30 + ["0.0"] * 30


def test_the_page_with_a_shadow_has_its_words_once_and_in_their_order() -> None:
    page: Any = pymupdf.open().new_page()
    page.insert_text((61, 102), "Shadow of a title", fontsize=24, color=(0.7, 0.7, 0.7))
    page.insert_text((60, 100), "Shadow of a title", fontsize=24)
    page.insert_text((60, 160), "It was what it was, and that was that", fontsize=11)
    layer = read_text_layer(page)
    assert " ".join(word.text for word in layer.words) == (
        "Shadow of a title It was what it was, and that was that"
    )
    assert sorted({word.line for word in layer.words}) == [0, 1]


@pytest.mark.parametrize("step", [0.0, 0.001, 5.0])
def test_a_hundred_thousand_equal_words_take_no_more_than_their_number(step: float) -> None:
    rows = [row("a", step * (at % 300), step * (at // 300)) for at in range(100_000)]
    began = time.process_time()
    without_second_prints(rows)
    assert time.process_time() - began < 20
