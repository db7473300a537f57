"""Rules of a scan, by its pixels."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image

from agents.images import Rgb
from agents.render import render
from agents.scanned.scan_rules import scan_rules
from schemas.geometry import Box

DPI = 200
_WORDS = "Illicit limits: i.e. 1,111 EEEE items; it tilts under the fjord's heavy skies. "
_NEWS = "was summer measure on resource under consumer communes in common sense mean area sums zoo "
_WHITE = (255, 255, 255)


def drawn(draw: Callable[[Any], None], dpi: float = DPI, text: bool = True) -> Rgb:
    """A page of 595 by 842 points with text down to 380 and from 420 on."""
    document: Any = pymupdf.open()
    page = document.new_page()
    for top, bottom in ((60, 380), (420, 780)) if text else ():
        page.insert_textbox((60, top, 535, bottom), _WORDS * 40, fontsize=10)
    draw(page)
    return render(page, dpi)


def ruled(page: Any) -> None:
    page.draw_line((60, 400), (535, 400), width=0.8)


def worn(page: Rgb, contrast: float = 0.6, grain: float = 12) -> Rgb:
    noise = np.random.default_rng(5).normal(0, grain, page.shape[:2])[..., None]
    return np.clip(127 + (page.astype(np.float32) - 127) * contrast + noise, 0, 255).astype(np.uint8)


def askew(page: Rgb, degrees: float) -> Rgb:
    image = Image.fromarray(page).rotate(degrees, Image.Resampling.BILINEAR, fillcolor=_WHITE)
    return np.asarray(image)


def is_at(rule: Box, x0: float, x1: float, y: float) -> bool:
    ends = abs(rule.x0 - x0) < 4 and abs(rule.x1 - x1) < 4
    return ends and abs(rule.centre[1] - y) < 1 and rule.y1 - rule.y0 < 3


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_a_rule_between_texts_is_found_where_it_is(dpi: int) -> None:
    (rule,) = scan_rules(drawn(ruled, dpi), dpi).rules
    assert is_at(rule, 60, 535, 400)


def test_a_rule_of_a_worn_copy_is_found() -> None:
    (rule,) = scan_rules(worn(drawn(ruled)), DPI).rules
    assert is_at(rule, 60, 535, 400)


@pytest.mark.parametrize("degrees", [0.3, -0.3, 0.45])
def test_a_rule_that_is_a_little_askew_is_one_and_no_thicker(degrees: float) -> None:
    (rule,) = scan_rules(askew(drawn(ruled), degrees), DPI).rules
    assert is_at(rule, 60, 535, 400)


@pytest.mark.parametrize("degrees", [0.0, 0.3])
def test_a_rule_with_gaps_is_one(degrees: float) -> None:
    page = drawn(ruled).copy()
    pixels = DPI / 72
    for left, width in ((100, 2), (130, 4), (180, 3), (186, 1), (320, 12), (450, 4)):
        page[
            round(395 * pixels) : round(405 * pixels), round(left * pixels) : round((left + width) * pixels)
        ] = 255
    (rule,) = scan_rules(askew(page, degrees), DPI).rules
    assert is_at(rule, 60, 535, 400)


def test_double_rules_and_pale_ones_are_found() -> None:
    def draw(page: Any) -> None:
        page.draw_line((60, 399), (535, 399), width=1.2)
        page.draw_line((60, 401), (535, 401), width=0.5)
        page.draw_line((60, 800), (535, 800), width=0.8, color=(0.6, 0.6, 0.6))

    double, pale = scan_rules(drawn(draw), DPI).rules
    assert is_at(pale, 60, 535, 800)
    assert 398 < double.y0 < double.y1 < 403


@pytest.mark.parametrize("size_pt", [5, 8, 11, 30])
@pytest.mark.parametrize("dpi", [72, 100, 200])
def test_text_is_no_rule(size_pt: float, dpi: int) -> None:
    def write(page: Any) -> None:
        page.insert_textbox((60, 60, 535, 400), _WORDS.upper() * 9, fontsize=size_pt, fontname="hebo")
        page.insert_textbox((60, 410, 535, 780), _WORDS * 60, fontsize=size_pt, fontname="tiro")

    page = drawn(write, dpi, text=False)
    assert scan_rules(page, dpi).rules == ()
    assert scan_rules(worn(page), dpi).rules == ()


@pytest.mark.parametrize("size_pt", [7, 9, 10])
@pytest.mark.parametrize("font", ["tiro", "tibo"])
def test_text_that_a_fax_has_blurred_is_no_rule(size_pt: float, font: str) -> None:
    def write(page: Any) -> None:
        page.insert_textbox((60, 60, 535, 780), _NEWS * 60, fontsize=size_pt, fontname=font, align=3)

    coarse = Image.fromarray(askew(drawn(write, 140, text=False), 0.4))
    size = (round(coarse.width / 140 * DPI), round(coarse.height / 140 * DPI))
    assert scan_rules(worn(np.asarray(coarse.resize(size, Image.Resampling.BILINEAR))), DPI).rules == ()


def test_letters_that_hang_from_a_line_are_no_rule() -> None:
    """As those of Devanagari do: the line goes on through a word, and a little gap parts it from the next."""

    def write(page: Any) -> None:
        for y in range(80, 380, 20):
            for left in range(60, 500, 42):
                page.draw_line((left, y), (left + 39, y), width=1)
                for x in range(left + 2, left + 39, 4):
                    page.draw_line((x, y), (x, y + 5), width=1.6)

    assert scan_rules(drawn(write, text=False), DPI).rules == ()


def underline(page: Any) -> None:
    page.draw_line((60, 400), (190, 400), width=0.8)


def bar(page: Any) -> None:
    page.draw_rect((60, 390, 535, 400), color=None, fill=(0, 0, 0))


def border(page: Any) -> None:
    for box in ((0, 0, 595, 4), (0, 836, 595, 842), (0, 0, 9, 842), (587, 0, 595, 842)):
        page.draw_rect(box, color=None, fill=(0.1, 0.1, 0.1))


def fold(page: Any) -> None:
    page.draw_line((0, 400), (595, 400), width=0.7, color=(0.5, 0.5, 0.5))


def frame(page: Any) -> None:
    page.draw_rect((45, 50, 550, 400), width=0.7, color=(0.3, 0.3, 0.3))


def photograph(page: Any) -> None:
    noise = np.random.default_rng(3)
    shades = np.linspace(30, 200, 300)[:, None, None] + noise.normal(0, 15, (300, 400, 1))
    shades[120:124] = 20
    image: Any = pymupdf.Pixmap(
        pymupdf.csRGB, 400, 300, np.repeat(shades, 3, axis=2).clip(0, 255).astype(np.uint8).tobytes(), False
    )
    page.insert_image((60, 80, 535, 370), pixmap=image, keep_proportion=False)


def dots(page: Any) -> None:
    page.draw_line((60, 400), (535, 400), width=1, dashes="[1 3]")


def flourish(page: Any) -> None:
    page.draw_polyline([(x, 400 + 4 * np.sin(x / 30)) for x in range(60, 536, 3)], width=1)


@pytest.mark.parametrize("draw", [underline, flourish, bar, border, fold, frame, dots])
@pytest.mark.parametrize("degrees", [0.0, 0.3])
def test_what_is_short_thick_or_of_something_else_is_no_rule(draw: Any, degrees: float) -> None:
    page = drawn(draw)
    assert scan_rules(askew(page, degrees), DPI).rules == ()
    assert scan_rules(worn(page), DPI).rules == ()


def test_a_photograph_has_no_rules_in_it_or_around_it() -> None:
    page = drawn(photograph, text=False)
    assert scan_rules(page, DPI).rules == ()
    assert scan_rules(askew(page, 0.3), DPI).rules == ()


def test_a_rule_under_a_frame_is_found_all_the_same() -> None:
    def draw(page: Any) -> None:
        frame(page)
        page.draw_line((45, 408), (550, 408), width=1)

    (rule,) = scan_rules(drawn(draw), DPI).rules
    assert is_at(rule, 45, 550, 408)


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 2, 3), (20, 20, 3)])
def test_a_page_of_next_to_nothing_has_none(shape: tuple[int, ...]) -> None:
    assert scan_rules(np.full(shape, 255, np.uint8), 36.0).rules == ()
    assert scan_rules(np.zeros(shape, np.uint8), DPI).rules == ()


@pytest.mark.parametrize("degrees", [0.0, 0.3, -0.3])
def test_what_is_within_four_sides_is_a_frame(degrees: float) -> None:
    (found,) = scan_rules(askew(worn(drawn(frame)), degrees), DPI).frames
    assert all(abs(one - two) < 5 for one, two in zip(found, (45, 50, 550, 400), strict=True))


def test_frames_side_by_side_and_below_each_other_are_told_apart_the_largest_first() -> None:
    boxes = [(60, 60, 290, 180), (305, 60, 535, 180), (60, 200, 535, 370), (60, 430, 290, 470)]

    def draw(page: Any) -> None:
        for box in boxes:
            page.draw_rect(box, width=0.8)

    found = [tuple(box) for box in scan_rules(drawn(draw, text=False), DPI).frames]
    assert found[0] == pytest.approx(boxes[2], abs=3)
    assert sorted(found) == [pytest.approx(box, abs=3) for box in sorted(boxes)]


def open_below(page: Any) -> None:
    page.draw_polyline([(60, 470), (60, 430), (535, 430), (535, 470)], width=0.8)


def corners(page: Any) -> None:
    for x, step in ((60, 1), (535, -1)):
        page.draw_line((x, 390), (x, 415), width=0.8)
        page.draw_line((x, 390), (x + 40 * step, 390), width=0.8)


@pytest.mark.parametrize("draw", [ruled, open_below, corners])
def test_without_four_sides_there_is_no_frame(draw: Any) -> None:
    assert scan_rules(drawn(draw, text=False), DPI).frames == ()
