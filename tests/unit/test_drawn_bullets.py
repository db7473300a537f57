"""Bullets that are drawn are words at the beginning of their lines."""

from typing import Any

import pymupdf
import pytest

from agents.drawn.drawn_bullets import BULLET, with_drawn_bullets
from agents.drawn.text_layer import read_text_layer
from schemas.geometry import Box, Word


def words_at(x: float, *texts: str) -> list[Word]:
    """A line for each text, 20 points apart, 12 points high."""
    return [
        Word(word, Box(x + 40 * at, 100 + 20 * line, x + 40 * at + 30, 112 + 20 * line), line)
        for line, text in enumerate(texts)
        for at, word in enumerate(text.split())
    ]


def spots_at(x: float, *lines: int, side: float = 3.5) -> list[Box]:
    """In the middle of these lines."""
    return [Box(x, 106 + 20 * line - side / 2, x + side, 106 + 20 * line + side / 2) for line in lines]


def text_of(words: tuple[Word, ...]) -> list[str]:
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return [" ".join(line) for line in lines.values()]


def test_a_spot_before_the_first_word_of_its_line_is_a_bullet_as_high_as_the_line() -> None:
    words = words_at(80, "Ports open", "and ships", "Rails rest")

    found = with_drawn_bullets(words, spots_at(68, 0, 2))

    assert text_of(found) == [f"{BULLET} Ports open", "and ships", f"{BULLET} Rails rest"]
    assert found[0].box == Box(68, 100, 71.5, 112)


@pytest.mark.parametrize(
    "spots",
    [
        spots_at(68, 0),
        spots_at(20, 0, 2),
        spots_at(68, 0, 2, side=11),
        [*spots_at(68, 0, 2), *spots_at(73, 0, 2)],
        [Box(60, 105, 78, 107), Box(60, 145, 78, 147)],
        [*spots_at(68, 0), *spots_at(62, 2)],
    ],
    ids=["alone", "far", "large", "in a pattern", "a dash", "out of line"],
)
def test_other_spots_are_none(spots: list[Box]) -> None:
    words = words_at(80, "Ports open", "and ships", "Rails rest")
    assert with_drawn_bullets(words, spots) == tuple(words)


def test_a_spot_on_the_words_of_one_column_is_no_bullet_of_the_next() -> None:
    left, right = words_at(60, "Ports", "Rails"), words_at(100, "open", "rest")
    words = (*left, *(word._replace(line=word.line + 2) for word in right))
    assert with_drawn_bullets(words, spots_at(85, 0, 1)) == words
    between = with_drawn_bullets(words, spots_at(92, 0, 1))
    assert text_of(between) == ["Ports", "Rails", f"{BULLET} open", f"{BULLET} rest"]


def test_a_page_of_spots_is_a_drawing() -> None:
    words = words_at(80, "Ports", "Rails")
    many = [Box(200 + 4 * at, 300, 203 + 4 * at, 303) for at in range(600)]
    assert with_drawn_bullets(words, [*spots_at(68, 0, 1), *many]) == tuple(words)


def test_the_items_of_a_printed_web_page_have_their_bullets() -> None:
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=200)
    page.insert_htmlbox(pymupdf.Rect(20, 20, 280, 180), "<p>Works:</p><ul><li>Rails</li><li>Quays</li></ul>")

    said = text_of(read_text_layer(page).words)

    assert said == ["Works:", f"{BULLET} Rails", f"{BULLET} Quays"]
