"""Scans that lie wrong are set right; what lies right, or is no page of text, is left alone."""

import io
from functools import cache
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image

from agents.images import Rgb
from agents.render import render
from agents.scanned.upright import told, turn_of, turned
from schemas.geometry import Turn
from streams.blobs import open_blobs
from tests import pdfs
from tests.pdfs import Made
from tests.rasterized import DPI, rasterized

_WHITE = (255, 255, 255)


@cache
def upright() -> Rgb:
    page: Any = pymupdf.open(stream=pdfs.text_document(1).pdf, filetype="pdf")[0]
    return render(page, DPI)


def laid(quarters: int, degrees: float) -> Rgb:
    """The page turned against the clock."""
    askew = Image.fromarray(upright()).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=_WHITE)
    return np.ascontiguousarray(np.rot90(np.asarray(askew), quarters))


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("degrees", [0.0, 1.6, -2.5])
def test_a_scan_on_its_side_on_its_head_or_askew_is_seen(quarters: int, degrees: float) -> None:
    turn = turn_of(laid(quarters, degrees), DPI)
    assert turn.quarters == quarters
    assert turn.skew_degrees == pytest.approx(degrees, abs=0.15)


def test_a_page_that_lies_right_comes_back_as_the_very_same_pixels() -> None:
    page = upright()
    turn = turn_of(page, DPI)
    assert turn == Turn()
    assert turned(page, turn) is page
    assert told(turn) == ""


def typed(text: str, html: bool = False) -> Rgb:
    document: Any = pymupdf.open()
    page = document.new_page()
    area = (60, 60, 540, 780)
    if html:
        page.insert_htmlbox(area, f"<p>{text}</p>")
    else:
        page.insert_textbox(area, text, fontsize=11)
    return render(page, DPI)


@pytest.mark.parametrize(
    "page",
    [
        typed("THE QUAYS, THE RAILS, AND EVERY CRANE OF THE PORT WERE PAINTED GREY, QUICKLY. " * 14),
        typed("1,337.20 28,004.00 915,660.75 3,402,118.10 " * 50),
        typed("Freight 1,337.20 Rent 28,004.00 Wages 915,660.75 " * 40),
        typed(
            "\u041e\u0442\u0447\u0451\u0442 \u0437\u0430 \u043a\u0432\u0430\u0440\u0442\u0430\u043b, "
            "\u0446\u0435\u043d\u044b \u0438 \u0434\u043e\u0445\u043e\u0434\u044b. " * 40,
            html=True,
        ),
    ],
    ids=["capitals", "figures", "figures and words", "Cyrillic"],
)
def test_a_page_whose_letters_tell_nothing_of_what_is_up_stays_as_it_lies(page: Rgb) -> None:
    assert turn_of(page, DPI) == Turn()


def test_quarter_turns_lose_no_pixel() -> None:
    assert (turned(laid(1, 0.0), Turn(1)) == upright()).all()


@pytest.mark.parametrize(
    "page",
    [
        np.full((900, 700, 3), 255, np.uint8),
        np.zeros((60, 60, 3), np.uint8),
        np.random.default_rng(3).integers(0, 255, (900, 700, 3)).astype(np.uint8),
        np.repeat(np.linspace(0, 255, 700, dtype=np.uint8)[None, :, None], 900, 0).repeat(3, 2),
        np.full((1, 1, 3), 90, np.uint8),
    ],
    ids=["blank", "black", "noise", "shade", "one pixel"],
)
def test_what_is_no_page_of_text_is_left_alone(page: Rgb) -> None:
    assert turn_of(page, DPI) == Turn()


def test_a_page_turned_by_a_quarter_has_the_other_size_and_its_record_says_so() -> None:
    png = io.BytesIO()
    Image.fromarray(laid(1, 0.0)).save(png, "png")
    document: Any = pymupdf.open()
    page = document.new_page(width=792, height=612)
    page.insert_image(page.rect, stream=png.getvalue())
    event = rasterized(open_blobs("memory://"), Made(document.tobytes()))
    assert (event.width_pt, event.height_pt) == (612, 792)
    assert (event.image.width_px, event.image.height_px) == (1700, 2200)
    assert "turned clockwise by 90 degrees" in event.note
    assert event.turn == Turn(1)
