"""Dashes alone in the cells of a scan, which detectors of text pass over."""

from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.images import Rgb
from agents.scanned.lone_dashes import with_lone_dashes
from schemas.geometry import Box, Line

DPI = 200
SIZE = 10
FONT: Any = pymupdf.Font("tiro")
COLUMNS = (40.0, 150.0, 220.0)
Row = tuple[str, ...]


def drawn(rows: list[Row], dpi: float = DPI, rules: bool = False) -> tuple[Rgb, list[Line]]:
    """A table's pixels, and those of its texts that a detector finds: all with a letter or a figure."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=40 + 16 * len(rows))
    writer, lines = pymupdf.TextWriter(page.rect), list[Line]()
    for number, row in enumerate(rows):
        baseline = 36.0 + 16 * number
        for x, text in zip(COLUMNS, row, strict=False):
            writer.append((x, baseline), text, FONT, SIZE)
            width = FONT.text_length(text, SIZE)
            if any(map(str.isalnum, text)):
                box = Box(x, baseline - 0.79 * 12, x + width, baseline + 0.21 * 12)
                lines.append(Line(text, box, 0.99))
        if rules:
            for x in COLUMNS:
                page.draw_line((x - 3, baseline - 12), (x - 3, baseline + 4), width=0.6)
            page.draw_line((30, baseline + 4), (290, baseline + 4), width=0.6)
    writer.write_text(page)
    pixmap = page.get_pixmap(dpi=int(dpi))
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return pixels, lines


def passed_over(rows: list[Row], dpi: float = DPI, rules: bool = False) -> list[Line]:
    page, lines = drawn(rows, dpi, rules)
    found = with_lone_dashes(page, lines, dpi)
    assert found[: len(lines)] == lines
    return found[len(lines) :]


def texts(found: list[Line]) -> list[str]:
    return [line.text for line in found]


HEAD: Row = ("Harbour", "Landed", "Sold")
FULL: Row = ("Northfold", "1,204", "98.2%")


@pytest.mark.parametrize("rules", [False, True], ids=["borderless", "ruled"])
@pytest.mark.parametrize("dpi", [140, 200, 300])
@pytest.mark.parametrize("dash", ["\u2013", "\u2014", "-"])
@pytest.mark.parametrize("at", [1, 2])
def test_a_dash_alone_in_its_cell_is_found(dash: str, at: int, dpi: float, rules: bool) -> None:
    row = tuple(dash if col == at else text for col, text in enumerate(FULL))
    (found,) = passed_over([HEAD, FULL, row, FULL], dpi, rules)
    assert found.text == dash
    width = FONT.text_length(dash, SIZE)
    assert found.box.x0 == pytest.approx(COLUMNS[at], abs=1.5)
    assert found.box.x1 == pytest.approx(COLUMNS[at] + width, abs=1.5)
    assert found.box.centre[1] == pytest.approx(36 + 2 * 16 - 3.48, abs=1.0)


def test_all_the_cells_of_a_row_but_its_name_may_be_dashes() -> None:
    assert texts(passed_over([HEAD, ("Westmere", "\u2013", "\u2013"), FULL])) == ["\u2013", "\u2013"]


def test_a_dash_before_the_first_text_of_a_row_is_found() -> None:
    assert texts(passed_over([HEAD, FULL, ("\u2013", "7,310", "4.0%"), FULL])) == ["\u2013"]


def test_an_empty_cell_stays_empty() -> None:
    assert not passed_over([HEAD, ("Westmere", "", "3.1%"), FULL], rules=True)


@pytest.mark.parametrize("mark", [".", "|", "=", "+", "*", "- - - - -", "\u2022", "_"])
def test_what_is_no_dash_is_not_taken_for_one(mark: str) -> None:
    assert not passed_over([HEAD, ("Westmere", mark, "3.1%"), FULL])


def test_a_stroke_that_stands_in_no_column_is_not_taken_for_a_dash() -> None:
    page, lines = drawn([HEAD, FULL, FULL])
    page = page.copy()
    x, y = (int(value * DPI / 72) for value in (100.0, 36 + 16 - 3))
    page[y : y + 2, x : x + 14] = 0
    assert with_lone_dashes(page, lines, DPI) == lines


def test_a_stroke_beside_the_last_line_of_a_paragraph_is_not_taken_for_a_dash() -> None:
    rows: list[Row] = [("The harbour was rebuilt in that year by",), ("those who fished there.",)]
    page, lines = drawn(rows)
    page = page.copy()
    x, y = (int(value * DPI / 72) for value in (160.0, 36 + 16 - 3))
    page[y : y + 2, x : x + 14] = 0
    assert with_lone_dashes(page, lines, DPI) == lines


def test_a_dash_that_was_read_is_not_found_twice() -> None:
    page, lines = drawn([HEAD, ("Westmere", "\u2013", "3.1%"), FULL])
    (dash,) = with_lone_dashes(page, lines, DPI)[len(lines) :]
    read = [*lines, Line("-", Box(dash.box.x0 - 2, dash.box.y0, dash.box.x1 + 2, dash.box.y1), 0.9)]
    assert with_lone_dashes(page, read, DPI) == read


def test_lines_that_were_read_with_their_region_are_left_alone() -> None:
    page, lines = drawn([HEAD, ("Westmere", "\u2013", "3.1%"), FULL])
    read = [line._replace(region_id=4) for line in lines]
    assert with_lone_dashes(page, read, DPI) == read
