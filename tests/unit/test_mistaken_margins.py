"""Headers and footers that stand beside the text of the body are text."""

from agents.document.mistaken import set_right
from agents.document.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel

HEADER, FOOTER, TEXT = RegionLabel.PAGE_HEADER, RegionLabel.PAGE_FOOTER, RegionLabel.TEXT
LONG = "The ships came late that year and left early. " * 5


def block(
    label: RegionLabel, y0: float, y1: float, text: str = LONG, x0: float = 190, x1: float = 540
) -> Block:
    return Block(label, Box(x0, y0, x1, y1), text, text, size_pt=10)


def labels(*blocks: Block) -> list[RegionLabel]:
    return [one.label for one in set_right(blocks)]


def test_a_header_level_with_text_is_text() -> None:
    aside = block(HEADER, 300, 320, "4.1 Quality", 60, 150)
    assert labels(aside, block(TEXT, 299, 360)) == [TEXT, TEXT]
    assert labels(aside, block(TEXT, 100, 200)) == [TEXT, TEXT]


def test_a_header_above_all_text_and_a_footer_below_it_stay_what_they_are() -> None:
    top, foot = block(HEADER, 30, 42, "Reports"), block(FOOTER, 760, 772, "Page 3")
    assert labels(top, block(TEXT, 60, 700), foot) == [HEADER, TEXT, FOOTER]


def test_a_footer_level_with_text_is_text() -> None:
    assert labels(block(FOOTER, 600, 612, "see overleaf", 60, 150), block(TEXT, 400, 700)) == [TEXT, TEXT]


def test_short_texts_beside_a_header_may_be_parts_of_it() -> None:
    top, beside = block(HEADER, 30, 42, "Reports", 60, 150), block(TEXT, 30, 42, "No. 50", 500, 540)
    assert labels(top, beside, block(TEXT, 60, 700)) == [HEADER, TEXT, TEXT]
