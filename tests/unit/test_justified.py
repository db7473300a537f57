"""Paragraphs of justified text."""

from agents.reading.page import Origin
from agents.reading.text.paragraph_starts import paragraphs_of
from agents.reading.text.paragraphs import Row
from schemas.geometry import Box

RIGHT = 270.0
FULL, LAST = "the ships of the north lay at the quay and", "left again."
FIRST = "The ships of the north lay at the quay, as"


def parts(*lines: tuple[str, float]) -> list[int]:
    """How many rows each paragraph has: its text, and where each row ends."""
    rows = [
        Row(text, Box(60, 100 + 12.0 * at, right, 110 + 12.0 * at), size_pt=10)
        for at, (text, right) in enumerate(lines)
    ]
    return [len(one.rows) for one in paragraphs_of(rows, Origin.LAYER)]


def full(*texts: str) -> list[tuple[str, float]]:
    return [(text, RIGHT) for text in texts]


PARAGRAPH = [*full(FIRST, FULL, FULL), (LAST, 115.0)]


def test_a_row_that_ends_early_ends_a_paragraph() -> None:
    assert parts(*PARAGRAPH, *PARAGRAPH, *PARAGRAPH) == [4, 4, 4]


def test_rows_beside_a_picture_end_none() -> None:
    beside = [("lay at the quay.", 150.0), ("The ships of the", 150.0), ("north lay there.", 150.0)]
    assert parts(*full(FIRST, FULL, FULL, FULL), *beside, *full(FIRST, FULL, FULL)) == [10]


def test_a_row_that_ends_early_in_the_middle_of_a_sentence_ends_none() -> None:
    assert parts(*full(FIRST, FULL, FULL), ("left for the", 120.0), *full(FULL, FULL, FIRST, FULL)) == [8]


def test_text_that_is_not_justified_has_none() -> None:
    ragged = [(FIRST, 260.0), (FULL, 268.0), (LAST, 115.0), (FIRST, 262.0), (FULL, 254.0), (LAST, 115.0)]
    assert parts(*ragged) == [6]
