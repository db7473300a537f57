"""The first line of a text that a layout model takes for a heading is a line of the text."""

from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import PageParts
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, texts, typed

HEADING, TEXT = RegionLabel.SECTION_HEADER, RegionLabel.TEXT
FIRST, REST = "The ships that came late", ("unloaded in the harbour", "and left it in the spring.")


def read(
    first: str, *rest: str, size: float = 10, down: float = 0, bold: tuple[int, ...] = ()
) -> list[RegionLabel]:
    """The labels of a line that a layout model calls a heading, and of the lines below it."""
    return [label for label, _ in texts(blocks_of(parts(first, *rest, size=size, down=down, bold=bold)))]


def parts(first: str, *rest: str, size: float, down: float, bold: tuple[int, ...]) -> PageParts:
    words = typed(first, 50, 112 - size, 0, size)
    for row, text in enumerate(rest, 1):
        words += typed(text, 50, 102 + down + 12 * row, row)
    own = region(0, HEADING, 48, 100, 200, 112), region(1, TEXT, 48, 113 + down, 200, 140 + down)
    return replace(page(*own, words=words), bold_lines=bold)


def test_a_full_line_that_goes_on_in_the_text_right_below_is_its_first_one() -> None:
    (block,) = blocks_of(parts(FIRST, *REST, size=10, down=0, bold=()))
    assert (block.label, block.text) == (TEXT, " ".join((FIRST, *REST)))


@pytest.mark.parametrize(
    ("first", "rest"),
    [(FIRST, ("Unloaded in the harbour", REST[1])), ("Late ships", REST), (f"{FIRST[:-5]}now.", REST)],
    ids=["a new sentence", "room for another word", "the end of one"],
)
def test_what_does_not_go_on_stays_a_heading(first: str, rest: tuple[str, ...]) -> None:
    assert read(first, *rest)[0] is HEADING


def test_a_line_in_other_type_or_further_up_stays_a_heading() -> None:
    assert read(FIRST, *REST, bold=(0,))[0] is HEADING
    assert read(FIRST, *REST, size=12)[0] is HEADING
    assert read(FIRST, *REST, down=8)[0] is HEADING
