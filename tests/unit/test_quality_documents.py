"""The documents of the quality benchmark: what is said to stand in them does; the halves share nothing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pymupdf
import pytest

from benchmarks.quality.families import FAMILIES
from benchmarks.quality.family import HALVES, Family, Half, Made, make
from benchmarks.quality.table_drawing import Look
from benchmarks.quality.truth import Block, Truth
from benchmarks.quality.vocabularies import ODD, WORDS, Vocabulary

DIGITAL = [family for family in FAMILIES if not family.scan]


def made_anew(family: Family, number: int = 0, seed: int = 0) -> Made:
    """Set in a font that is always there."""
    return make(replace(family, typeface="times"), number, seed)


in_base_font = cache(made_anew)


def text_layer(pdf: bytes) -> list[str]:
    """The words of all pages as they are drawn, those broken at a line's end joined."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        pages: Any = document
        words = " ".join(page.get_text("text") for page in pages).split()
    joined: list[str] = []
    for word in words:
        if joined and len(joined[-1]) > 3 and joined[-1].endswith("-"):
            joined[-1] = joined[-1][:-1] + word
        else:
            joined.append(word)
    return joined


@pytest.mark.parametrize("family", DIGITAL, ids=lambda family: family.name)
def test_a_document_holds_the_words_of_its_truth_and_no_others(family: Family) -> None:
    made = in_base_font(family)
    assert Counter(text_layer(made.pdf)) == Counter(made.truth.words())


@pytest.mark.parametrize("family", DIGITAL, ids=lambda family: family.name)
def test_headings_and_cells_are_among_the_words(family: Family) -> None:
    truth = in_base_font(family).truth
    there = Counter(truth.words())
    assert truth.headings or truth.tables
    headings = Counter(word for heading in truth.headings for word in heading.text.split())
    cells = Counter(word for table in truth.tables for cell in table for word in cell.text.split())
    assert headings + cells <= there


def test_the_cells_of_a_table_cover_each_place_once() -> None:
    for family in DIGITAL:
        truth = in_base_font(family).truth
        assert len(truth.tables_otherwise) == len(truth.tables)
        for table in truth.tables + truth.tables_otherwise:
            places = Counter(
                (row, col)
                for cell in table
                for row in range(cell.row, cell.row + cell.row_span)
                for col in range(cell.col, cell.col + cell.col_span)
            )
            rows, cols = (max(place[axis] for place in places) + 1 for axis in (0, 1))
            assert len(places) == rows * cols
            assert set(places.values()) == {1}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    scan = next(family for family in FAMILIES if family.scan and family.typeface == "times")
    for family in (DIGITAL[0], scan):
        one = made_anew(family, 1, 7)
        assert one == made_anew(family, 1, 7)
        assert one.pdf != made_anew(family, 1, 8).pdf
        assert one.truth.words() != made_anew(family, 2, 7).truth.words()


def test_a_scan_has_no_text_layer_and_the_size_of_its_page() -> None:
    family = next(family for family in FAMILIES if family.scan)
    scan, digital = in_base_font(family), in_base_font(replace(family, scan=""))
    assert text_layer(scan.pdf) == []
    assert sizes(scan.pdf) == sizes(digital.pdf)
    assert scan.truth == digital.truth


def test_a_sheet_scanned_sideways_has_its_sides_changed() -> None:
    family = next(family for family in FAMILIES if family.scan == "sideways")
    turned, upright = in_base_font(family), in_base_font(replace(family, scan=""))
    assert sizes(turned.pdf) == [(height, width) for width, height in sizes(upright.pdf)]


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        pages: Any = document
        return [(page.rect.width, page.rect.height) for page in pages]


def layout(family: Family) -> str:
    return family.layout.__name__


def typeface(family: Family) -> str:
    return family.typeface


def scan(family: Family) -> str:
    return family.scan


@pytest.mark.parametrize("trait", [layout, typeface, scan])
def test_the_halves_share_no_layout_no_typeface_and_no_kind_of_scan(trait: Callable[[Family], str]) -> None:
    one, other = ({trait(family) for family in FAMILIES if family.half == half} - {""} for half in HALVES)
    assert one
    assert not one & other


def looks(family: Family) -> set[Look]:
    """Those that the family's layout was given."""
    given: Any = getattr(family.layout, "__closure__", None) or ()
    return {cell.cell_contents for cell in given if isinstance(cell.cell_contents, Look)}


def test_the_halves_share_no_look_of_a_table() -> None:
    one, other = (
        {look for family in FAMILIES if family.half == half for look in looks(family)} for half in HALVES
    )
    assert one
    assert other
    assert not one & other


def words_of(half: Half, words: Mapping[Vocabulary, Sequence[str]]) -> set[str]:
    return {word for family in FAMILIES if family.half == half for word in words[family.vocabulary]}


def test_the_halves_share_no_words() -> None:
    for words in (WORDS, ODD):
        one, other = (words_of(half, words) for half in HALVES)
        assert one
        assert other
        assert not one & other


def test_every_subject_has_families_in_both_halves() -> None:
    one, other = ({family.subject for family in FAMILIES if family.half == half} for half in HALVES)
    assert one == other


def test_an_aside_may_be_read_before_or_after_and_a_footnote_within_a_paragraph_that_goes_on() -> None:
    truth = Truth(
        [
            Block("furniture", ("head",), 1),
            Block("body", ("a", "b", "c"), 1, carried=1),
            Block("aside", ("box",), 1),
            Block("footnote", ("note",), 1),
            Block("body", ("d",), 2),
        ],
        page_count=2,
    )
    assert {" ".join(sequence) for sequence in truth.sequences()} == {
        "a b box note c d",
        "a b c box note d",
        "box a b note c d",
        "box a b c note d",
    }
    assert truth.furniture() == ["head"]
    assert truth.text() == ["a", "b", "c", "box", "note", "d"]


def test_asides_of_one_page_may_be_read_before_its_text_and_those_of_another_after_it() -> None:
    def sequences(pages: int) -> set[str]:
        blocks = [
            block
            for page_no in range(1, pages + 1)
            for block in (
                Block("body", (f"text{page_no}",), page_no),
                Block("aside", (f"box{page_no}",), page_no),
            )
        ]
        return {" ".join(sequence) for sequence in Truth(blocks, page_count=pages).sequences()}

    assert sequences(2) == {
        "box1 text1 box2 text2",
        "box1 text1 text2 box2",
        "text1 box1 box2 text2",
        "text1 box1 text2 box2",
    }
    assert len(sequences(4)) == 16
    assert len(sequences(5)) == 2, "all alike where there are too many ways"


def test_an_aside_may_be_read_below_the_title_that_it_was_set_below() -> None:
    blocks = [Block("heading", ("title",), 1), Block("aside", ("box",), 1), Block("body", ("text",), 1)]
    assert {" ".join(sequence) for sequence in Truth(blocks, page_count=1).sequences()} == {
        "box title text",
        "title box text",
        "title text box",
    }
