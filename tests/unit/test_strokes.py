"""Bold type is told by the thickness of its strokes."""

from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageFilter

from agents.images import Rgb
from agents.scanned.strokes import bold_lines
from schemas.geometry import Box, Line

DPI = 150
PROSE = "The ships came late that year and left"


def drawn(*fonts: str, size_pt: float = 10.0, small: str = "") -> tuple[Rgb, list[Line]]:
    """A page with a line of prose in each font, and one in small type; and the lines as they were read."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=20 * len(fonts) + 60)
    lines: list[Line] = []
    for number, (font, size) in enumerate([*((font, size_pt) for font in fonts), (small or fonts[0], 6.0)]):
        baseline = 20.0 * number + 20
        page.insert_text((20, baseline), PROSE, fontname=font, fontsize=size)
        width = pymupdf.get_text_length(PROSE, font, size)
        lines.append(Line(PROSE, Box(19, baseline - 0.8 * size, 21 + width, baseline + 0.25 * size), 0.9))
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return pixels, lines


@pytest.mark.parametrize(("regular", "bold"), [("helv", "hebo"), ("tiro", "tibo")])
def test_bold_lines_are_found_among_others(regular: str, bold: str) -> None:
    page, lines = drawn(regular, bold, *[regular] * 8, bold)
    assert bold_lines(page, lines, DPI) == (1, 10)


@pytest.mark.parametrize(("regular", "bold"), [("helv", "hebo"), ("tiro", "tibo")])
def test_bold_lines_of_a_blurred_copy_are_found(regular: str, bold: str) -> None:
    page, lines = drawn(regular, bold, *[regular] * 8, bold)
    blurred = np.asarray(Image.fromarray(page).filter(ImageFilter.GaussianBlur(1.4)))
    assert bold_lines(blurred, lines, DPI) == (1, 10)


def test_bold_lines_on_a_dark_ground_are_found() -> None:
    page, lines = drawn("helv", "hebo", *["helv"] * 8)
    assert bold_lines(255 - page, lines, DPI) == (1,)


def test_a_darker_corner_of_a_copy_is_not_taken_for_bold() -> None:
    page, lines = drawn(*["helv"] * 12)
    shade = np.linspace(1.0, 0.6, page.shape[0])[:, None, None]
    assert bold_lines((page * shade).astype(np.uint8), lines, DPI) == ()


def test_where_all_is_bold_nothing_is() -> None:
    page, lines = drawn(*["hebo"] * 10)
    assert bold_lines(page, lines, DPI) == ()


def test_small_type_is_not_taken_for_bold() -> None:
    page, lines = drawn(*["helv"] * 10, small="hebo")
    assert bold_lines(page, lines, DPI) == ()


def test_a_few_lines_show_nothing_usual() -> None:
    page, lines = drawn("helv", "hebo", "helv")
    assert bold_lines(page, lines, DPI) == ()


def test_lines_that_lie_beside_the_page_or_have_no_size_are_passed_over() -> None:
    page, lines = drawn("helv", "hebo", *["helv"] * 8)
    odd = [Line(PROSE, box, 0.9) for box in (Box(900, 900, 950, 910), Box(-5, -5, -1, -1), Box(9, 9, 9, 9))]
    assert bold_lines(page, [*lines, *odd], DPI) == (1,)


def with_heading(*rows: tuple[str, float]) -> tuple[Rgb, list[Line]]:
    """Ten lines of prose, and lines right below each other with strokes so much thicker, in points."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=300)
    lines: list[Line] = []
    prose = [(PROSE, 0.0, 20.0 + 20 * number) for number in range(10)]
    for text, more, baseline in [
        *prose,
        *((text, more, 240 + 12.0 * at) for at, (text, more) in enumerate(rows)),
    ]:
        page.insert_text(
            (20, baseline), text, fontsize=10, render_mode=2 if more else 0, border_width=more / 10
        )
        width = pymupdf.get_text_length(text, "helv", 10)
        lines.append(Line(text, Box(19, baseline - 9.5, 21 + width, baseline + 2.5), 0.9))
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return pixels, lines


def test_a_short_line_that_is_hardly_bold_is_bold_under_one_that_surely_is() -> None:
    """Of few letters chance makes a part of the strokes; two lines of one heading are no chance."""
    hardly, surely = ("2.8 houses", 0.1), ("and of the harbours", 0.5)
    assert bold_lines(*with_heading(hardly), DPI) == ()
    assert bold_lines(*with_heading(hardly, surely), DPI) == (10, 11)
    assert bold_lines(*with_heading(hardly, ("and of the harbours", 0.0)), DPI) == ()


def pale(font: str, size_pt: float, grey: float) -> tuple[Rgb, list[Line]]:
    """Nine lines of prose in black, and one in this font and grey, on a copy that makes fine strokes pale."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=260)
    lines: list[Line] = []
    for number, (name, size, shade) in enumerate([("helv", 10.0, 0.0)] * 9 + [(font, size_pt, grey)]):
        baseline = 20.0 * number + 20
        page.insert_text((20, baseline), PROSE, fontname=name, fontsize=size, color=(shade,) * 3)
        width = pymupdf.get_text_length(PROSE, name, size)
        lines.append(Line(PROSE, Box(19, baseline - 0.8 * size, 21 + width, baseline + 0.25 * size), 0.9))
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(1.0))), lines


@pytest.mark.parametrize("grey", [0.0, 0.3, 0.45])
def test_bold_type_in_a_colour_that_a_grey_copy_makes_pale_is_found(grey: float) -> None:
    assert bold_lines(*pale("hebo", 12, grey), DPI) == (9,)


@pytest.mark.parametrize(("font", "size_pt"), [("helv", 12), ("helv", 10), ("hebo", 9)])
def test_pale_type_is_not_taken_for_bold(font: str, size_pt: float) -> None:
    """Neither type that is not bold, nor type smaller than the text, whose strokes lose more to the paper."""
    assert bold_lines(*pale(font, size_pt, 0.45), DPI) == ()


@pytest.mark.parametrize("share", [0.4, 0.5, 0.6])
def test_a_line_that_only_begins_in_bold_type_is_not_bold(share: float) -> None:
    """As that of an entry does, whose name or number is bold."""
    page, lines = drawn("helv", "hebo", *["helv"] * 9)
    mixed, middle = page.copy(), round((20 + share * (lines[2].box.x1 - 20)) * DPI / 72)
    bold, plain = (round((20.0 * at + 10) * DPI / 72) for at in (1, 2))
    mixed[plain : plain + 29, :middle] = page[bold : bold + 29, :middle]
    assert bold_lines(page, lines, DPI) == (1,)
    assert bold_lines(mixed, lines, DPI) == (1,)


def test_a_text_under_which_many_small_notes_stand_is_not_bold() -> None:
    """A clean copy makes no strokes thick, nor those of the notes; those of the text are a little so."""
    sized = [("tiro", 11.6)] * 8 + [("tibo", 11.6)] + [("tiro", 9.0)] * 14
    heavier = 0.012
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=20 * len(sized) + 40)
    lines: list[Line] = []
    for number, (font, size) in enumerate(sized):
        baseline = 20.0 * number + 20
        page.insert_text(
            (20, baseline),
            PROSE,
            fontname=font,
            fontsize=size,
            render_mode=2,
            border_width=heavier if size > 10 else 0.001,
        )
        width = pymupdf.get_text_length(PROSE, font, size)
        lines.append(Line(PROSE, Box(19, baseline - 0.8 * size, 21 + width, baseline + 0.25 * size), 0.9))
    pixmap = page.get_pixmap(dpi=200)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    assert bold_lines(pixels, lines, 200) == (8,)
