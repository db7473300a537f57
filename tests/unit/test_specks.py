"""Specks of a copy go, and type stays as it was."""

from functools import cache
from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.images import Rgb
from agents.render import render
from agents.scanned.specks import without_specks

_DPI = 200


@cache
def typed(size_pt: float = 10) -> Rgb:
    document: Any = pymupdf.open()
    text = "Illicit limits: i.e. 1,111 items; it tilts... " * 40
    document.new_page().insert_textbox((60, 60, 540, 780), text, fontsize=size_pt)
    return render(document[0], _DPI)


def struck(page: Rgb, share: float) -> Rgb:
    """Single pixels of it black or white."""
    dice = np.random.default_rng(7)
    hit = dice.random(page.shape[:2]) < share
    colors = dice.choice(np.array([0, 255], np.uint8), page.shape[:2])
    return np.where(hit[..., None], colors[..., None], page)


@pytest.mark.parametrize("share", [0.002, 0.02])
def test_specks_go_and_paper_and_ink_stay(share: float) -> None:
    page = typed()
    copy = struck(page, share)
    paper, ink = (page == 255).all(axis=2), (page == 0).all(axis=2)
    assert (copy[paper] < 200).mean() > share / 3
    cleaned = without_specks(copy)
    assert (cleaned[paper] < 200).mean() < share / 5
    assert (cleaned[ink] < 100).mean() > 0.8


@pytest.mark.parametrize("size_pt", [5, 7, 11, 24])
def test_a_page_of_type_is_the_very_same_however_small(size_pt: float) -> None:
    page = typed(size_pt)
    assert without_specks(page) is page


def test_a_few_specks_change_nothing() -> None:
    page = struck(typed(), 0.0003)
    assert without_specks(page) is page


def test_a_photograph_with_grain_is_left_alone() -> None:
    dice = np.random.default_rng(3)
    ramp = np.linspace(40, 220, 900)[None, :, None] + np.zeros((700, 900, 3))
    grained = np.clip(ramp + dice.normal(0, 9, (700, 900, 1)), 0, 255).astype(np.uint8)
    assert without_specks(grained) is grained


def test_a_page_smaller_than_a_strip_is_looked_at() -> None:
    tiny = np.full((2, 3, 3), 255, np.uint8)
    assert without_specks(tiny) is tiny
