"""What a layout model takes for a header, a footer or a formula, and is text."""

from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.mistaken import is_prose, set_right
from agents.reading.page import Block, Grid
from schemas.geometry import Box
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, typed

HEADER, FOOTER, TEXT = RegionLabel.PAGE_HEADER, RegionLabel.PAGE_FOOTER, RegionLabel.TEXT
LONG = "The ships came late that year and left early. " * 5


def block(
    label: RegionLabel, y0: float, y1: float, text: str = LONG, x0: float = 190, x1: float = 540
) -> Block:
    return Block(label, Box(x0, y0, x1, y1), text, text, size_pt=10)


def labels(*blocks: Block) -> list[RegionLabel]:
    return [one.label for one in set_right(blocks, 800.0)]


def test_a_header_level_with_text_is_text() -> None:
    aside = block(HEADER, 300, 320, "4.1 Quality", 60, 150)
    assert labels(aside, block(TEXT, 299, 360)) == [TEXT, TEXT]
    assert labels(aside, block(TEXT, 330, 400)) == [TEXT, TEXT], "in the middle of the page"
    stamp = block(HEADER, 200, 500, "arXiv:2601.00001 [cs] 1 Jan 2026", 12, 34)
    assert labels(stamp, block(TEXT, 100, 700)) == [HEADER, TEXT]


def test_a_header_above_all_text_and_a_footer_below_it_stay_what_they_are() -> None:
    top, foot = block(HEADER, 30, 42, "Reports"), block(FOOTER, 760, 772, "Page 3")
    assert labels(top, block(TEXT, 60, 700), foot) == [HEADER, TEXT, FOOTER]
    assert labels(top, block(TEXT, 39, 700)) == [HEADER, TEXT], "boxes are rounded outwards"
    assert labels(block(TEXT, 60, 700), foot, block(TEXT, 775, 790)) == [TEXT, FOOTER, TEXT]


def test_a_footer_level_with_text_is_text() -> None:
    assert labels(block(FOOTER, 600, 612, "see overleaf", 60, 150), block(TEXT, 400, 700)) == [TEXT, TEXT]


def test_short_texts_beside_a_header_may_be_parts_of_it() -> None:
    top, beside = block(HEADER, 30, 42, "Reports", 60, 150), block(TEXT, 30, 42, "No. 50", 500, 540)
    assert labels(top, beside, block(TEXT, 60, 700)) == [HEADER, TEXT, TEXT]


def test_a_header_below_another_one_at_the_top_of_a_column_is_text() -> None:
    top, second = block(HEADER, 30, 42, "Reports"), block(HEADER, 50, 70, "and left early.", 310, 500)
    heading = block(RegionLabel.SECTION_HEADER, 52, 66, "Ships", 60, 150)
    assert labels(top, second, heading, block(TEXT, 80, 700)) == [HEADER, TEXT, heading.label, TEXT]
    assert labels(second, heading, block(TEXT, 80, 700)) == [HEADER, heading.label, TEXT], "the only one"
    assert labels(top, second, block(TEXT, 80, 700)) == [HEADER, HEADER, TEXT], "nothing beside it"
    foot, last = block(FOOTER, 770, 782, "Page 3"), block(FOOTER, 740, 752, "and left", 310, 500)
    assert labels(block(TEXT, 700, 750, "Ships sail.", 60, 150), last, foot) == [TEXT, TEXT, FOOTER]


def test_a_header_right_below_a_heading_is_text() -> None:
    title = block(RegionLabel.SECTION_HEADER, 30, 54, "Soup")
    assert labels(title, block(HEADER, 59, 69, "Serves 5")) == [title.label, TEXT]
    assert labels(title, block(HEADER, 90, 100, "Serves 5")) == [title.label, HEADER], "far below it"
    assert labels(title, block(HEADER, 59, 69, "Page 5", 480, 540)) == [title.label, HEADER], "beside it"
    assert labels(title, block(HEADER, 10, 20, "Serves 5")) == [title.label, HEADER], "above it"


def test_a_header_below_a_title_that_is_called_a_header_is_text() -> None:
    title = replace(block(HEADER, 30, 54, "Soup", 60, 300), size_pt=24)
    below = block(HEADER, 57, 67, "Serves 5", 60, 200)
    assert [one.label for one in set_right([title, below], 800.0, 14.0)] == [HEADER, TEXT]
    assert [one.label for one in set_right([title, below], 800.0)] == [HEADER, HEADER], "no title expected"
    name = replace(title, size_pt=13)
    assert [one.label for one in set_right([name, below], 800.0, 14.0)] == [HEADER, HEADER]


def test_the_box_of_a_header_is_that_of_its_words() -> None:
    cut = region(0, HEADER, 90, 30, 140, 40)
    (read,) = blocks_of(page(cut, words=typed("Ships and harbours", 50, 30)))
    assert read.box == Box(50, 30, 140, 40)


def test_a_title_and_the_line_below_it_in_the_box_of_a_header_are_two() -> None:
    both = region(0, HEADER, 48, 28, 300, 70)
    words = [*typed("Soup", 50, 30, 0, 24), *typed("Serves 5", 50, 56, 1)]
    body = region(1, TEXT, 48, 98, 300, 112)
    read = blocks_of(page(both, body, words=[*words, *typed("Ships sail.", 50, 100, 2)]))
    assert [(one.label, one.text) for one in read[:2]] == [(HEADER, "Soup"), (TEXT, "Serves 5")]
    alike = [*typed("Soup", 50, 30, 0), *typed("Serves 5", 50, 44, 1)]
    assert [one.text for one in blocks_of(page(both, words=alike))] == ["Soup Serves 5"]


def test_a_header_that_is_partly_level_with_the_top_of_the_next_column_is_text() -> None:
    top, second = block(HEADER, 30, 42, "Reports", 60, 150), block(HEADER, 62, 71, "Ships", 310, 400)
    assert labels(top, second, block(TEXT, 67, 100, "Ships sail.", 60, 150)) == [HEADER, TEXT, TEXT]
    assert labels(top, second, block(TEXT, 70, 100, "Ships sail.", 60, 150)) == [HEADER, HEADER, TEXT]


def test_a_table_in_one_column_is_running_text() -> None:
    rows = [(100, "Ships come and go in the har-"), (112, "bour, and others stay there for long.")]
    words = [word for line, (y, text) in enumerate(rows) for word in typed(text, 50, y, line)]
    table = region(1, RegionLabel.TABLE, 45, 95, 300, 140)
    answered = page(table, words=words, grids={1: Grid(0, 0, ())})
    (found,) = blocks_of(answered)
    assert found.text == "Ships come and go in the harbour, and others stay there for long."
    (lost,) = blocks_of(page(table, words=words))
    assert lost.text == "\n".join(text for _, text in rows), "nobody has said what it is"


def test_a_table_around_the_lines_of_two_texts_shares_out_neither() -> None:
    rows = [
        (100, "Every ship that calls here is met"),
        (112, "and led to its berth."),
        (130, "Boats go alone."),
    ]
    words = [word for line, (y, text) in enumerate(rows) for word in typed(text, 50, y, line)]
    text = region(0, TEXT, 76, 98, 300, 122)
    table = region(1, RegionLabel.TABLE, 48, 106, 300, 142)
    found = blocks_of(page(text, table, words=words, grids={1: Grid(0, 0, ())}))
    assert [block.text for block in found] == [f"{rows[0][1]} {rows[1][1]}", rows[2][1]]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("the ships of the harbour", True),
        (
            "In 1999 the ships of that harbour came late, after 3 weeks of storms, and left it early." * 2,
            True,
        ),
        ("E = mc2", False),
        ("where x is the mean of all n values", True),
        ("f(harbour) = 3 ships + 12 tons", False),
        ("Invoice no.: 2024-0817 Customer: City Library Due: 12 July 2024", True),
        ("Invoice no.: 2024-0817 Customer: City Library \u2264 12 July 2024", False),
        ("f(12) where mean 3 over year", False),
    ],
)
def test_formulas_of_many_words_are_prose(text: str, prose: bool) -> None:
    assert is_prose(text) is prose


def test_a_heading_and_a_paragraph_in_the_box_of_a_formula_are_two() -> None:
    words = [*typed("Measure", 50, 100, 0, 14), *typed("The ships came late that year and", 50, 120, 1)]
    words += typed("left again early, as they always do.", 50, 132, 2)
    found = blocks_of(page(region(0, RegionLabel.FORMULA, 45, 98, 300, 145), words=words))
    assert [(block.label, len(block.text)) for block in found] == [(TEXT, 7), (TEXT, 70)]
