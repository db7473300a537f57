"""Photographs on scans are found where no paper shows through."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pymupdf
import pytest

from agents.images import Rgb
from agents.render import render
from agents.scanned.light_cells import lightest
from agents.scanned.scan_pictures import is_varied, scan_pictures
from schemas.geometry import Box

DPI = 200
PLACE = (320, 300, 550, 420)
_WORDS = "The harbour was full of ships that came late in the year, and left again. "

Draw = Callable[[Any], object]


def page_of(*draws: Draw, dpi: int = DPI) -> Rgb:
    """Two columns of text, the second one interrupted, and what is drawn."""
    document: Any = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for box in ((45, 60, 280, 780), (320, 60, 550, 290), (320, 440, 550, 780)):
        page.insert_textbox(box, _WORDS * 40, fontsize=10)
    for draw in draws:
        draw(page)
    return render(page, dpi)


def photo(box: tuple[float, float, float, float], low: int = 20, high: int = 210) -> Draw:
    """Soft shades, as a photograph has them."""
    shades = np.random.default_rng(2).uniform(low, high, (5, 9)).astype(np.float32)
    smooth = cv2.resize(shades, (270, 150), interpolation=cv2.INTER_CUBIC).clip(low, high)
    data = np.repeat(smooth[..., None], 3, axis=2).astype(np.uint8).tobytes()
    pixmap: Any = pymupdf.Pixmap(pymupdf.csRGB, 270, 150, data, False)
    return lambda page: page.insert_image(box, pixmap=pixmap, keep_proportion=False)


def ground(box: tuple[float, float, float, float], grey: float) -> Draw:
    return lambda page: page.draw_rect(box, color=None, fill=(grey,) * 3, overlay=False)


def headline(page: Any) -> None:
    page.insert_text((320, 400), "HARBOUR", fontsize=48, fontname="hebo")


def drawing(page: Any) -> None:
    page.draw_line((320, 300), (550, 420), width=2)


def copied(page: Rgb, sigma: float = 8.0) -> Rgb:
    """Paler ink, the lamp falling from one side, and grain."""
    ramp = np.linspace(1, 0.75, page.shape[1])[None, :] * np.linspace(1, 0.85, page.shape[0])[:, None]
    noise = np.random.default_rng(3).normal(0, sigma, page.shape[:2])
    return np.clip((page * 0.8 + 30) * ramp[..., None] + noise[..., None], 0, 255).astype(np.uint8)


def found(page: Rgb, dpi: int = DPI) -> tuple[Box, ...]:
    return scan_pictures(lightest(page, dpi))


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_a_photograph_is_found_where_it_is(dpi: int) -> None:
    (box,) = found(page_of(photo(PLACE), dpi=dpi), dpi)
    assert box == pytest.approx(PLACE, abs=5)


def test_photographs_of_a_copy_with_shade_and_grain_are_found_from_top_to_bottom() -> None:
    other = (330, 560, 540, 700)
    boxes = found(copied(page_of(photo(other), photo(PLACE))))
    assert list(boxes) == [pytest.approx(PLACE, abs=6), pytest.approx(other, abs=6)]


@pytest.mark.parametrize(
    "draw",
    [
        ground(PLACE, 0.8),
        ground(PLACE, 0.3),
        photo((320, 300, 360, 420)),
        photo((320, 300, 595, 420)),
        photo(PLACE, 225, 255),
        headline,
        drawing,
    ],
    ids=["ground", "dark ground", "narrow", "at the edge", "pale", "headline", "drawing"],
)
@pytest.mark.parametrize("change", [np.asarray, copied], ids=["clean", "copied"])
def test_what_is_no_photograph_is_not_found(draw: Draw, change: Callable[[Rgb], Rgb]) -> None:
    assert found(change(page_of(draw))) == ()


def test_a_page_that_is_hardly_paper_tells_nothing() -> None:
    assert found(page_of(photo((10, 10, 585, 700)))) == ()


@pytest.mark.parametrize("size", [(1, 1), (10, 400), (400, 10)])
def test_tiny_pages_have_none(size: tuple[int, int]) -> None:
    assert found(np.full((*size, 3), 200, np.uint8)) == ()
    assert not is_varied(np.full((*size, 3), 200, np.uint8), DPI)


def test_text_has_no_lights_and_shades_and_a_photograph_has() -> None:
    page = page_of(photo(PLACE))
    pixels = DPI / 72
    left, top, right, bottom = (round(side * pixels) for side in PLACE)
    assert is_varied(page[top:bottom, left:right], DPI)
    assert not is_varied(page[: round(290 * pixels)], DPI)
    assert not is_varied(copied(page)[: round(290 * pixels)], DPI)
