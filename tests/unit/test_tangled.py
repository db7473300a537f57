"""Where two regions of text lie over each other, each line goes to the one that has room for it."""

from agents.reading.blocks import blocks_of
from agents.reading.page import Block
from schemas.geometry import Box, Line
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region
from tests.unit.pages import page, region

LEFT, RIGHT = 50.0, 177.0
STEP = 38.0


def words(left: float, y: float, text: str) -> list[Line]:
    """Of a line so widely spaced that a recogniser reads a line for each."""
    return [
        Line(word, Box(left + STEP * at, y, left + STEP * at + 30, y + 10.5), 0.9)
        for at, word in enumerate(text.split())
    ]


def columns(*regions: Region) -> list[Block]:
    left, right = (
        ("the ships were", "late that year", "and left again"),
        ("salt was sold", "By the barrel", "in autumn only"),
    )
    lines = [
        line
        for at in range(3)
        for line in (*words(LEFT, 50 + 12.0 * at, left[at]), *words(RIGHT, 50 + 12.0 * at, right[at]))
    ]
    return blocks_of(page(*regions, lines=lines, kind=PageKind.OCR))


def test_a_region_that_cuts_lines_takes_no_words_from_the_one_that_has_them_whole() -> None:
    left, right = region(2, RegionLabel.TEXT, 48, 48, 165, 90), region(0, RegionLabel.TEXT, 175, 48, 290, 90)
    cut = region(1, RegionLabel.TEXT, 176, 52, 245, 90)
    for regions in ((left, right, cut), (cut, left, right)):
        assert [block.text for block in columns(*regions)] == [
            "the ships were late that year and left again",
            "salt was sold By the barrel in autumn only",
        ]


def test_a_heading_within_a_text_keeps_its_line_though_its_region_is_lower_than_that() -> None:
    """Layout models draw boxes around the ink of small letters."""
    text = region(0, RegionLabel.TEXT, 175, 48, 290, 90)
    heading = region(1, RegionLabel.SECTION_HEADER, 177, 53, 280, 58)
    other = region(2, RegionLabel.TEXT, 48, 48, 165, 90)
    found = [(block.label, block.text) for block in columns(text, heading, other)]
    assert (RegionLabel.SECTION_HEADER, "salt was sold") in found
    assert (RegionLabel.TEXT, "By the barrel in autumn only") in found
