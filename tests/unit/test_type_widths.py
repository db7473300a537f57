"""Lines of a scan get boxes that begin and end with their ink."""

from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.images import Rgb
from agents.scanned.type_widths import as_wide_as_ink
from schemas.geometry import Box, Line

DPI = 200
BASELINE, SIZE = 40.0, 10.0


def page_with(*texts: tuple[str, float], rule_y: float | None = None) -> Rgb:
    """Each text at an x, all on one baseline; a rule across the page."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=80)
    for text, x in texts:
        page.insert_text((x, BASELINE), text, fontname="helv", fontsize=SIZE)
    if rule_y is not None:
        page.draw_line((0, rule_y), (300, rule_y), width=0.6)
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return pixels


def loose(text: str, x: float, by: float = 4.0) -> Line:
    """As a detector boxes it: with something at every side."""
    width = pymupdf.get_text_length(text, "helv", SIZE)
    return Line(text, Box(x - by, BASELINE - 10, x + width + by, BASELINE + 4), 0.9)


def sides(line: Line) -> tuple[float, float]:
    return line.box.x0, line.box.x1


@pytest.mark.parametrize("text", ["Ledgers", "4", "(151)", "HARBOUR DUES"])
def test_boxes_begin_and_end_with_the_ink(text: str) -> None:
    page, line = page_with((text, 50.0)), loose(text, 50.0)
    (found,) = as_wide_as_ink(page, [line], DPI)
    width = pymupdf.get_text_length(text, "helv", SIZE)
    assert sides(found) == pytest.approx((50.0, 50.0 + width), abs=1.2)
    assert (found.box.y0, found.box.y1) == (line.box.y0, line.box.y1)


def test_cells_whose_boxes_touch_stand_as_far_apart_as_they_are() -> None:
    number, text = "1,204", "Harbour"
    right = 50 + pymupdf.get_text_length(number, "helv", SIZE)
    page = page_with((number, 50.0), (text, right + 8))
    one, other = as_wide_as_ink(page, [loose(number, 50.0), loose(text, right + 8)], DPI)
    assert other.box.x0 - one.box.x1 == pytest.approx(8, abs=1.2)


def test_a_rule_above_or_below_the_letters_is_no_part_of_them() -> None:
    page, line = page_with(("Ledgers", 50.0), rule_y=BASELINE + 3.5), loose("Ledgers", 50.0)
    (found,) = as_wide_as_ink(page, [line], DPI)
    assert sides(found) == pytest.approx(sides(as_wide_as_ink(page_with(("Ledgers", 50.0)), [line], DPI)[0]))


def test_light_type_on_a_dark_ground_is_as_wide() -> None:
    page, line = page_with(("Ledgers", 50.0)), loose("Ledgers", 50.0)
    assert sides(as_wide_as_ink(255 - page, [line], DPI)[0]) == pytest.approx(
        sides(as_wide_as_ink(page, [line], DPI)[0]), abs=0.4
    )


def test_a_box_that_cuts_its_letters_grows_no_wider() -> None:
    page, tight = page_with(("Ledgers", 50.0)), loose("Ledgers", 50.0, by=-4.0)
    assert sides(as_wide_as_ink(page, [tight], DPI)[0]) == pytest.approx(sides(tight), abs=0.01)


def test_what_shows_no_ink_of_its_own_keeps_its_box() -> None:
    page, line = page_with(("Ledgers", 50.0)), loose("Ledgers", 50.0)
    blank = np.full_like(page, 255)
    assert as_wide_as_ink(blank, [line], DPI) == [line]
    to_fill_in = loose("Signed ______", 50.0)
    assert as_wide_as_ink(page_with(("Signed ______", 50.0)), [to_fill_in], DPI) == [to_fill_in]
    upright = line._replace(box=Box(40, 10, 52, 70))
    laid = line._replace(region_id=4)
    beside = line._replace(box=Box(900, 900, 950, 910))
    empty = line._replace(box=Box(20, 20, 20, 20))
    odd = [upright, laid, beside, empty]
    assert as_wide_as_ink(page, odd, DPI) == odd
    assert as_wide_as_ink(page, [], DPI) == []
