"""The letters at the side of a directory's page are furniture."""

import pytest

from agents.reading.furniture.thumb_marks import with_thumb_marks
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

WIDTH_PT = 600.0
TEXT, HEADING, FOOTER = RegionLabel.TEXT, RegionLabel.SECTION_HEADER, RegionLabel.PAGE_FOOTER


def block(says: str, x0: float, y0: float, x1: float, y1: float, label: RegionLabel = TEXT) -> Block:
    return Block(label, Box(x0, y0, x1, y1), says, says, size_pt=10)


BODY = block("Lee, Ann, 14 Mill Lane", 60, 100, 540, 700)


def label_of(
    says: str, x0: float, *others: Block, label: RegionLabel = TEXT, height: float = 10
) -> RegionLabel:
    mark = block(says, x0, 300, x0 + 20, 300 + height, label)
    return with_thumb_marks([mark, *(others or (BODY,))], WIDTH_PT)[0].label


@pytest.mark.parametrize("label", [TEXT, HEADING])
@pytest.mark.parametrize("x0", [10, 570])
def test_a_short_text_at_the_side_of_a_page_is_furniture(x0: float, label: RegionLabel) -> None:
    assert label_of("La\u2013Le", x0, label=label) is FOOTER


def test_a_heading_out_in_a_narrow_margin_stays_one() -> None:
    assert label_of("Ports", 10, label=HEADING) is HEADING


@pytest.mark.parametrize("says", ["14", "(a)", "iv.", "B)", "See Mill Lane, too"])
def test_a_number_or_the_mark_of_an_item_or_a_longer_text_is_none(says: str) -> None:
    assert label_of(says, 10) is TEXT


def test_what_others_stand_above_or_what_has_several_lines_is_none() -> None:
    assert label_of("La\u2013Le", 10, block("Ann", 10, 100, 540, 120)) is TEXT, "a wider page"
    assert label_of("La\u2013Le", 60) is TEXT, "within the text"
    assert label_of("La\u2013Le", 60, block("Ann", 100, 100, 540, 120)) is TEXT, "in a wide margin"
    assert label_of("La\u2013Le", 10, height=22) is TEXT


def test_a_running_header_that_goes_as_far_out_hides_no_mark() -> None:
    header = block("Members of the guild", 10, 20, 590, 30, RegionLabel.PAGE_HEADER)
    assert label_of("La\u2013Le", 10, BODY, header) is FOOTER
