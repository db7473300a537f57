"""Paragraphs that begin with a row set in."""

import time

from agents.reading.page import Origin
from agents.reading.text.paragraph_starts import paragraphs_of
from agents.reading.text.paragraphs import Row
from schemas.geometry import Box

FULL = "the ships of the north lay at the quay and"
LAST = "left again."
FIRST = "Ships of the north lay at the quay, and"
LETTER_PT, SIZE_PT, EDGE_PT = 5.0, 10.0, 60.0

Line = tuple[float, str]
"""How far it is set in, in points, and its text."""


def rows(*lines: Line, mirrored: bool = False) -> list[Row]:
    """Rows of one column, each letter 5 pt wide."""
    found: list[Row] = []
    for at, (inset, text) in enumerate(lines):
        left, top = EDGE_PT + inset, 100 + 12.0 * at
        right = left + LETTER_PT * len(text)
        x0, x1 = (600 - right, 600 - left) if mirrored else (left, right)
        found.append(Row(text, Box(x0, top, x1, top + SIZE_PT), size_pt=SIZE_PT))
    return found


def parts(*lines: Line, origin: Origin = Origin.LAYER, mirrored: bool = False) -> list[int]:
    """How many rows each paragraph has."""
    return [len(one.rows) for one in paragraphs_of(rows(*lines, mirrored=mirrored), origin)]


def paragraph(inset: float, full: int = 2) -> list[Line]:
    return [(inset, FIRST), *[(0.0, FULL)] * full, (0.0, LAST)]


def test_a_row_that_is_set_in_begins_a_paragraph() -> None:
    assert parts((0, FULL), (0, LAST), *paragraph(12), *paragraph(12, 1)) == [2, 4, 3]


def test_each_line_of_a_dialogue_is_a_paragraph() -> None:
    said = [(12.0, "\u201cI shall,\u201d he said."), (12.0, "\u201cYou shall not.\u201d"), (12.0, "He left.")]
    assert parts((0, FULL), (0, LAST), *said, *paragraph(12)) == [2, 1, 1, 1, 4]


def test_a_paragraph_may_begin_after_a_full_row_where_others_begin_after_short_ones() -> None:
    whole = (0.0, "the ships of the north lay at the old quay.")
    assert parts(*paragraph(12), (12, FIRST), (0, FULL), whole, *paragraph(12), *paragraph(12)) == [
        4,
        3,
        4,
        4,
    ]


def test_text_that_runs_from_right_to_left_is_set_in_from_the_right() -> None:
    hebrew = {
        **dict(zip("abcdefghijklmnopqrstuvwxyz", map(chr, range(0x5D0, 0x5EA)), strict=False)),
        "z": "\u05d0",
    }
    turned = str.maketrans({**hebrew, **{letter.upper(): other for letter, other in hebrew.items()}})
    lines = [(inset, text.translate(turned)) for inset, text in [(0.0, FULL), (0.0, LAST), *paragraph(12)]]
    assert parts(*lines, mirrored=True) == [2, 4]
    assert parts(*lines) == [6]


def test_rough_edges_of_a_scan_begin_nothing_and_hide_nothing() -> None:
    rough = [0.0, 1.6, -1.4, 0.8, -0.6, 1.2, -1.8, 0.4]
    plain = [*[(0.0, FULL)] * 3, (0.0, LAST), *[(0.0, FIRST)] * 3, (0.0, LAST)]
    assert parts(
        *[(off, text) for off, (_, text) in zip(rough, plain, strict=True)], origin=Origin.LINES
    ) == [8]
    lines = [(off + inset, text) for off, (inset, text) in zip(rough, 2 * paragraph(14), strict=True)]
    assert parts(*lines, origin=Origin.LINES) == [4, 4]


def test_rows_after_one_that_sticks_out_begin_nothing() -> None:
    source = [
        (0.0, "Smith, J. (1999). Ships and their quays in"),
        (15.0, "the north and in the west. Oslo: The"),
        (15.0, "Press."),
    ]
    assert parts(*source, *source, *source) == [3, 3, 3]
    two = [(0.0, "Smith, J. Ships of the north and their old"), (15.0, "Quays in pictures. Oslo.")]
    assert parts(*two, *two, *two) == [2, 2, 2]


def test_text_beside_a_picture_or_a_drop_cap_is_one_paragraph() -> None:
    beside = [(40.0, FULL[:34]), (40.0, FULL[:34]), (40.0, FULL[:34])]
    assert parts((0, FULL), (0, FULL), *beside, (0, FULL), (0, LAST)) == [7]
    assert parts(*beside, (0, FULL), (0, FULL), (0, LAST)) == [6]


def test_centred_lines_are_one_paragraph() -> None:
    lines = ["The harbour of the north and its ships", "A history. In", "Twelve chapters and a map.", "Oslo."]
    centred = [(LETTER_PT * (38 - len(line)) / 2, line) for line in lines]
    assert parts(*centred) == [4]


def test_verse_stays_one_and_stands_apart_from_the_paragraphs_around_it() -> None:
    verse = [(24.0, "Full fathom five thy father lies;"), (24.0, "Of his bones are coral made;")]
    assert parts(*[(0.0, FULL)] * 3, (0, LAST), *verse, *[(0.0, FULL)] * 3, (0, LAST)) == [4, 2, 4]
    couplets = [(0.0, "Tiger, tiger, burning bright"), (12.0, "In the forests of the night,")]
    assert parts(*couplets, *couplets) == [4]


def test_stars_between_paragraphs_are_a_text_of_their_own() -> None:
    assert parts(*paragraph(12), (80, "* * *"), *paragraph(12)) == [4, 1, 4]


def test_rows_that_are_laid_over_their_region_are_set_in_nowhere() -> None:
    assert parts(*paragraph(12), *paragraph(12), origin=Origin.REGIONS) == [8]


def test_very_many_rows_are_read_in_no_time() -> None:
    many = rows(*[line for _ in range(5_000) for line in paragraph(12)])
    start = time.process_time()
    assert len(paragraphs_of(many, Origin.LAYER)) == 5_000
    assert time.process_time() - start < 5


def test_what_begins_at_the_edge_where_others_are_set_in_is_known_to_go_on() -> None:
    first, *others = paragraphs_of(
        rows((0, FULL), (0, LAST), *paragraph(12), (12, FIRST), (0, FULL)), Origin.LAYER
    )
    assert (first.flush, first.full) == (True, False)
    assert [(one.flush, one.full) for one in others] == [(False, False), (False, True)]
    (plain,) = paragraphs_of(rows((0, FULL), (0, FULL), (0, LAST)), Origin.LAYER)
    assert plain.flush is None
