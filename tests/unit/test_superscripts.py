"""Raised figures are told from others, and what is no figure, or begins a word, stays as it is."""

from typing import Any

import pymupdf
import pytest

from agents.drawn.superscripts import with_superscripts
from agents.drawn.text_layer import read_text_layer
from agents.reading.mistaken import is_prose
from agents.reading.tables.header_row import is_number, names_columns

Part = tuple[str, float, float]
"""Text, its size, and how far it is raised, in points."""


def written(*parts: Part, rotate: int = 0) -> list[str]:
    """The words of a line that is set in these parts, one right after the other."""
    page: Any = pymupdf.open().new_page(width=600, height=800)
    along = 100.0
    for text, size, rise in parts:
        at = (along, 300 - rise) if rotate == 0 else (300 - rise, 700 - along)
        page.insert_text(at, text, fontsize=size, rotate=rotate)
        along += pymupdf.get_text_length(text, fontsize=size)
    return [word.text for word in read_text_layer(page).words]


def line_of(*parts: Part) -> dict[str, Any]:
    """As PyMuPDF has it, each letter half as wide as its size."""
    spans: list[dict[str, Any]] = []
    x = 100.0
    for text, size, rise in parts:
        end = x + len(text) * size / 2
        box = (x, 300 - rise - size, end, 300 - rise)
        spans.append({"text": text, "size": size, "origin": (x, 300 - rise), "bbox": box})
        x = end
    return {"blocks": [{"number": 4, "lines": [{"dir": (1.0, 0.0), "wmode": 0, "spans": spans}]}]}


def meant(*parts: Part) -> str:
    words = "".join(text for text, _, _ in parts).split()
    rows = [(0, 0, 9, 9, word, 4, 0, at) for at, word in enumerate(words)]
    return " ".join(row[4] for row in with_superscripts(rows, line_of(*parts)))


@pytest.mark.parametrize("rotate", [0, 90])
def test_powers_and_marks_are_raised_in_the_words_of_a_page(rotate: int) -> None:
    found = written(
        ("a load of 10", 11, 0),
        ("6", 7, 4),
        (" Pa on 25 m", 11, 0),
        ("2", 7, 4),
        (" of the university.", 11, 0),
        ("12", 7, 4),
        (" It was so", 11, 0),
        rotate=rotate,
    )
    assert " ".join(found) == "a load of 10\u2076 Pa on 25 m\u00b2 of the university.\u00b9\u00b2 It was so"


@pytest.mark.parametrize(
    ("raised", "found"),
    [
        ("\u22123", "\u207b\u00b3"),
        ("-3", "\u207b\u00b3"),
        ("2+", "\u00b2\u207a"),
        ("n\u22121", "\u207f\u207b\u00b9"),
        ("(2)", "\u207d\u00b2\u207e"),
        ("1,2", "\u00b9,\u00b2"),
        ("1\u20133", "\u00b9\u2013\u00b3"),
        ("2,\u2020", "\u00b2,\u2020"),
        ("st", "st"),
        ("2a", "2a"),
        ("1.85", "1.85"),
        ("[3]", "[3]"),
        ("\u2020", "\u2020"),
    ],
)
def test_figures_with_their_signs_are_raised_and_what_has_no_such_letters_is_left(
    raised: str, found: str
) -> None:
    assert meant(("Ca", 10, 0), (raised, 7, 4), (" and more", 10, 0)) == f"Ca{found} and more"


def test_one_figure_in_two_fonts_is_one() -> None:
    assert meant(("10", 10, 0), ("\u2212", 7, 3.6), ("3", 7.1, 3.6), (" m", 10, 0)) == "10\u207b\u00b3 m"


def test_a_figure_behind_a_lowered_one_is_raised() -> None:
    assert meant(("x", 10, 0), ("i", 7, -2), ("2", 7, 4), (" + 1", 10, 0)) == "xi\u00b2 + 1"


@pytest.mark.parametrize(
    "parts",
    [
        (("1", 6, 3), ("See the report of the year", 9, 0)),
        (("CO", 10, 0), ("2", 7, -2), (" rose", 10, 0)),
        (("see ", 10, 0), ("6", 7, 4), (" there", 10, 0)),
        (("10", 10, 0), ("6", 10, 4), (" as large", 10, 0)),
        (("10", 10, 0), ("6", 7, 0), (" level", 10, 0)),
        (("10", 10, 0), ("6", 7, 9), (" over it", 10, 0)),
        (("(", 10, 0), ("6", 7, 4), (" behind nothing", 10, 0)),
    ],
    ids=["mark in front", "lowered", "apart", "as large", "level", "far above", "behind a bracket"],
)
def test_other_figures_stay(parts: tuple[Part, ...]) -> None:
    assert meant(*parts) == "".join(text for text, _, _ in parts)


def test_figures_that_stand_off_are_words_of_their_own() -> None:
    content = line_of(("10", 10, 0), ("6", 7, 4))
    content["blocks"][0]["lines"][0]["spans"][1].update(origin=(115, 296), bbox=(115, 289, 118.5, 296))
    assert with_superscripts([(0, 0, 9, 9, "106", 4, 0, 0)], content)[0][4] == "106"


def test_words_that_are_cut_in_another_way_stay_as_they_are() -> None:
    rows = [(0, 0, 9, 9, text, 4, 0, at) for at, text in enumerate(("1", "06"))]
    assert with_superscripts(rows, line_of(("10", 10, 0), ("6", 7, 4))) == rows


def test_a_figure_with_a_mark_is_a_figure_and_a_year_with_one_names_a_column() -> None:
    assert is_number("1,234\u00b9")
    assert is_number("10\u207b\u00b3")
    assert not is_number("m\u00b2")
    assert not is_number("\u00b9")
    assert names_columns(["Region", "2023\u00b9", "2024"])
    assert not names_columns(["Region", "1,234\u00b9", "2024"])


def test_a_formula_with_a_power_is_no_prose() -> None:
    assert is_prose("where theta runs")
    assert not is_prose("where theta\u00b2 runs")
