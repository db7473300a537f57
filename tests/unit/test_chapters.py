"""Lines that say which chapter follows are headings with its name."""

import pytest

from agents.reading.headings.chapters import says_which
from tests.unit.outlines import labels_of, prose, told


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
    assert labels_of(told("Chapter Five", label), name, prose(), told("Ports", size_pt=12), prose())[0] in (
        "section_header",
        "title",
    )


def test_the_number_of_a_chapter_over_a_text_is_text() -> None:
    found = labels_of(told("Chapter Five", "text"), prose(), told("Ports", size_pt=12), prose())
    assert found[0] == "text"
