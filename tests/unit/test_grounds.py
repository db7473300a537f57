"""Grounds under text are found on scans, with nothing but their pixels to tell."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image

from agents.images import Rgb
from agents.render import render
from agents.scanned.grounds import grounds
from agents.scanned.light_cells import lightest
from agents.scanned.scan_rules import scan_rules
from agents.scanned.scan_shades import with_shades
from schemas.geometry import Box

DPI = 200
PANEL = (320, 300, 550, 460)
_WORDS = "The harbour was full of ships that came late in the year, and left again. "
_NEAR_PT = 5.0

Draw = Callable[[Any], object]


def page_of(draw: Draw, dpi: int = DPI) -> Rgb:
    """Two columns of text over what is drawn."""
    document: Any = pymupdf.open()
    page = document.new_page(width=595, height=842)
    draw(page)
    for left in (45, 325):
        for top in range(60, 780, 120):
            page.insert_textbox((left, top, left + 220, top + 110), _WORDS * 4, fontsize=10)
    return render(page, dpi)


def ground(box: tuple[float, float, float, float], grey: float = 0.88) -> Draw:
    return lambda page: page.draw_rect(box, color=None, fill=(grey,) * 3)


def shaded(page: Rgb, sigma: float = 6.0) -> Rgb:
    """As copied: paler ink, the lamp falling from one side, and grain."""
    ramp = np.linspace(1, 0.75, page.shape[1])[None, :] * np.linspace(1, 0.85, page.shape[0])[:, None]
    noise = np.random.default_rng(3).normal(0, sigma, page.shape[:2])
    return np.clip((page * 0.8 + 30) * ramp[..., None] + noise[..., None], 0, 255).astype(np.uint8)


def askew(page: Rgb, degrees: float) -> Rgb:
    return np.asarray(Image.fromarray(page).rotate(degrees, Image.Resampling.BILINEAR, fillcolor="white"))


def seen(page: Rgb, dpi: float = DPI) -> tuple[Box, ...]:
    return grounds(lightest(page, dpi))


def is_near(box: Box, other: tuple[float, float, float, float]) -> bool:
    return all(abs(one - two) <= _NEAR_PT for one, two in zip(box, other, strict=True))


@pytest.mark.parametrize("dpi", [100, 200, 300])
@pytest.mark.parametrize("grey", [0.9, 0.7])
def test_a_ground_under_text_is_found_where_it_is(dpi: int, grey: float) -> None:
    (found,) = seen(page_of(ground(PANEL, grey), dpi), dpi)
    assert is_near(found, PANEL)


def test_a_ground_of_a_copy_with_shade_and_grain_is_found() -> None:
    (found,) = seen(shaded(page_of(ground(PANEL, 0.85))))
    assert is_near(found, PANEL)


@pytest.mark.parametrize("degrees", [0.4, -0.4])
def test_a_ground_that_is_a_little_askew_is_found(degrees: float) -> None:
    (found,) = seen(askew(page_of(ground(PANEL)), degrees))
    assert is_near(found, PANEL)


def test_a_panel_that_runs_off_the_page_ends_where_the_page_does() -> None:
    (found,) = seen(page_of(ground((0, 0, 180, 842))))
    assert is_near(found, (0, 0, 180, 842))
    assert found.x0 == 0
    assert found.y1 <= 842


def test_grounds_come_the_largest_first() -> None:
    def two(page: Any) -> None:
        ground((40, 60, 280, 100))(page)
        ground(PANEL)(page)

    found = seen(page_of(two))
    assert [is_near(box, other) for box, other in zip(found, (PANEL, (40, 60, 280, 100)), strict=True)]


def nothing(page: Any) -> None:
    page.clean_contents()


def clean(page: Rgb) -> Rgb:
    return page


def light(page: Any) -> None:
    ground((0, 0, 595, 842), 0.8)(page)
    ground(PANEL, 1.0)(page)


def round_spot(page: Any) -> None:
    page.draw_oval(PANEL, color=None, fill=(0.85,) * 3)


def photograph(page: Any) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (30, 40, 3), np.uint8)
    page.insert_image(PANEL, pixmap=pymupdf.Pixmap(pymupdf.csRGB, 40, 30, noise.tobytes(), False))


@pytest.mark.parametrize(
    "draw",
    [
        nothing,
        ground((320, 300, 550, 318)),
        ground((320, 300, 370, 460)),
        ground((20, 20, 575, 820)),
        ground(PANEL, 0.99),
        light,
        round_spot,
        photograph,
    ],
    ids=["none", "low", "narrow", "whole page", "pale", "light", "round", "photograph"],
)
@pytest.mark.parametrize("change", [clean, shaded], ids=["clean", "copied"])
def test_what_is_no_panel_is_no_ground(draw: Draw, change: Callable[[Rgb], Rgb]) -> None:
    assert seen(change(page_of(draw))) == ()


def test_bold_capitals_and_shade_alone_are_no_ground() -> None:
    def headline(page: Any) -> None:
        page.insert_text((45, 40), "HARBOUR NEWS OF THE YEAR", fontsize=38, fontname="hebo")

    assert seen(shaded(page_of(headline), 14.0)) == ()


@pytest.mark.parametrize("size", [(1, 1), (10, 400), (400, 10)])
def test_tiny_pages_have_none(size: tuple[int, int]) -> None:
    assert seen(np.full((*size, 3), 200, np.uint8)) == ()


def test_a_frame_and_a_ground_with_a_line_around_it_are_a_frame_each() -> None:
    def draw(page: Any) -> None:
        page.draw_rect(PANEL, color=(0,) * 3, fill=(0.85,) * 3, width=1)
        page.draw_rect((40, 654, 300, 774), color=(0,) * 3, width=1)

    page = page_of(draw)
    known = scan_rules(page, DPI)
    found = with_shades(page, DPI, known.frames, ())
    assert [
        is_near(box, other) for box, other in zip(found.frames, (PANEL, (40, 654, 300, 774)), strict=True)
    ]
    assert known.rules == ()
