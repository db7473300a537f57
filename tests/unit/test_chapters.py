"""Lines that say which chapter follows are headings with its name."""

import pytest

from agents.reading.headings.chapters import says_which
from tests.unit.outlines import labels_of, prose, settled, told


@pytest.mark.parametrize(
    "text",
    [
        "CHAPTER FIVE",
        "Chapter 12",
        "Part IV",
        "Part the",
        "Book Twenty-One",
        "The First Book",
        "Lesson 3.",
        "Kapitel 7",
    ],
)
def test_the_word_for_a_part_of_a_book_and_its_number_say_which(text: str) -> None:
    assert says_which(text) is (text != "Part the")


@pytest.mark.parametrize("text", ["Chapter five of the law", "Five", "Chapter", "Part of it", "Ship 5"])
def test_what_says_more_or_less_says_nothing(text: str) -> None:
    assert not says_which(text)


@pytest.mark.parametrize("label", ["text", "page_header"])
def test_the_number_of_a_chapter_over_its_name_is_a_heading(label: str) -> None:
    name = told("The ships come late", size_pt=16)
    found = labels_of(told("Chapter Five", label), name, prose(), told("Ports", size_pt=12), prose())
    assert found == ["title", "title", "text", "section_header", "text"]


def test_the_numbers_of_several_chapters_are_level_with_their_names() -> None:
    text = ("The ships came late that year and left early. " * 3, 10, "text")
    chapters = [("Chapter One", 10), ("Ships", 16), text, ("Chapter Two", 10), ("Ports", 16), text]
    levels = [level for _, level in settled(*chapters, ("Quays", 12), text)]
    assert levels == [1, 1, 0, 1, 1, 0, 2, 0]


def test_the_number_of_a_chapter_over_a_text_is_text() -> None:
    found = labels_of(told("Chapter Five", "text"), prose(), told("Ports", size_pt=12), prose())
    assert found[0] == "text"
