"""Short texts in columns that are filled one after the other are no table, whatever a layout model says."""

from collections.abc import Sequence
from dataclasses import replace

from agents.reading.blocks import blocks_of
from agents.reading.page import Grid, PageParts
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from schemas.work import Region

LINE_PT, APART_PT = 11.0, 19.0
MEMBERS = ["Ann Lee", "Ben Ray", "Cay Orr", "Dan Fox", "Eve Hay", "Fay Ash"]


def column(x: float, heights: Sequence[int], first: int) -> list[Word]:
    """Texts of so many lines each, below each other with a gap that is wider than that between lines."""
    words: list[Word] = []
    y = 100.0
    for member, lines in zip(MEMBERS, heights, strict=True):
        for at in range(lines):
            line = first + len(words)
            says = (f"{member}, {at}" if at else member).split()
            words += [
                Word(word, Box(x + 40 * n, y, x + 40 * n + 35, y + 9), line) for n, word in enumerate(says)
            ]
            y += LINE_PT
        y += APART_PT - LINE_PT
    return words


def page(left: Sequence[int], right: Sequence[int], rules: int = 0) -> PageParts:
    words = [*column(50, left, 0), *column(300, right, 1000)]
    drawn = tuple(Box(50, 100 + 30 * n, 450, 101 + 30 * n) for n in range(rules))
    region = Region(region_id=1, label=RegionLabel.TABLE, box=Box(45, 95, 500, 500))
    return PageParts(1, 600, 800, PageKind.DIGITAL, (region,), tuple(words), grids={1: Grid(0, 0, (), drawn)})


def test_entries_of_a_directory_are_read_column_by_column() -> None:
    blocks = blocks_of(page((3, 4, 3, 4, 4, 3), (4, 3, 4, 4, 3, 3)))
    assert all(block.label is not RegionLabel.TABLE for block in blocks)
    said = " ".join(block.text for block in blocks).replace("\n", " ")
    assert said.index("Fay Ash") < said.rindex("Ann Lee")


def test_cells_that_begin_level_are_a_table_however_high_they_are() -> None:
    left, right = column(50, (1,) * 6, 0), column(300, (2,) * 6, 1000)
    tops = [word.box.y0 for word in right if word.text in {member.split()[0] for member in MEMBERS}]
    begun = iter(tops[::2])
    cells = [word for word in left if word.text in {member.split()[0] for member in MEMBERS}]
    level = [
        Word(word.text, Box(word.box.x0, y, word.box.x1, y + 9), word.line)
        for word, y in zip(cells, begun, strict=True)
    ]
    region = Region(region_id=1, label=RegionLabel.TABLE, box=Box(45, 95, 500, 500))
    parts = PageParts(
        1,
        600,
        800,
        PageKind.DIGITAL,
        (region,),
        (*level, *right),
        grids={1: Grid(0, 0, ())},
    )
    assert [block.label for block in blocks_of(parts)] == [RegionLabel.TABLE]


def test_what_has_rules_between_its_rows_is_a_table() -> None:
    blocks = blocks_of(page((3, 4, 3, 4, 4, 3), (4, 3, 4, 4, 3, 3), rules=6))
    assert any(block.label is RegionLabel.TABLE for block in blocks)


def ruled(*rules: Box) -> bool:
    return Grid(0, 0, (), rules).is_ruled


def test_rules_that_are_level_with_each_other_count_once() -> None:
    thirds = [(50, 180), (185, 315), (320, 450)]
    assert not ruled(*(Box(x0, 100, x1, 101) for x0, x1 in thirds)), "one rule in three pieces"
    assert ruled(*(Box(x0, y, x1, y + 1) for y in (100, 130, 160) for x0, x1 in thirds))
    assert ruled(*(Box(50, y, 450, y + 1) for y in (100, 130, 160)))
    assert not ruled(*(Box(50, y, 450, y + 1) for y in (100, 130)))


def test_rules_under_the_headings_of_one_column_each_make_no_table() -> None:
    left = [Box(50, y, 200, y + 1) for y in (110, 190, 270)]
    right = [Box(300, y, 450, y + 1) for y in (140, 220, 300)]
    assert not ruled(*left, *right)
    grids = {1: Grid(0, 0, (), (*left, *right))}
    parts = replace(page((3, 4, 3, 4, 4, 3), (4, 3, 4, 4, 3, 3)), grids=grids)
    assert all(block.label is not RegionLabel.TABLE for block in blocks_of(parts))
