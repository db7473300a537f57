"""Lines over two columns are parted between them."""

from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.images import Rgb
from agents.models.wide_gaps import Part, parted

DPI = 200


def set_in(*columns: tuple[float, str], font: str = "helv") -> tuple[Rgb, str, list[float]]:
    """A line of 10-pt text with each text at x, in points; the texts with a space between, and where each
    character is."""
    document: Any = pymupdf.open()
    page = document.new_page(width=300, height=14)
    text, places = "", []
    for x, column in columns:
        page.insert_text((x, 10), column, fontsize=10, fontname=font)
        text, places = (f"{text} ", [*places, (x - 1) / 300]) if text else (text, places)
        for at, letter in enumerate(column):
            middle = x + pymupdf.get_text_length(column[:at], font, 10)
            places.append((middle + pymupdf.get_text_length(letter, font, 10) / 2) / 300)
        text += column
    pixmap = page.get_pixmap(dpi=DPI)
    pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
    document.close()
    return pixels, text, places


def test_two_columns_are_two_pieces_that_keep_to_their_text() -> None:
    left, right = "and left the", "harbour late"
    end = 10 + pymupdf.get_text_length(left, "helv", 10)
    first, second = parted(*set_in((10, left), (end + 11, right)))
    assert (first.text, second.text) == (left, right)
    assert (first.start, second.end) == (0.0, 1.0)
    assert first.end * 300 == pytest.approx(end + 3, abs=1.5)
    assert second.start * 300 == pytest.approx(end + 8, abs=1.5)


@pytest.mark.parametrize("font", ["helv", "tiro", "cour", "hebo"])
@pytest.mark.parametrize(
    "text", ["The ships came late that year", "A ship", "1 Ships", "It is all in it I see"]
)
def test_the_spaces_of_a_line_part_nothing(font: str, text: str) -> None:
    assert parted(*set_in((10, text), font=font)) == [Part(text, 0.0, 1.0)]


def test_columns_in_type_whose_letters_are_all_as_wide_are_two_pieces() -> None:
    left, right = "and left the", "harbour late"
    line = set_in((10, left), (10 + 6 * len(left) + 11, right), font="cour")
    assert [part.text for part in parted(*line)] == [left, right]


def test_a_dash_in_a_cell_of_its_own_is_a_piece_however_thin_it_is() -> None:
    pixels, text, places = set_in((10, "-"), (26, "Reservoir"))
    faint = pixels.copy()
    faint[:, : int(20 * DPI / 72)] = 255 - (255 - faint[:, : int(20 * DPI / 72)]) // 3
    assert [part.text for part in parted(faint, text, places)] == ["-", "Reservoir"]


def test_pieces_without_text_are_left_out() -> None:
    pixels, text, places = set_in((10, "The ships"), (200, "|"))
    assert [part.text for part in parted(pixels, text[:9], places[:9])] == ["The ships"]


def test_a_line_without_contrast_stays_whole() -> None:
    pixels, text, places = set_in((10, "The ships"), (200, "came late"))
    assert parted(np.full_like(pixels, 255), text, places) == [Part("The ships came late", 0.0, 1.0)]
