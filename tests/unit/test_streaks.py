"""Streaks of the glass go, what was under them comes back, and what was printed stays."""

from functools import cache
from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.images import Rgb
from agents.render import render
from agents.scanned.streaks import without_streaks

_DPI = 200
_AT = (333, 700, 701, 1400)


@cache
def typed(size_pt: float = 10) -> Rgb:
    document: Any = pymupdf.open()
    page = document.new_page()
    page.insert_textbox((60, 60, 540, 780), "Illicit limits: it tilts, monthly. " * 60, fontsize=size_pt)
    for x in (60, 300, 540):
        page.draw_line((x, 40), (x, 800))
    return render(page, _DPI)


def grained(page: Rgb, sigma: float) -> Rgb:
    noise = np.random.default_rng(5).normal(0, sigma, page.shape[:2])[..., None]
    return np.clip(page * 0.8 + 20 + noise, 0, 255).astype(np.uint8)


def streaked(page: Rgb, grey: int, across: bool = False) -> Rgb:
    copy = page.copy()
    lines = copy.swapaxes(0, 1) if across else copy
    for at in _AT:
        lines[:, at] = np.minimum(lines[:, at], grey)
    return copy


def off(page: Rgb, other: Rgb) -> float:
    """The mean difference of two pages where streaks were drawn, in greys."""
    apart = np.abs(page.astype(np.int16) - other)
    return float(apart[:, list(_AT)].mean())


@pytest.mark.parametrize("grey", [60, 150, 215])
@pytest.mark.parametrize("across", [False, True])
def test_streaks_go_along_both_sides_of_a_page_and_letters_come_back(grey: int, across: bool) -> None:
    page = typed()
    clean = without_streaks(streaked(page, grey, across), _DPI)
    was, now = (p.swapaxes(0, 1) if across else p for p in (page, clean))
    assert off(streaked(page, grey), page) > 20
    assert off(now, was) < 11
    beside = np.ones(was.shape[1], bool)
    beside[[at + step for at in _AT for step in (-1, 0, 1)]] = False
    assert (now[:, beside] == was[:, beside]).all()


def test_a_stem_under_a_pale_streak_is_still_there() -> None:
    page = typed().copy()
    page[400:1500, 332:335] = 0
    clean = without_streaks(streaked(page, 190), _DPI)
    assert (clean[400:1500, 333] < 110).all()


def test_streaks_of_a_copy_with_grain_go() -> None:
    page = grained(typed(), 9.0)
    assert off(without_streaks(streaked(page, 110), _DPI), page) < off(streaked(page, 110), page) / 5


@pytest.mark.parametrize("size_pt", [5, 10, 24])
@pytest.mark.parametrize("sigma", [0.0, 12.0])
def test_a_page_of_type_with_rules_within_its_margins_is_the_very_same(size_pt: float, sigma: float) -> None:
    page = grained(typed(size_pt), sigma) if sigma else typed(size_pt)
    assert without_streaks(page, _DPI) is page


def test_lines_that_end_within_the_page_stay() -> None:
    page = typed().copy()
    page[: len(page) * 3 // 4, 333] = 60
    assert without_streaks(page, _DPI) is page


def test_a_band_wider_than_a_streak_and_a_pattern_of_lines_stay() -> None:
    wide, pattern = typed().copy(), typed().copy()
    wide[:, 333:345] = 90
    pattern[:, ::9] = 90
    assert without_streaks(wide, _DPI) is wide
    assert without_streaks(pattern, _DPI) is pattern


def test_a_line_along_the_very_edge_stays() -> None:
    page = typed().copy()
    page[:, 0] = 90
    assert (without_streaks(page, _DPI) == page).all()


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)])
def test_tiny_pages_have_none(size: tuple[int, int]) -> None:
    page = np.full((*size, 3), 255, np.uint8)
    assert without_streaks(page, _DPI) is page
