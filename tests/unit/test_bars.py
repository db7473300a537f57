"""Bars of colour under lines of text: which are drawn, what stands on them, and that it outranks the rest."""

from typing import Any

import pymupdf
import pytest

from agents.drawn.text_layer import read_text_layer
from agents.reading.headings.bars import with_bars
from agents.reading.headings.headline import Headline
from agents.reading.headings.levels import keys_of
from agents.reading.page import Block
from schemas.geometry import Box
from schemas.labels import RegionLabel
from tests.unit.outlines import told

GREEN, WHITE = (0.1, 0.4, 0.2), (1, 1, 1)
BAR = Box(50, 100, 250, 120)


@pytest.mark.parametrize("rotation", [0, 90])
def test_bars_are_grounds_in_a_colour_under_a_single_line(rotation: int) -> None:
    document: Any = pymupdf.open()
    page = document.new_page(width=600, height=800)
    for top, height, text, fill in (
        (100, 20, "Gulls", GREEN),
        (200, 20, "Terns", WHITE),
        (300, 20, "", GREEN),
        (400, 60, "Auks", GREEN),
        (500, 20, "Rails\nCoots", GREEN),
    ):
        page.draw_rect((50, top, 250, top + height), color=None, fill=fill)
        for number, line in enumerate(text.split("\n")):
            page.insert_text((56, top + 9 + 9 * number), line, fontsize=9 if "\n" in text else 12)
    page.set_rotation(rotation)
    (bar,) = read_text_layer(page).bars
    assert tuple(bar) == pytest.approx((50, 100, 250, 120), abs=0.1)


def block(says: str, x0: float, y0: float, x1: float, y1: float, label: RegionLabel) -> Block:
    return Block(label, Box(x0, y0, x1, y1), says, says, size_pt=12)


def on_bar(*blocks: Block) -> list[bool]:
    return [one.on_bar for one in with_bars(blocks, [BAR])]


def test_a_line_alone_on_a_bar_as_wide_as_its_column_stands_on_it() -> None:
    head = block("Gulls", 56, 104, 90, 116, RegionLabel.SECTION_HEADER)
    column = block("They nest on cliffs. " * 5, 50, 126, 250, 180, RegionLabel.TEXT)
    assert on_bar(head, column) == [True, False]
    picture = block("", 50, 126, 250, 200, RegionLabel.PICTURE)
    assert on_bar(head, picture) == [True, False]


def test_a_label_that_the_text_below_sticks_out_of_is_no_bar() -> None:
    head = block("Gulls", 56, 104, 90, 116, RegionLabel.SECTION_HEADER)
    column = block("They nest on cliffs. " * 5, 50, 126, 500, 180, RegionLabel.TEXT)
    assert on_bar(head, column) == [False, False]


def test_two_texts_on_one_ground_are_no_heading_on_a_bar() -> None:
    name = block("Gulls", 56, 104, 90, 116, RegionLabel.TEXT)
    price = block("12.50", 220, 104, 245, 116, RegionLabel.TEXT)
    assert on_bar(name, price) == [False, False]


def headings(kinds: str) -> list[Headline]:
    """A title (T), heads on bars (b), in larger type (L), in the same (s), in far larger type (C)."""
    sizes = {"T": 30.0, "b": 11.0, "L": 13.0, "s": 11.0, "C": 18.0}
    return [told("Gulls", size_pt=sizes[kind], bold=kind != "T", on_bar=kind == "b") for kind in kinds]


def ranks(kinds: str) -> str:
    """By how many kinds of heading each stands below."""
    keys = keys_of(headings(kinds), 1.08, bold_tells=True)
    known = sorted(set(keys))
    return "".join(str(known.index(key)) for key in keys)


def test_a_heading_on_a_bar_outranks_a_larger_one_without() -> None:
    assert ranks("TbLLbLbL") == "01221212"


def test_a_heading_on_a_bar_outranks_one_in_its_type_without() -> None:
    assert ranks("TbssbsTb") == "01221201"


def test_a_single_larger_heading_after_several_on_bars_is_level_with_them() -> None:
    assert ranks("TbbbbL") == "011111"


def test_what_stands_before_the_first_bar_or_is_far_larger_or_holds_several_stays_above() -> None:
    assert ranks("TLbLbLb") == "0121212"
    assert ranks("TbCbCbC") == "0212121"
    assert ranks("bbLbbLbb") == "11011011"
