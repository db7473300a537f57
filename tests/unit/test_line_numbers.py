"""Numbers of lines beside the text."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.furniture.line_numbers import without_line_numbers
from agents.reading.page import PageParts
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from tests.unit.pages import page, region, scanned, texts, typed

PROSE = (
    "The committee met in spring to consider",
    "whether the arrangements were adequate at",
    "all and noted that the costs had risen more",
    "than expected. Several members asked who",
    "would be responsible for the repair of the",
    "mains and when it would begin. The work",
    "was put out to tender in June and is to be",
    "complete before the end of this year, as",
    "the chairman said. Nobody objected to it",
    "or asked for the papers that were kept.",
)


def lines(rows: Sequence[str], x: float = 100, pitch: float = 14) -> list[Word]:
    return [word for at, row in enumerate(rows) for word in typed(row, x, 100 + pitch * at, line=at)]


def numbers(values: Sequence[int | None], x: float = 70, pitch: float = 14) -> list[Word]:
    """Each on the line of the text beside it, where it is not None."""
    return [
        word
        for at, value in enumerate(values)
        if value is not None
        for word in typed(str(value), x, 100 + pitch * at, line=at)
    ]


def whole(words: Sequence[Word]) -> PageParts:
    return page(region(0, RegionLabel.TEXT, 60, 95, 400, 500), words=words)


def taken(words: Sequence[Word]) -> list[str]:
    return [block.text for block in without_line_numbers(whole(words))[1]]


def test_numbers_of_every_line_in_the_margin_are_no_part_of_the_text() -> None:
    blocks = blocks_of(whole([*numbers(range(1, 11)), *lines(PROSE)]))
    assert texts(blocks) == [
        (RegionLabel.TEXT, " ".join(PROSE)),
        (RegionLabel.PAGE_FOOTER, "1 2 3 4 5 6 7 8 9 10"),
    ]


def test_a_block_of_numbers_goes_and_a_number_in_a_sentence_stays() -> None:
    rows = (*PROSE[:4], "15 of them asked for the papers to be read", *PROSE[5:])
    assert taken([*numbers(range(21, 31)), *lines(rows)]) == ["21 22 23 24 25 26 27 28 29 30"]
    kept, _ = without_line_numbers(whole([*numbers(range(21, 31)), *lines(rows)]))
    assert [word.text for word in kept.words if word.text.isdigit()] == ["15"]


@pytest.mark.parametrize("x", [70, 340])
def test_numbers_of_every_fifth_line_stand_on_either_side_of_it(x: float) -> None:
    fifths = [at if at % 5 == 0 else None for at in range(1, 31)]
    assert taken([*numbers(fifths, x), *lines(PROSE * 3)]) == ["5 10 15 20 25 30"]


def test_lines_that_are_left_free_have_their_numbers_as_well() -> None:
    words = [word for word in lines(PROSE * 2) if word.line not in (4, 5, 11)]
    assert len(taken([*numbers(range(1, 21)), *words])) == 1


def test_the_items_of_a_list_keep_their_numbers() -> None:
    items = [f"{text.partition(' ')[0].title()} of the water board" for text in PROSE]
    assert not taken([*numbers(range(1, 11)), *lines(items)])
    short = [*("copper pipe", "steel valve of the usual make with a long handle and a seal"), *["pump"] * 8]
    assert not taken([*numbers(range(1, 11)), *lines(short)])


def test_numbers_with_more_lines_than_they_count_are_those_of_paragraphs() -> None:
    verses = [at // 2 + 1 if at % 2 == 0 else None for at in range(20)]
    assert not taken([*numbers(verses), *lines(PROSE * 2)])
    every_third = [at // 3 * 5 + 5 if at % 3 == 2 else None for at in range(30)]
    assert not taken([*numbers(every_third), *lines(PROSE * 3)])


def test_numbers_within_the_lines_or_in_a_table_stay() -> None:
    inside = [*numbers(range(1, 11)), *lines(PROSE, x=100), *lines(["and"] * 10, x=60)]
    assert not taken(inside)
    words = [*numbers(range(1, 11)), *lines(PROSE)]
    table = replace(whole(words), regions=(region(0, RegionLabel.TABLE, 60, 95, 400, 500),))
    assert without_line_numbers(table) == (table, [])


def test_the_numbers_of_a_program_stay_with_it() -> None:
    words = [*numbers(range(1, 11)), *lines(PROSE)]
    assert not without_line_numbers(replace(whole(words), fixed_lines=tuple(range(10))))[1]


def test_numbers_that_a_recogniser_read_go_as_well_and_bold_lines_stay_bold() -> None:
    read = [scanned(str(at + 1), 70, 100 + 14 * at) for at in range(10)]
    read += [scanned(row, 100, 100 + 14 * at) for at, row in enumerate(PROSE)]
    scan = replace(whole([]), kind=PageKind.OCR, lines=tuple(read), bold_read=(3, 12))
    kept, found = without_line_numbers(scan)
    assert [block.text for block in found] == ["1 2 3 4 5 6 7 8 9 10"]
    assert [line.text for line in kept.lines] == [*PROSE]
    assert kept.bold_read == (2,)


def test_a_page_of_numbers_is_left_as_it_is() -> None:
    many = [word for column in range(40) for word in numbers(range(1, 61), 10 + 14 * column, 10)]
    assert without_line_numbers(whole(many))[1] == []


def justified(rows: Sequence[str], wide: int) -> list[Word]:
    """Every so manyth line with spaces of two letters, in which it is read as several."""
    words = lines(rows)
    spread: list[Word] = []
    for word in words:
        before = sum(other.line == word.line for other in spread)
        by = 5 * before if word.line % wide == 0 else 0
        box = word.box
        spread.append(Word(word.text, Box(box.x0 + by, box.y0, box.x1 + by, box.y1), word.line))
    return spread


def test_lines_with_wide_spaces_are_counted_once_each() -> None:
    assert taken([*numbers(range(1, 11)), *justified(PROSE, 3)]) == ["1 2 3 4 5 6 7 8 9 10"]
    fifths = [at if at % 5 == 0 else None for at in range(1, 31)]
    assert taken([*numbers(fifths), *justified(PROSE * 3, 1)]) == ["5 10 15 20 25 30"]


def test_rows_of_a_table_keep_their_numbers_though_their_last_cells_are_prose() -> None:
    assert not taken([*numbers(range(1, 11)), *lines(["pump"] * 10), *lines(PROSE, x=135)])


def test_cells_with_wide_spaces_between_them_keep_their_numbers() -> None:
    assert not taken([*numbers(range(1, 11)), *justified(PROSE, 1)])
