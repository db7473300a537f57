"""Rules across a page."""

from itertools import pairwise
from typing import Any

import pymupdf
import pytest

from agents.drawn.text_layer import read_text_layer
from agents.long_rules import long_rules
from schemas.geometry import Box

WIDTH_PT = 600.0


def line(left: float, right: float, y: float, thick: float = 1) -> Box:
    return Box(left, y, right, y + thick)


def test_what_is_wide_and_flat_is_a_rule_and_nothing_else() -> None:
    rule, bar = line(50, 550, 300), line(50, 300, 100, thick=5)
    others = [line(50, 150, 200), Box(50, 400, 550, 440), Box(300, 50, 301, 700)]
    assert long_rules([rule, *others, bar], WIDTH_PT) == (bar, rule)


def test_a_rule_drawn_in_parts_or_twice_is_one() -> None:
    parts = [line(50, 200, 300), line(215, 380, 300.5), line(395, 550, 300)]
    assert long_rules(parts, WIDTH_PT) == (Box(50, 300, 550, 301.5),)
    assert long_rules([line(50, 550, 300), line(50, 550, 302)], WIDTH_PT) == (Box(50, 300, 550, 303),)


def test_parts_far_from_each_other_are_rules_of_their_own() -> None:
    left, right = line(50, 250, 300), line(350, 550, 300)
    assert set(long_rules([left, right], WIDTH_PT)) == {left, right}


def test_of_thousands_the_longest_are_kept_in_bounded_time() -> None:
    many = [line(50, 250 + n % 300, 4.0 * n) for n in range(20_000)]
    found = long_rules(many, WIDTH_PT)
    assert len(found) == 60
    assert all(one.y0 < other.y0 for one, other in pairwise(found))
    assert min(rule.x1 for rule in found) == 549


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rules_lie_where_the_page_shows_them_from_left_to_right(rotation: int) -> None:
    document: Any = pymupdf.open()
    page = document.new_page(width=600, height=800)
    sideways = rotation % 180 != 0
    page.draw_line((50, 450), (500, 450))
    page.draw_line((100, 50), (100, 700))
    page.set_rotation(rotation)
    (rule,) = read_text_layer(page).rules
    assert rule.x1 - rule.x0 == pytest.approx(650 if sideways else 450, abs=2)
    assert rule.y1 - rule.y0 < 4
    assert {0: 450, 90: 100, 180: 350, 270: 500}[rotation] == pytest.approx(rule.centre[1], abs=2)
