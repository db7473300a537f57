"""What is printed across a page is kept and is no part of its text; other large type stays where it is."""

from dataclasses import replace
from typing import Any

import pymupdf
import pytest

from agents.document.docling import DoclingWriter
from agents.drawn.text_layer import read_text_layer
from agents.reading.blocks import blocks_of
from schemas.document import Source
from schemas.geometry import Box, Word
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, texts, typed

PROSE = "In the regional budget of the year the committee had estimated what the harvest would require. " * 12
PALE, BLACK, RED = (0.85, 0.85, 0.85), (0.0, 0.0, 0.0), (0.8, 0.0, 0.0)


def written(prose: str = PROSE) -> Any:
    sheet: Any = pymupdf.open().new_page(width=600, height=800)
    sheet.insert_textbox((60, 100, 540, 700), prose, fontsize=11)
    return sheet


def slanted(
    sheet: Any, text: str, degrees: float, size: float = 80, at: tuple[float, float] = (150, 600)
) -> Any:
    turn = pymupdf.Matrix(1, 1).prerotate(degrees)
    sheet.insert_text(at, text, fontsize=size, color=RED, morph=(pymupdf.Point(at), turn))
    return sheet


def marks_of(sheet: Any) -> list[str]:
    layer = read_text_layer(sheet)
    lines = ([word.text for word in layer.words if word.line == line] for line in layer.watermark_lines)
    return [" ".join(words) for words in lines]


@pytest.mark.parametrize("degrees", [-70, -45, -25, 30, 55, 70])
@pytest.mark.parametrize("rotation", [0, 90])
def test_large_slanted_type_is_a_watermark(degrees: float, rotation: int) -> None:
    sheet = slanted(written(), "DRAFT", degrees, at=(200, 400))
    sheet.set_rotation(rotation)
    assert marks_of(sheet) == ["DRAFT"]


def test_large_pale_type_over_words_is_a_watermark_and_one_beside_them_a_title() -> None:
    sheet = written()
    sheet.insert_text((80, 160), "SPECIMEN", fontsize=70, color=PALE)
    sheet.insert_text((80, 80), "Yearbook", fontsize=40, color=PALE)
    assert marks_of(sheet) == ["SPECIMEN"]


def test_transparent_type_is_pale_whatever_its_colour() -> None:
    sheet = written()
    sheet.insert_text((80, 160), "SPECIMEN", fontsize=70, color=RED, fill_opacity=0.3)
    assert marks_of(sheet) == ["SPECIMEN"]


def test_a_dark_title_over_which_something_is_written_is_none() -> None:
    sheet = written()
    sheet.insert_text((80, 160), "SPECIMEN", fontsize=70, color=BLACK)
    assert marks_of(sheet) == []


def test_slanted_type_that_is_small_long_or_most_of_a_page_is_text() -> None:
    names = written()
    for number, name in enumerate(("Windows", "Linux", "Android")):
        slanted(names, name, -45, size=12, at=(100 + 60 * number, 500))
    assert marks_of(names) == [], "names of columns"
    long = "a note of some more words than anybody prints across"
    assert marks_of(slanted(written(), long, 45, size=22, at=(60, 650))) == []
    poster = slanted(written("one night only"), "The Barber of Seville", -30, size=40)
    assert marks_of(poster) == [], "a poster"
    assert marks_of(slanted(written(""), "The Barber of Seville", -30)) == []


def test_type_that_runs_upwards_or_is_large_and_level_is_no_watermark() -> None:
    sheet = written()
    sheet.insert_text((60, 80), "Budget of the year", fontsize=36)
    sheet.insert_text((40, 700), "Volume II", fontsize=30, rotate=90)
    assert marks_of(sheet) == []


MARK = Word("DRAFT", Box(160, 270, 435, 570), 9)
TEXT = (
    *typed("Quarterly risk report", 72, 80, 0, size=16),
    *typed("They came late that year and left again in", 72, 300, 1),
    *typed("the spring, as everybody had expected them to.", 72, 312, 2),
)
REGIONS = (
    region(0, RegionLabel.SECTION_HEADER, 70, 78, 300, 98),
    region(1, RegionLabel.SECTION_HEADER, 160, 270, 435, 299),
    region(2, RegionLabel.TEXT, 70, 298, 400, 324),
)


def test_a_watermark_is_furniture_once_and_in_nobodys_text() -> None:
    parts = replace(page(*REGIONS, words=[*TEXT, MARK]), watermark_lines=(9,))
    blocks = blocks_of(parts)
    assert texts(blocks) == [
        (RegionLabel.PAGE_HEADER, "DRAFT"),
        (RegionLabel.SECTION_HEADER, "Quarterly risk report"),
        (
            RegionLabel.TEXT,
            "They came late that year and left again in the spring, as everybody had expected them to.",
        ),
    ]
    writer = DoclingWriter(Source(name="a.pdf"), "a")
    writer.add_page(parts, blocks)
    found = {item["text"]: item["content_layer"] for item in writer.document()["texts"]}
    assert found["DRAFT"] == "furniture"
    assert found["Quarterly risk report"] == "body"


def test_a_page_without_watermarks_is_as_it_was() -> None:
    parts = page(*REGIONS, words=TEXT)
    assert blocks_of(replace(parts, watermark_lines=(77,))) == blocks_of(parts)
