"""Italics are told by the slant of their strokes."""

from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageFilter

from agents.images import Rgb
from agents.scanned.slants import slanted_lines
from schemas.geometry import Box, Line

DPI = 200
PROSE = "The ships came late that year and left again before the harbour froze"
SHORT = "Ships of the year"


def drawn(*lines: tuple[str, str]) -> tuple[Rgb, list[Line]]:
    """A page with a line for each font and text, below one another; and the lines as they were read."""
    document: Any = pymupdf.open()
    page = document.new_page(width=420, height=20 * len(lines) + 40)
    read: list[Line] = []
    for number, (font, text) in enumerate(lines):
        baseline = 20.0 * number + 24
        page.insert_text((20, baseline), text, fontname=font, fontsize=10)
        width = pymupdf.get_text_length(text, font, 10)
        read.append(Line(text, Box(19, baseline - 8, 21 + width, baseline + 2.5), 0.9))
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return pixels, read


def copied(page: Rgb) -> Rgb:
    noise = np.random.default_rng(3).normal(0, 12, page.shape[:2])[..., None]
    blurred = np.asarray(Image.fromarray(page).filter(ImageFilter.GaussianBlur(1.2)))
    return np.clip(blurred * 0.7 + 40 + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("upright", "italic"), [("helv", "heit"), ("tiro", "tiit"), ("cour", "coit")])
@pytest.mark.parametrize("text", [PROSE, SHORT])
def test_lines_in_italics_are_found_among_others(upright: str, italic: str, text: str) -> None:
    page, lines = drawn((italic, text), *[(upright, PROSE)] * 8, (italic, text))
    assert slanted_lines(page, lines, DPI) == (0, 9)
    assert slanted_lines(copied(page), lines, DPI) == (0, 9)


@pytest.mark.parametrize("font", ["helv", "hebo", "tiro", "tibo", "cour"])
@pytest.mark.parametrize("text", [PROSE, SHORT, "HARBOUR AND VALLEY", "AVAWAY 1,470 WAVA"])
def test_upright_lines_are_not_in_italics(font: str, text: str) -> None:
    page, lines = drawn(*[(font, text)] * 4, *[("tiro", PROSE)] * 8)
    assert slanted_lines(page, lines, DPI) == ()
    assert slanted_lines(copied(page), lines, DPI) == ()


def test_a_page_that_hangs_a_little_to_one_side_is_not_in_italics_and_its_italics_are_found() -> None:
    page, lines = drawn(*[("tiro", PROSE)] * 9, ("tiit", PROSE))
    askew = np.asarray(Image.fromarray(page).rotate(-0.4, Image.Resampling.BILINEAR, fillcolor="white"))
    assert slanted_lines(askew, lines, DPI) == (9,)


def test_a_line_in_italics_at_one_end_only_is_not_in_italics() -> None:
    page, lines = drawn(("tiro", PROSE), ("tiit", PROSE), *[("tiro", PROSE)] * 8)
    mixed, middle = page.copy(), page.shape[1] // 2
    upright, slanted = (round((20.0 * at + 14) * DPI / 72) for at in (0, 1))
    for half in (slice(None, middle), slice(middle, None)):
        mixed[:] = page
        mixed[slanted : slanted + 40, half] = page[upright : upright + 40, half]
        assert slanted_lines(mixed, lines, DPI) == ()


def test_where_all_is_in_italics_nothing_is_set_apart() -> None:
    page, lines = drawn(*[("tiit", PROSE)] * 12)
    assert slanted_lines(page, lines, DPI) == ()


def test_a_few_lines_or_letters_tell_nothing() -> None:
    page, lines = drawn(*[("tiro", PROSE)] * 3, ("tiit", PROSE))
    assert slanted_lines(page, lines, DPI) == ()
    page, lines = drawn(*[("tiro", PROSE)] * 9, ("tiit", "1,470"))
    assert slanted_lines(page, lines, DPI) == ()


def test_lines_that_lie_beside_the_page_or_have_no_size_are_passed_over() -> None:
    page, lines = drawn(("tiit", PROSE), *[("tiro", PROSE)] * 8)
    odd = [Line(PROSE, box, 0.9) for box in (Box(900, 900, 950, 910), Box(-5, -5, -1, -1), Box(9, 9, 9, 9))]
    assert slanted_lines(page, [*lines, *odd], DPI) == (0,)
