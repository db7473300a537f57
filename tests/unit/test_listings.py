"""Listings of programs keep their lines and spaces; a name in fixed-width type within a sentence is none."""

from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Block, PageParts
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from schemas.work import Region
from tests.unit.pages import page, region, typed

TEXT, CODE = RegionLabel.TEXT, RegionLabel.CODE
PROGRAM = ["def late(ships):", "    for ship in ships:", "        yield ship  # of all", "", "late([])"]


def lines_of(*texts: str, top: float = 100) -> list[Word]:
    """Each on a line of its own, every letter five points wide, empty ones left empty."""
    words: list[Word] = []
    for number, text in enumerate(texts):
        at = 0
        for word in text.split():
            at = text.index(word, at)
            words += typed(word, 50 + 5 * at, top + 12 * number, number)
            at += len(word)
    return words


def parts(words: list[Word], fixed: set[int], *regions: Region) -> PageParts:
    return replace(page(*regions, words=words), fixed_lines=tuple(sorted(fixed)))


def told(found: PageParts) -> list[tuple[RegionLabel, str]]:
    return [(block.label, block.text) for block in blocks_of(found)]


WHOLE = region(0, TEXT, 45, 95, 400, 180)


def test_a_listing_keeps_its_lines_and_how_far_they_are_set_in() -> None:
    found = parts(lines_of(*PROGRAM), set(range(5)), WHOLE)
    assert told(found) == [(CODE, "\n".join(PROGRAM))]


def test_a_listing_in_no_region_or_in_several_is_one() -> None:
    words = lines_of(*PROGRAM)
    assert told(parts(words, set(range(5)))) == [(CODE, "\n".join(PROGRAM))]
    upper, lower = region(0, TEXT, 45, 98, 400, 136), region(1, TEXT, 45, 146, 400, 160)
    assert told(parts(words, set(range(5)), upper, lower)) == [(CODE, "\n".join(PROGRAM))]


def test_a_line_without_any_sign_right_above_a_listing_is_a_part_of_it() -> None:
    program = ["from harbour import late", "", *PROGRAM[:3]]
    upper, lower = region(0, TEXT, 45, 98, 400, 112), region(1, TEXT, 45, 122, 400, 160)
    found = parts(lines_of(*program), set(range(5)), upper, lower)
    assert told(found) == [(CODE, "\n".join(program))]
    address = parts(lines_of("Harbour Street", "", "Old Town"), {0, 2}, upper, lower)
    assert [label for label, _ in told(address)] == [TEXT, TEXT]


def test_text_and_listing_in_one_region_are_two() -> None:
    words = lines_of("They were late, since", "nobody called them:", "late([])", "early()", "So it went on.")
    assert told(parts(words, {2, 3}, WHOLE)) == [
        (TEXT, "They were late, since nobody called them:"),
        (CODE, "late([])\nearly()"),
        (TEXT, "So it went on."),
    ]


def test_a_name_that_fills_a_line_of_a_sentence_is_no_listing() -> None:
    words = lines_of("All of them come through", "ships_that_come_late()", "and leave again.")
    assert told(parts(words, {1}, WHOLE)) == [
        (TEXT, "All of them come through ships_that_come_late() and leave again.")
    ]
    called = lines_of("All of them come through:", "ships_that_come_late()", "They leave again.")
    assert [label for label, _ in told(parts(called, {1}, WHOLE))] == [TEXT, CODE, TEXT]


def test_columns_of_a_listing_are_no_table_and_no_terms() -> None:
    rows = ["oslo   =   12", "riga   =    7", "bergen =   31", "narvik =   19"]
    assert told(parts(lines_of(*rows), set(range(4)))) == [(CODE, "\n".join(rows))]


def test_a_bold_line_over_a_listing_is_none_of_its_lines() -> None:
    words = lines_of("late()", "", "late(ships) -> list", "early(ships)")
    name, below = region(0, TEXT, 45, 95, 400, 112), region(1, TEXT, 45, 122, 400, 150)
    found = replace(parts(words, {0, 2, 3}, name, below), bold_lines=(0,))
    assert told(found) == [(TEXT, "late()"), (CODE, "late(ships) -> list\nearly(ships)")]
    plain = parts(words, {0, 2, 3}, name, below)
    assert [label for label, _ in told(plain)] == [CODE]


def test_headings_and_other_type_stay_what_they_are() -> None:
    words = lines_of("late(ships)")
    assert told(parts(words, {0}, region(0, RegionLabel.SECTION_HEADER, 45, 95, 400, 112))) == [
        (RegionLabel.SECTION_HEADER, "late(ships)")
    ]
    blocks: list[Block] = blocks_of(parts(lines_of(*PROGRAM), set(), WHOLE))
    assert CODE not in {block.label for block in blocks}


@pytest.mark.parametrize(
    "texts",
    [
        ("{ann,ben}@harbour.edu",),
        ("52,300.00",),
        ("https://harbour.example/ships?late=1#of", "-all-and-more"),
        ("Ann Ashore", "12 Quay Street"),
    ],
    ids=["authors", "a figure in a form", "an address over two lines", "what was typed into a form"],
)
def test_what_is_no_program_is_text(texts: tuple[str, ...]) -> None:
    found = parts(lines_of(*texts), set(range(len(texts))), region(0, TEXT, 45, 95, 400, 130))
    assert CODE not in {block.label for block in blocks_of(found)}


def test_a_command_and_a_call_are_listings_by_their_signs() -> None:
    for text in ("$ pip install harbour", "late([])"):
        assert told(parts(lines_of(text), {0})) == [(CODE, text)]


def test_letters_without_a_width_make_no_spaces() -> None:
    """Whatever is published, a listing stays as long as its text."""
    thin = [
        Word("a", Box(50.0 + 300 * at, 100 + 12 * at, 50.0 + 300 * at, 110 + 12 * at), at) for at in range(5)
    ]
    near = [word._replace(box=word.box._replace(x1=word.box.x0 + 0.002)) for word in thin]
    for words in (thin, near):
        (block,) = blocks_of(parts(words, set(range(5)), region(0, TEXT, 45, 95, 1300, 180)))
        assert len(block.text) <= 5 * 201 + 10


def test_hundreds_of_parts_are_put_together_once() -> None:
    words = [word for at in range(800) for word in typed("late()", 50, 100 + 30 * at, at)]
    regions = [region(at, TEXT, 45, 98 + 30 * at, 400, 112 + 30 * at) for at in range(800)]
    (block,) = blocks_of(parts(words, set(range(800)), *regions))
    assert block.text.count("late()") == 800
