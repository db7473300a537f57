"""Letters that are set apart are words."""

from collections.abc import Sequence

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.text.spaced import with_whole_words
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, texts, typed


def spaced(parts: Sequence[str], between: float = 3, words: float = 9, line: int = 0) -> list[Word]:
    """Each part as wide as its letters; a space in the parts is the gap between two words."""
    found: list[Word] = []
    x = 100.0
    for part in parts:
        if part == " ":
            x += words - between
            continue
        found.append(Word(part, Box(x, 100, x + 7 * len(part), 114), line))
        x += 7 * len(part) + between
    return found


def joined(words: Sequence[Word]) -> list[str]:
    return [word.text for word in with_whole_words(page(words=words)).words]


def test_letters_set_apart_are_words_by_wider_gaps() -> None:
    assert joined(spaced("CHAPTER ONE")) == ["CHAPTER", "ONE"]
    assert joined(spaced("Annual report")) == ["Annual", "report"]
    pairs = ["I", "M", "P", "O", "R", "TA", "N", "T", " ", *"NOTICE", " ", "4"]
    assert joined(spaced(pairs)) == ["IMPORTANT", "NOTICE", "4"]


def test_a_title_is_read_as_words_and_its_box_holds_them() -> None:
    words = [*spaced("CHAPTER ONE"), *typed("The ships came late.", 100, 130, line=1)]
    title = region(0, RegionLabel.SECTION_HEADER, 95, 95, 300, 118)
    text = region(1, RegionLabel.TEXT, 95, 125, 300, 145)
    assert texts(blocks_of(page(title, text, words=words))) == [
        (RegionLabel.SECTION_HEADER, "CHAPTER ONE"),
        (RegionLabel.TEXT, "The ships came late."),
    ]
    whole = with_whole_words(page(words=words)).words
    assert (whole[0].box, whole[2:]) == (Box(100, 100, 167, 114), (*words[10:],))


@pytest.mark.parametrize(
    "words",
    [
        spaced("ABCDEFGH"),
        spaced("YNYYNYN", between=20, words=60),
        spaced("x y z", between=3),
        spaced("THE"),
        spaced(["1", "2", "3", "4", "5", "6", "A"]),
        spaced(["The", "S", "H", "I", "P", "S", "sailed", "away"]),
    ],
    ids=["alphabet", "columns", "variables", "few", "figures", "within a line"],
)
def test_other_letters_stay_apart(words: Sequence[Word]) -> None:
    assert joined(words) == [word.text for word in words]


def test_letters_at_uneven_distances_stay_apart() -> None:
    uneven = [
        Word(letter, Box(x, 100, x + 7, 114), 0)
        for letter, x in zip("CHART", (0, 9, 20, 30, 42), strict=True)
    ]
    assert joined(uneven) == [*"CHART"]
