"""Several boxes of a layout model over one line of a heading."""

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.headings.overlapping import with_whole_lines
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region
from tests.unit.pages import page, region, texts, typed

HEADING, HEADER = RegionLabel.SECTION_HEADER, RegionLabel.PAGE_HEADER
LEFT, RIGHT = (50, 98, 150, 114), (140, 99, 262, 115)


def boxes(*regions: Region) -> list[Box]:
    return [one.box for one in with_whole_lines(page(*regions)).regions]


@pytest.mark.parametrize("label", [HEADING, HEADER, RegionLabel.TITLE])
def test_boxes_that_lie_over_one_another_on_one_line_are_one_heading(label: RegionLabel) -> None:
    whole = Box(50, 98, 262, 115)
    assert boxes(region(0, label, *LEFT), region(1, label, *RIGHT)) == [whole]
    assert boxes(region(0, label, *RIGHT), region(1, label, *LEFT)) == [whole]


@pytest.mark.parametrize("says", ["Ships built in 1914 and in 1920", "Ships of the north and west"])
def test_a_heading_under_several_boxes_is_whole_wherever_they_part_it(says: str) -> None:
    words = typed(says, 52, 100, size=12)
    parts = page(region(0, HEADING, *RIGHT), region(1, HEADING, *LEFT), words=words)
    assert texts(blocks_of(parts)) == [(HEADING, says)]


def test_boxes_that_are_a_space_apart_on_one_line_are_one_heading() -> None:
    assert boxes(region(0, HEADER, *LEFT), region(1, HEADER, 158, 98, 262, 114)) == [Box(50, 98, 262, 114)]


def test_headings_beside_or_below_each_other_or_of_another_label_are_two() -> None:
    first = region(0, HEADING, *LEFT)
    for other in (
        region(1, HEADING, 180, 98, 260, 114),
        region(1, HEADING, 10, 98, 35, 114),
        region(1, HEADING, 50, 108, 170, 124),
        region(1, HEADER, *RIGHT),
    ):
        assert boxes(first, other) == [first.box, other.box]
    text = [region(number, RegionLabel.TEXT, *box) for number, box in enumerate((LEFT, RIGHT))]
    assert boxes(*text) == [Box(*LEFT), Box(*RIGHT)]
