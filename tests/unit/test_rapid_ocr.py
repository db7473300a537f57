"""The OCR backend on scans whose words are known."""

import logging
from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.images import Rgb
from agents.models.protocols import OcrPage
from agents.models.rapid_ocr import RapidOcr, in_rows
from agents.render import render
from schemas.geometry import Box, Line
from schemas.labels import RegionLabel
from schemas.work import Region
from tests import pdfs
from tests.rasterized import DPI, image_of

SHORT = pdfs.scanned(
    pdfs.drawn(1, lambda sheet, _: sheet.heading("Harbour ledger") or sheet.paragraph(pdfs.prose(45, 7), 12))
)
TABLE = pdfs.scanned(
    pdfs.drawn(1, lambda sheet, _: sheet.table(pdfs.table_cells(rows=4, seed=5), size=11, row_pt=24))
)


@pytest.fixture(scope="module")
def model() -> RapidOcr:
    return RapidOcr(threads=2)


@pytest.fixture(scope="module")
def pages() -> list[OcrPage]:
    text, table = image_of(SHORT), image_of(TABLE)
    return [OcrPage(text, DPI), OcrPage(np.full_like(text, 255), DPI), OcrPage(table[:500], DPI)]


@pytest.fixture(scope="module")
def read(model: RapidOcr, pages: list[OcrPage]) -> list[list[Line]]:
    return model.read(pages)


def test_every_word_of_a_scan_is_read_in_order(read: list[list[Line]]) -> None:
    assert " ".join(line.text for line in read[0]).split() == list(SHORT.pages[0].words)


def test_lines_lie_where_they_were_drawn(read: list[list[Line]]) -> None:
    heading = read[0][0]
    assert heading.text == "Harbour ledger"
    assert heading.box.x0 == pytest.approx(60, abs=4)
    assert heading.box.holds(100, 72 + 16 * 1.2 - 5)
    assert all(line.box.x1 <= 612 - 50 for line in read[0])


def test_cells_of_a_table_come_row_by_row(read: list[list[Line]]) -> None:
    assert [line.text for line in read[2]] == [cell for row in TABLE.pages[0].tables[0] for cell in row]


def test_a_blank_page_has_no_lines(read: list[list[Line]]) -> None:
    assert read[1] == []


def test_a_page_reads_the_same_alone_and_beside_others(
    model: RapidOcr, pages: list[OcrPage], read: list[list[Line]]
) -> None:
    assert model.read([pages[2]])[0] == read[2]
    assert model.read([pages[2], pages[2]]) == [read[2], read[2]]


def test_only_the_lines_in_the_named_regions_are_read(
    model: RapidOcr, pages: list[OcrPage], read: list[list[Line]]
) -> None:
    heading = Region(region_id=4, label=RegionLabel.TEXT, box=read[0][0].box)
    (lines,) = model.read([OcrPage(pages[0].image, DPI, (heading,), whole_page=False)])
    assert lines == [read[0][0]]


def test_lines_that_cannot_be_made_out_are_kept_with_their_low_score(
    model: RapidOcr, pages: list[OcrPage]
) -> None:
    mirrored = np.ascontiguousarray(pages[2].image[:, ::-1])
    (lines,) = model.read([OcrPage(mirrored, DPI)])
    assert len(lines) == 16
    assert min(line.score for line in lines) < 0.5


def test_pixels_too_few_for_text_give_no_lines_and_no_error(model: RapidOcr) -> None:
    sizes = [(1, 1), (3, 2000), (2000, 3), (40, 40)]
    pages = [OcrPage(np.zeros((height, width, 3), np.uint8), DPI) for height, width in sizes]
    assert model.read(pages) == [[], [], [], []]


def test_the_words_are_those_that_the_library_itself_reads(
    pages: list[OcrPage], read: list[list[Line]]
) -> None:
    from rapidocr import RapidOCR

    logging.disable(logging.INFO)
    try:
        library: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.max_side_len": 2400,
                "Global.use_cls": False,
                "Det.limit_type": "max",
                "Det.limit_side_len": 960,
            }
        )
        theirs = library(np.ascontiguousarray(pages[0].image[..., ::-1]))
    finally:
        logging.disable(logging.NOTSET)
    squeezed = [text.replace(" ", "") for text in theirs.txts]
    assert [line.text.replace(" ", "") for line in read[0]] == squeezed
    for line, corners in zip(read[0], theirs.boxes, strict=True):
        expected = [*(corners.min(axis=0) * 72 / DPI), *(corners.max(axis=0) * 72 / DPI)]
        assert line.box == pytest.approx(expected, abs=2.0)


def test_rows_come_from_the_top_and_each_from_the_left() -> None:
    def line(text: str, x: float, y: float) -> Line:
        return Line(text, Box(x, y, x + 50, y + 10), 1.0)

    lines = [line("d", 90, 30), line("b", 90, 1), line("a", 0, 4), line("c", 0, 27)]
    assert [one.text for one in in_rows(lines)] == ["a", "b", "c", "d"]
    assert in_rows([]) == []


def test_a_character_that_stands_alone_is_read(model: RapidOcr) -> None:
    """Page numbers leave the detector hardly a trace."""
    for digit in "1247":
        (lines,) = model.read(
            [OcrPage(_set([(545, 26, 8, digit), (60, 90, 10, "Ledger of the harbour")]), DPI)]
        )
        assert [line.text for line in lines] == [digit, "Ledger of the harbour"]


def test_pieces_of_a_rule_are_no_characters(model: RapidOcr) -> None:
    page = np.full((2200, 1700, 3), 255, np.uint8)
    for left in range(200, 1500, 36):
        page[800:804, left : left + 24] = 0
    assert model.read([OcrPage(page, DPI)]) == [[]]


def _set(texts: list[tuple[float, float, float, str]]) -> Rgb:
    """A page with texts, each at x and y, in points, and of a size."""
    document: Any = pymupdf.open()
    page = document.new_page(width=595, height=842)
    for x, y, size, text in texts:
        page.insert_text((x, y), text, fontsize=size)
    return render(page, DPI)
