"""Words are as high as their type is large, in whatever font."""

from typing import Any

import pymupdf
import pytest

from agents.drawn.even_heights import ABOVE, BELOW, with_even_heights
from agents.drawn.text_layer import read_text_layer
from schemas.geometry import Box

SIZE_PT = 12.0


def height(box: Box) -> float:
    return box.y1 - box.y0


def page_with(*fonts: str, rotation: int = 0) -> Any:
    """A line of the same size in each font, 40 points apart."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=300)
    for number, font in enumerate(fonts):
        page.insert_text((50, 60 + 40 * number), "Ships sail", fontname=font, fontsize=SIZE_PT)
    page.set_rotation(rotation)
    return page


def test_type_of_one_size_is_as_high_in_every_font() -> None:
    fonts = ("helv", "tiro", "cour", "cobo")
    before = {round(row[3] - row[1], 1) for row in page_with(*fonts).get_text("words")}
    assert len(before) > 1, "the fonts differ"

    words = read_text_layer(page_with(*fonts)).words

    assert {round(height(word.box), 1) for word in words} == {round((ABOVE + BELOW) * SIZE_PT, 1)}
    assert [word.box.y1 - BELOW * SIZE_PT for word in words[::2]] == pytest.approx(
        [60, 100, 140, 180], abs=0.1
    )


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_lines_that_run_across_the_page_are_even_as_well(rotation: int) -> None:
    page = page_with("tiro", "cobo", rotation=rotation)
    words = read_text_layer(page).words
    across = {round(min(height(word.box), word.box.x1 - word.box.x0), 1) for word in words}
    assert across == {round((ABOVE + BELOW) * SIZE_PT, 1)}


def test_a_small_mark_in_a_line_is_as_high_as_its_own_type() -> None:
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=300)
    page.insert_htmlbox(
        pymupdf.Rect(20, 20, 280, 80), "<p>Ships <span style='font-size:6px'>small</span></p>"
    )
    large, small = read_text_layer(page).words
    assert height(small.box) < 0.7 * height(large.box)


def test_a_size_that_is_beyond_all_measure_is_not_believed() -> None:
    span = {"text": "Ships", "bbox": (50, 50, 80, 64), "origin": (50, 61), "size": 1.0}
    content = {"blocks": [{"number": 0, "lines": [{"wmode": 0, "dir": (1.0, 0.0), "spans": [span]}]}]}
    row = (50.0, 50.0, 80.0, 64.0, "Ships", 0, 0, 0)
    assert with_even_heights([row], content) == [row]
    span["size"] = 11.0
    assert with_even_heights([row], content)[0][1] == pytest.approx(61 - ABOVE * 11)
