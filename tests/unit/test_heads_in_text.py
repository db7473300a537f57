"""Headings side by side in one box are two, also where a layout model calls them text."""

from dataclasses import replace

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import PageParts
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, texts, typed

SIZE = 15


def two_heads(size: float = SIZE, rows: int = 2, bold: bool = True) -> PageParts:
    """Two headings of a few lines in one box, over the texts of two columns."""
    left, right = ("The ships", "at night")[:rows], ("The harbour", "of the North")[:rows]
    heads = [
        typed(text, x, 50 + 1.2 * size * at, 2 * at + (x > 50), size)
        for x, texts in ((50, left), (200, right))
        for at, text in enumerate(texts)
    ]
    prose = [
        typed("where they come from and", x, 100 + 12 * at, 10 + at + (20 if x > 50 else 0))
        for x in (50, 200)
        for at in range(3)
    ]
    made = page(
        region(0, RegionLabel.TEXT, 48, 48, 330, 52 + 1.2 * size * rows),
        region(1, RegionLabel.TEXT, 48, 98, 190, 136),
        region(2, RegionLabel.TEXT, 198, 98, 340, 136),
        words=[word for row in (*heads, *prose) for word in row],
    )
    return replace(made, bold_lines=tuple(range(4))) if bold else made


def test_two_headings_of_two_lines_side_by_side_are_two() -> None:
    heads = [text for label, text in texts(blocks_of(two_heads())) if label is RegionLabel.SECTION_HEADER]
    assert heads == ["The ships at night", "The harbour of the North"]


@pytest.mark.parametrize(
    "other", [two_heads(size=10), two_heads(rows=1), two_heads(bold=False)], ids=["small", "a row", "plain"]
)
def test_texts_side_by_side_that_do_not_look_like_headings_stay_one_text(other: PageParts) -> None:
    assert texts(blocks_of(other))[0][1].startswith("The ships The harbour")
