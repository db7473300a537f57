"""Lines of a scan get boxes as high as their type."""

from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image

from agents.images import Rgb
from agents.scanned.type_heights import as_high_as_type
from schemas.geometry import Box, Line

DPI = 200
PROSE = "The ships came late that year and left again"
Text = tuple[str, float]


def drawn(*texts: Text, font: str = "helv") -> tuple[Rgb, list[Line]]:
    """A page with each text, of a size in points, and its lines as loosely boxed as a detector does."""
    document: Any = pymupdf.open()
    page = document.new_page(width=500, height=40 * len(texts) + 60)
    lines: list[Line] = []
    for number, (text, size) in enumerate(texts):
        baseline = 40.0 * number + 40
        page.insert_text((20, baseline), text, fontname=font, fontsize=size)
        loose = (2.0, 5.0, 3.5)[number % 3]
        width = pymupdf.get_text_length(text, font, size)
        box = Box(17, baseline - 0.8 * size - loose, 23 + width, baseline + 0.25 * size + loose)
        lines.append(Line(text, box, 0.9))
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return pixels, lines


def heights(lines: list[Line]) -> list[float]:
    return [line.box.y1 - line.box.y0 for line in lines]


@pytest.mark.parametrize("font", ["helv", "tiro", "hebo", "cour"])
def test_boxes_are_as_high_as_the_type_is_large(font: str) -> None:
    sizes = [9.0, 10.0, 11.0, 14.0, 20.0, 9.0]
    page, lines = drawn(*((PROSE, size) for size in sizes), font=font)
    found = heights(as_high_as_type(page, lines, DPI))
    assert found == pytest.approx([size * found[0] / 9 for size in sizes], rel=0.05)
    assert found[0] == pytest.approx(1.2 * 9, rel=0.15)


def test_capitals_figures_and_small_letters_of_one_size_are_as_high() -> None:
    texts = [
        *[PROSE] * 8,
        "HARBOUR LEDGER OF THE YEAR",
        "1,204 and 87,310",
        "no ascenders once we see our sums",
    ]
    page, lines = drawn(*((text, 11.0) for text in texts))
    found = heights(as_high_as_type(page, lines, DPI))
    assert found == pytest.approx([found[0]] * len(texts), rel=0.05)


def test_a_large_word_of_small_letters_alone_is_as_high_as_others_of_its_size() -> None:
    """Its box has no room for taller ones."""
    page, lines = drawn((PROSE, 24.0), ("measure", 24.0))
    box = lines[1].box
    tight = lines[1]._replace(box=box._replace(y0=80 - 0.6 * 24, y1=80 + 0.1 * 24))
    found = heights(as_high_as_type(page, [lines[0], tight], DPI))
    assert found[1] == pytest.approx(found[0], rel=0.05)


def test_baselines_are_at_one_share_of_the_height() -> None:
    page, lines = drawn((PROSE, 10.0), (PROSE, 18.0))
    for number, line in enumerate(as_high_as_type(page, lines, DPI)):
        below = line.box.y1 - (40.0 * number + 40)
        assert below == pytest.approx(0.21 * (line.box.y1 - line.box.y0), abs=0.3)


def test_the_grain_of_the_paper_makes_no_type_larger() -> None:
    """It is in all rows, and lines with many tall letters have ink above small ones as well."""
    tall = "All Habits of the Old Fleet, held till dark"
    page, lines = drawn(*[(PROSE, 10.0), (tall, 10.0)] * 4)
    grain = np.random.default_rng(3).normal(0, 30, page.shape[:2])[..., None]
    worn = np.clip(60 + page * (130 / 255) + grain, 0, 255).astype(np.uint8)
    found = heights(as_high_as_type(worn, lines, DPI))
    assert found == pytest.approx([found[0]] * len(found), rel=0.08)


def test_light_type_on_a_dark_ground_is_measured_as_well() -> None:
    page, lines = drawn((PROSE, 12.0), (PROSE, 16.0))
    dark = heights(as_high_as_type(255 - page, lines, DPI))
    assert dark == pytest.approx(heights(as_high_as_type(page, lines, DPI)), rel=0.03)


def test_lines_that_are_not_quite_level_are_measured_as_well() -> None:
    page, lines = drawn(*[(PROSE * 2, 10.0)] * 3)
    askew = np.asarray(Image.fromarray(page).rotate(0.4, Image.Resampling.BICUBIC, fillcolor=(255,) * 3))
    level = heights(as_high_as_type(page, lines, DPI))
    assert heights(as_high_as_type(askew, lines, DPI)) == pytest.approx(level, rel=0.05)


def test_a_few_letters_get_the_height_that_boxes_of_the_page_have() -> None:
    page, lines = drawn(*[(PROSE, 10.0)] * 9, ("by", 10.0))
    found = as_high_as_type(page, lines, DPI)
    assert heights(found)[-1] < heights(lines)[-1]
    assert found[-1].box.centre == pytest.approx(lines[-1].box.centre, abs=0.02)


def test_what_cannot_be_measured_keeps_its_box() -> None:
    page, lines = drawn((PROSE, 10.0), ("by", 10.0), (PROSE, 10.0))
    blank = np.full_like(page, 255)
    assert as_high_as_type(blank, lines, DPI) == lines
    assert as_high_as_type(page, lines, DPI)[1] == lines[1]
    chinese = [line._replace(text="\u6e2f\u53e3\u8d26\u7c3f\u8bb0\u5f55") for line in lines]
    assert as_high_as_type(page, chinese, DPI) == chinese


def test_lines_that_were_read_with_their_region_keep_their_boxes() -> None:
    """Nobody saw where they stand: they are laid over the region."""
    page, lines = drawn(*[(PROSE, 10.0)] * 9)
    laid = [line._replace(region_id=4) for line in lines]
    assert as_high_as_type(page, laid, DPI) == laid


def test_boxes_beside_the_page_or_without_a_size_harm_nothing() -> None:
    page, lines = drawn((PROSE, 10.0), (PROSE, 10.0))
    odd = [lines[0]._replace(box=Box(900, 900, 950, 910)), lines[1]._replace(box=Box(20, 20, 20, 20))]
    assert as_high_as_type(page, odd, DPI) == odd
    assert as_high_as_type(page, [], DPI) == []


def test_a_word_with_hardly_a_tall_letter_is_as_high_as_its_type_though_its_box_is_tight() -> None:
    page, lines = drawn(*[(PROSE, 11.0)] * 8, ("instrument", 14.0))
    box = lines[-1].box
    tight = lines[-1]._replace(box=box._replace(y0=box.y1 - 3.5 - 0.25 * 14 - 0.62 * 14, y1=box.y1 - 3.5))
    found = heights(as_high_as_type(page, [*lines[:-1], tight], DPI))
    assert found[-1] == pytest.approx(14 / 11 * found[0], rel=0.06)
