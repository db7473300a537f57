"""The title of a chart is none of the text's headings."""

from dataclasses import replace

import pytest

from agents.reading.headings.outline import LARGER
from agents.reading.notes.picture_titles import with_picture_titles
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

HEADING, CAPTION = RegionLabel.SECTION_HEADER, RegionLabel.CAPTION
TEXT = Block(RegionLabel.TEXT, Box(60, 100, 550, 140), "Ships come and go.", size_pt=10)
PICTURE = Block(RegionLabel.PICTURE, Box(62, 166, 560, 360))
TITLE = Block(HEADING, Box(250, 152, 362, 163), "Ship calls per quarter", size_pt=11, bold=True)
SECTION = Block(HEADING, Box(60, 70, 200, 86), "2 Traffic", size_pt=16, bold=True)


def label(title: Block, *others: Block, text: Block = TEXT) -> RegionLabel:
    return with_picture_titles([title, PICTURE, text, *others], LARGER * 10)[0].label


def test_a_heading_in_the_middle_over_a_picture_is_its_title() -> None:
    assert label(TITLE) is CAPTION
    assert label(TITLE, SECTION) is CAPTION


@pytest.mark.parametrize(
    "title",
    [
        replace(TITLE, box=Box(60, 152, 172, 163)),
        replace(TITLE, box=Box(250, 130, 362, 141)),
        replace(TITLE, box=Box(400, 152, 512, 163)),
        replace(TITLE, size_pt=18),
    ],
    ids=["at the edge of the text", "far above", "at one side", "large"],
)
def test_any_other_heading_stays_one(title: Block) -> None:
    assert label(title, SECTION) is HEADING


def test_where_headings_are_centred_one_over_a_picture_may_be_one_of_them() -> None:
    assert label(TITLE, replace(SECTION, box=Box(250, 70, 362, 86))) is HEADING


def test_a_page_without_text_tells_nothing() -> None:
    assert with_picture_titles([TITLE, PICTURE], 0.0) == [TITLE, PICTURE]
