"""Regions that a layout model takes for tables or pictures, and that are columns of prose."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from agents.reading.page import Grid, PageParts, union
from agents.reading.prose import without_mistaken_regions
from schemas.geometry import Box, Line, Word
from schemas.labels import PageKind, RegionLabel
from schemas.parts import TableCell
from schemas.work import Region

PROSE = [
    "Ships come and",
    "go in the",
    "harbour of the",
    "old town and",
    "some stay there",
    "for a while",
] * 2
CELLS = ["Ship", "Harbour", "12 tons", "Town", "30 tons", "Old harbour"] * 2


def page(
    label: RegionLabel,
    lines: Sequence[str],
    width: float = 100,
    kind: PageKind = PageKind.DIGITAL,
    rules: tuple[Box, ...] = (),
) -> PageParts:
    """Lines of words that fill a hundred points, in a region that is as wide as is told."""
    words: list[Word] = []
    for number, line in enumerate(lines):
        parts = line.split()
        step = 100 / len(parts)
        for at, word in enumerate(parts):
            box = Box(50 + at * step, 50 + 12 * number, 48 + (at + 1) * step, 60 + 12 * number)
            words.append(Word(word, box, number))
    region = Region(region_id=3, label=label, box=Box(50, 50, 50 + width, 50 + 12 * len(lines)))
    grids = {3: Grid(2, 2, (), rules)}
    return PageParts(1, 600, 800, kind, (region,), tuple(words), grids=grids)


def is_kept(parts: PageParts) -> bool:
    kept = without_mistaken_regions(parts)
    assert (3 in kept.grids) == bool(kept.regions)
    return bool(kept.regions)


@pytest.mark.parametrize("label", [RegionLabel.TABLE, RegionLabel.PICTURE])
def test_prose_is_neither_a_table_nor_a_picture(label: RegionLabel) -> None:
    assert not is_kept(page(label, PROSE))


def test_a_table_of_cells_or_with_rules_or_a_short_one_is_one() -> None:
    assert is_kept(page(RegionLabel.TABLE, CELLS))
    rules = tuple(Box(50, y, 150, y + 1) for y in (49, 61, 73))
    assert is_kept(page(RegionLabel.TABLE, PROSE, rules=rules))
    assert not is_kept(page(RegionLabel.TABLE, PROSE, rules=rules[:1])), "it may be that of a box near by"
    assert is_kept(page(RegionLabel.TABLE, PROSE[:5]))
    assert is_kept(page(RegionLabel.TABLE, PROSE, width=200)), "cells leave room"


def test_a_picture_with_labels_is_one_and_one_full_of_words_is_none() -> None:
    assert is_kept(page(RegionLabel.PICTURE, CELLS, width=200))
    assert not is_kept(page(RegionLabel.PICTURE, ["Old harbour", "of the", "town"]))


def read(parts: PageParts, region_id: int | None = None) -> PageParts:
    """The same page as a recogniser read it, by lines."""
    rows: dict[int, list[Word]] = {}
    for word in parts.words:
        rows.setdefault(word.line, []).append(word)
    lines = [
        Line(" ".join(word.text for word in row), union([word.box for word in row]), 0.9, region_id)
        for row in rows.values()
    ]
    return replace(parts, kind=PageKind.OCR, words=(), lines=tuple(lines))


@pytest.mark.parametrize("label", [RegionLabel.TABLE, RegionLabel.PICTURE])
def test_prose_of_a_scan_is_neither_a_table_nor_a_picture(label: RegionLabel) -> None:
    assert not is_kept(read(page(label, PROSE)))
    assert is_kept(read(page(label, CELLS, width=140)))


def test_what_was_read_with_its_region_tells_nothing() -> None:
    assert is_kept(read(page(RegionLabel.TABLE, PROSE), region_id=3))


def test_a_picture_over_half_a_page_full_of_lines_is_a_page_of_text() -> None:
    items = ["Notes on the harbour", "Ships that left it", "Weather of the year"] * 8
    whole = page(RegionLabel.PICTURE, items, width=250)
    region = whole.regions[0]
    small = replace(whole, width_pt=300, height_pt=400)
    assert is_kept(whole)
    assert not is_kept(small)
    assert is_kept(replace(small, regions=(region.model_copy(update={"label": RegionLabel.TABLE}),)))


def test_a_page_of_text_may_be_empty_further_down() -> None:
    items = ["Notes on the harbour", "Ships that left it", "Weather of the year"] * 8
    parts = page(RegionLabel.PICTURE, items, width=120)
    box = parts.regions[0].box._replace(y1=parts.regions[0].box.y1 + 700)
    long = parts.regions[0].model_copy(update={"box": box})
    assert not is_kept(replace(parts, regions=(long,), width_pt=160, height_pt=1100))


def test_a_list_is_no_picture_though_its_items_begin_as_labels_do() -> None:
    items = ["1. Ships come and", "go in the harbour", "2. Others stay", "3. Some left it"] * 3
    assert not is_kept(page(RegionLabel.PICTURE, items, width=140))
    labels = ["Ships that come", "Go in the harbour", "Others that stay", "Some that left"] * 3
    assert is_kept(page(RegionLabel.PICTURE, labels, width=140))


def test_slides_on_a_page_are_no_picture_however_much_room_they_leave() -> None:
    slides = ["Sales", "\u2022 Growth", "\u2022 New markets", "\u2022 Returns"] * 3
    assert not is_kept(page(RegionLabel.PICTURE, slides, width=900))
    assert is_kept(page(RegionLabel.PICTURE, slides, width=900, kind=PageKind.HYBRID)), "an image is there"
    assert is_kept(page(RegionLabel.PICTURE, ["Sales", *slides[1:4], *CELLS], width=900)), "a legend"


@pytest.mark.parametrize(("text", "kept"), [("9:00", False), ("12.", False), ("Noon", True)])
@pytest.mark.parametrize("label", [RegionLabel.TEXT, RegionLabel.REFERENCE])
def test_a_time_within_a_text_is_no_heading(text: str, kept: bool, label: RegionLabel) -> None:
    whole = page(label, PROSE)
    inner = Region(region_id=7, label=RegionLabel.SECTION_HEADER, box=Box(50, 50, 80, 61))
    words = (Word(text, Box(52, 51, 70, 60), 90), *whole.words)
    parts = replace(whole, regions=(*whole.regions, inner), words=tuple(w for w in words if w.line != 0))
    assert (inner in without_mistaken_regions(parts).regions) is kept
    alone = replace(parts, regions=(inner,))
    assert inner in without_mistaken_regions(alone).regions, "a heading may be a number"


def with_grid(cells: Sequence[str]) -> PageParts:
    """Cells one under the other, each of five lines, of which the first is told."""
    lines = [line for text in cells for line in (text, *PROSE[1:5])]
    parts = page(RegionLabel.TABLE, lines)
    made = tuple(
        TableCell(row=row, col=0, box=Box(48, 48 + 60 * row, 152, 108 + 60 * row))
        for row in range(len(cells))
    )
    return replace(parts, grids={3: Grid(len(cells), 1, made)})


def test_a_grid_whose_cells_begin_as_sentences_do_is_a_table_however_long_they_are() -> None:
    assert is_kept(with_grid(["Ships come and"] * 6))
    assert is_kept(with_grid(["and some come", *["Ships come and"] * 5])), "a page break cuts one"
    assert not is_kept(with_grid(["ships come and"] * 6))
    assert not is_kept(with_grid(["Ships come and"] * 3)), "too few cells to tell"
