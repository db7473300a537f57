"""Entries of a table of contents are items with the numbers of their pages."""

from collections.abc import Sequence

import pytest

from agents.reading.blocks import blocks_of
from agents.reading.page import Block, Grid, PageParts
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region
from tests.unit.pages import page, region, scanned

TEXT, ITEM = RegionLabel.TEXT, RegionLabel.LIST_ITEM
ENTRIES = [("1 Harbours", "3"), ("2 Ships and their crews", "5"), ("3 Tides", "12")]
NARROW = region(0, TEXT, 45, 118, 330, 178)
"""As layout models draw it: the numbers are outside."""


def scan(entries: Sequence[tuple[str, str]], *regions: Region, name: str = "Contents") -> PageParts:
    lines = [scanned(name, 50, 90, 14)] if name else []
    for at, (text, number) in enumerate(entries):
        y = 120 + 20 * at
        lines += [scanned(text, 50, y), scanned(number, 540 - 5 * len(number), y)]
    return page(*(regions or (NARROW,)), lines=lines, kind=PageKind.OCR)


def items(parts: PageParts) -> list[str]:
    return [block.text for block in blocks_of(parts) if block.label is ITEM]


def test_entries_are_items_with_their_numbers() -> None:
    assert items(scan(ENTRIES)) == ["1 Harbours 3", "2 Ships and their crews 5", "3 Tides 12"]


def test_dots_tell_a_table_of_contents_that_is_not_called_one() -> None:
    dotted = [(f"{text} ..........", number) for text, number in ENTRIES[:2]] + ENTRIES[2:]
    assert len(items(scan(dotted, name=""))) == 3
    assert items(scan(ENTRIES, name="")) == []


def test_dots_and_number_in_one_line_with_the_text_are_an_entry() -> None:
    lines = [
        scanned(f"{text} {'.' * 20} {number}", 50, 120 + 20 * at) for at, (text, number) in enumerate(ENTRIES)
    ]
    right = [line._replace(box=line.box._replace(x1=540)) for line in lines]
    assert len(items(page(NARROW, lines=right, kind=PageKind.OCR))) == 3


def test_the_dots_of_an_entry_are_in_what_is_printed_and_not_in_its_text() -> None:
    dotted = scan([(f"{text} . . . . . . .", number) for text, number in ENTRIES])
    entries = [block for block in blocks_of(dotted) if block.label is ITEM]
    assert [block.text for block in entries] == [f"{text} {number}" for text, number in ENTRIES]
    assert entries[0].raw == "1 Harbours . . . . . . . 3"


def test_the_name_of_an_entry_that_a_layout_model_takes_for_a_heading_is_a_part_of_it() -> None:
    name = region(1, RegionLabel.SECTION_HEADER, 48, 138, 172, 152)
    blocks = blocks_of(scan(ENTRIES, NARROW, name))
    assert [block.text for block in blocks if block.label is ITEM] == [f"{text} {at}" for text, at in ENTRIES]
    assert [block.text for block in blocks if block.label is not ITEM] == ["Contents"]


def test_entries_with_dots_may_stand_far_apart() -> None:
    def far(dots: str) -> PageParts:
        rows = [(f"{text} {dots}", number) for text, number in ENTRIES]
        lines = scan(rows, name="").lines
        apart = [
            line._replace(box=line.box._replace(y0=at // 2 * 36 + 100, y1=at // 2 * 36 + 110))
            for at, line in enumerate(lines)
        ]
        return page(region(0, TEXT, 45, 95, 330, 190), lines=apart, kind=PageKind.OCR)

    assert items(far("........")) == [f"{text} {number}" for text, number in ENTRIES]
    assert items(far("")) == []


def test_roman_numbers_come_before_the_others() -> None:
    assert len(items(scan([("Foreword", "ix"), *ENTRIES]))) == 4


@pytest.mark.parametrize(
    "entries",
    [
        ENTRIES[:2],
        [("Harbours", "12"), ("Ships", "5"), ("Tides", "3")],
        [("12", "3"), ("14", "5"), ("16", "12")],
        [("Harbours", "early"), ("Ships", "late"), ("Tides", "never")],
    ],
    ids=["two", "numbers that go down", "no names", "no numbers"],
)
def test_other_lines_are_none(entries: Sequence[tuple[str, str]]) -> None:
    assert not set(items(scan(entries))) & {f"{text} {number}" for text, number in entries}


def test_a_table_with_numbers_stays_a_table() -> None:
    table = region(0, RegionLabel.TABLE, 45, 118, 545, 178)
    parts = scan(ENTRIES, table)
    with_grid = page(table, lines=parts.lines, kind=PageKind.OCR, grids={0: Grid(0, 0, ())})
    blocks: list[Block] = blocks_of(with_grid)
    assert [block.label for block in blocks if block.table] == [RegionLabel.TABLE]
    assert items(with_grid) == []


def test_a_table_far_below_the_name_stays_a_table() -> None:
    prose = [
        scanned(f"They came late that year, said the {at}th of them", 50, 120 + 14 * at) for at in range(8)
    ]
    rows = [
        scanned(text, x, 300 + 20 * at)
        for at, row in enumerate(GOODS)
        for text, x in zip(row, (50, 300), strict=True)
    ]
    parts = page(lines=[scanned("Contents", 50, 90, 14), *prose, *rows], kind=PageKind.OCR)
    assert items(parts) == []


GOODS = [("Nails", "20"), ("Screws", "40"), ("Bolts", "90"), ("Hooks", "95")]


def test_entries_in_two_columns_are_not_put_together() -> None:
    lines = [scanned("Contents", 50, 90, 14)]
    for at, (text, number) in enumerate(ENTRIES):
        y = 120 + 20 * at
        lines += [scanned(f"{text} .....", 50, y), scanned(number, 280, y)]
        lines += [scanned(f"{text} again", 320, y), scanned(str(20 + at), 530, y)]
    left, right = region(0, TEXT, 45, 118, 290, 178), region(1, TEXT, 315, 118, 545, 178)
    found = items(page(left, right, lines=lines, kind=PageKind.OCR))
    assert not any("again" in one and "....." in one for one in found)


def test_a_page_of_very_many_entries_is_left_alone() -> None:
    entries = [(f"Ship {'.' * 9}", "12")] * 400
    assert items(scan(entries, name="")) == []


def test_a_table_whose_rows_a_layout_model_takes_for_items_is_found() -> None:
    rows = [
        [scanned(text, x, 120 + 20 * at) for text, x in zip(row, (50, 300), strict=True)]
        for at, row in enumerate(GOODS)
    ]
    drawn = [region(at, ITEM, 45, 118 + 20 * at, 400, 134 + 20 * at) for at in range(4)]
    parts = page(*drawn, lines=[line for row in rows for line in row], kind=PageKind.OCR)
    assert any(block.table for block in blocks_of(parts))
