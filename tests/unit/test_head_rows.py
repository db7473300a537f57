"""The header on a dark ground above a ruled table is its first row."""

from collections.abc import Sequence

from agents.reading.page import Grid
from schemas.geometry import Word
from schemas.labels import RegionLabel
from tests.unit.pages import grid, page, region, table_rows, typed

X = (50, 150, 250, 350)
BODY = (["1000", "Lamps", "4,285"], ["1001", "Chairs", "9,752"])
NAMES = ("SKU", "Item", "Q1")


def read(above: Sequence[tuple[str, float, float]], ruled: Grid, *labels: RegionLabel) -> list[list[str]]:
    """The rows of a table whose rules begin at 120, with these texts above it, each at its x and y."""
    words: list[Word] = []
    for at, row in enumerate(BODY):
        for x, text in zip(X, row, strict=False):
            words += typed(text, x + 4, 125 + 20 * at, at)
    for at, (text, x, y) in enumerate(above):
        words += typed(text, x, y, 10 + at)
    others = [region(1 + at, label, 50, 100, 350, 116) for at, label in enumerate(labels)]
    table = region(0, RegionLabel.TABLE, 48, 118, 352, 162)
    return table_rows(page(table, *others, words=words, grids={0: ruled}))


def test_names_right_above_the_columns_of_a_ruled_table_are_its_header() -> None:
    above = [(name, x + 4, 105.0) for name, x in zip(NAMES, X, strict=False)]
    ruled = grid(X, (120, 140, 160))
    assert read(above, ruled) == [[*NAMES], *BODY]
    assert read(above, ruled, RegionLabel.SECTION_HEADER) == [[*NAMES], *BODY]


def test_a_strip_of_its_ground_that_looks_like_a_row_is_no_row() -> None:
    above = [(name, x + 4, 105.0) for name, x in zip(NAMES, X, strict=False)]
    assert read(above, grid(X, (114, 120, 140, 160))) == [[*NAMES], *BODY]


def test_a_header_may_have_two_lines() -> None:
    above = [*((name, x + 4, 105.0) for name, x in zip(NAMES, X, strict=False)), ("Net", 254.0, 93.0)]
    assert read(above, grid(X, (120, 140, 160)))[0] == ["SKU", "Item", "Net Q1"]


def test_other_texts_above_a_ruled_table_are_no_header() -> None:
    ruled = grid(X, (120, 140, 160))
    for above in (
        [("A sentence that runs over all of the columns", 54.0, 105.0)],
        [(name, x + 4, 70.0) for name, x in zip(NAMES, X, strict=False)],
        [("Sales", 54.0, 105.0)],
    ):
        assert read(above, ruled) == [*BODY]
    sides = [("Sales", 54.0, 105.0), ("2023", 254.0, 105.0)]
    assert read(sides, ruled, RegionLabel.CAPTION) == [*BODY]
