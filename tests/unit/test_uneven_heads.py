"""Headings that are level by chance, among many that are not, begin no row."""

from agents.reading.order.reading_order import reading_order
from agents.reading.order.uneven_heads import uneven
from schemas.geometry import Box

COLUMNS = (50, 230, 410)


def notes(tops: tuple[tuple[float, ...], ...]) -> tuple[list[Box], list[int]]:
    """Headings at those heights in each column, with a text right below each; and which are headings."""
    boxes: list[Box] = []
    heads: list[int] = []
    for x, column in zip(COLUMNS, tops, strict=True):
        for top in column:
            heads.append(len(boxes))
            boxes += [Box(x, top, x + 80, top + 12), Box(x, top + 14, x + 160, top + 44)]
    return boxes, heads


def test_notes_below_each_other_are_read_in_columns_though_some_happen_to_be_level() -> None:
    boxes, heads = notes(((50, 100, 172, 240), (50, 100, 160, 228), (50, 100, 183, 251)))
    assert uneven(boxes, heads) == frozenset(heads)
    assert reading_order(boxes, frozenset(heads)) == list(range(len(boxes)))


def test_notes_that_are_level_are_read_in_rows() -> None:
    boxes, heads = notes(((50, 120, 190),) * 3)
    assert not uneven(boxes, heads)
    first = [boxes[item].y0 for item in reading_order(boxes, frozenset(heads)) if item in heads]
    assert first == sorted(first)


def test_few_headings_tell_nothing() -> None:
    boxes, heads = notes(((50,), (90,), (130,)))
    assert not uneven(boxes, heads)
