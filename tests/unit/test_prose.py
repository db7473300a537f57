"""Regions that a layout model takes for tables or pictures, and that are columns of prose."""

from collections.abc import Sequence

import pytest

from agents.document.page import Grid, PageParts
from agents.document.prose import without_mistaken_regions
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
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
    rule = Box(50, 49, 150, 50)
    assert is_kept(page(RegionLabel.TABLE, PROSE, rules=(rule, rule, rule)))
    assert not is_kept(page(RegionLabel.TABLE, PROSE, rules=(rule,))), "it may be that of a box near by"
    assert is_kept(page(RegionLabel.TABLE, PROSE[:5]))
    assert is_kept(page(RegionLabel.TABLE, PROSE, width=200)), "cells leave room"


def test_a_picture_with_labels_is_one_and_one_full_of_words_is_none() -> None:
    assert is_kept(page(RegionLabel.PICTURE, CELLS, width=200))
    assert not is_kept(page(RegionLabel.PICTURE, ["Old harbour", "of the", "town"]))


def test_a_scan_keeps_what_the_layout_model_says() -> None:
    assert is_kept(page(RegionLabel.TABLE, PROSE, kind=PageKind.OCR))
