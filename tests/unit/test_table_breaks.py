"""A table over a page break is one table; two tables are two."""

from dataclasses import replace
from typing import Any

import pytest
from docling_core.types.doc.document import DoclingDocument

from agents.document.docling import DoclingWriter
from agents.reading.page import Block, FilledCell, FilledTable, PageParts
from agents.reading.tables import table_breaks
from schemas.document import Source
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel

HEADER = ("port", "ships")
EDGE = Box(60, 760, 200, 770)


def table(*rows: tuple[str, ...], header: bool = False, left: float = 60, caption: str = "") -> Block:
    cells = tuple(
        FilledCell(
            row,
            col,
            1,
            1,
            Box(left + 100 * col, 50 + 12 * row, left + 100 * col + 80, 60 + 12 * row),
            header and not row,
            text,
        )
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    )
    box = Box(left, 50, left + 280, 50 + 12 * len(rows))
    captions = (Block(RegionLabel.CAPTION, box, caption, caption),) if caption else ()
    return Block(RegionLabel.TABLE, box, captions=captions, table=FilledTable(len(rows), len(rows[0]), cells))


def text(label: RegionLabel = RegionLabel.TEXT, said: str = "Words.") -> Block:
    return Block(label, EDGE, said, said, size_pt=10)


def tables(*pages: tuple[Block, ...]) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in one.data.grid] for one in document(*pages).tables]


def document(*pages: tuple[Block, ...]) -> DoclingDocument:
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    for page_no, blocks in enumerate(pages, 1):
        writer.add_page(PageParts(page_no, 612, 792, PageKind.DIGITAL), blocks)
    content: dict[str, Any] = writer.document()
    return DoclingDocument.model_validate(content)


FIRST = table(HEADER, ("Oslo", "4"), ("Riga", "5"), header=True)


def test_rows_go_on_over_pages_without_the_header_that_comes_again() -> None:
    footer = text(RegionLabel.PAGE_FOOTER, "Page 1")
    second = table(HEADER, ("Bergen", "6"), ("Turku", "7"), header=True)
    third = table(("Vaasa", "8"), ("Narvik", "9"))
    (found,) = tables((text(), FIRST, footer), (second,), (third, text()))
    assert found == [
        [*HEADER],
        ["Oslo", "4"],
        ["Riga", "5"],
        ["Bergen", "6"],
        ["Turku", "7"],
        ["Vaasa", "8"],
        ["Narvik", "9"],
    ]


def test_it_has_a_place_on_each_page() -> None:
    (one,) = document((FIRST,), (table(("Vaasa", "8")),)).tables
    assert [place.page_no for place in one.prov] == [1, 2]
    assert one.data.num_rows == 4


@pytest.mark.parametrize(
    "second",
    [
        table(("ship", "tons"), ("Fram", "4"), header=True),
        table(("Fram", "4"), left=90),
        table(("Fram", "4", "x")),
        table(("Fram", "4"), caption="Table 2: Ships"),
    ],
    ids=["another header", "other places", "more columns", "a caption"],
)
def test_another_table_is_a_table_of_its_own(second: Block) -> None:
    assert len(tables((FIRST,), (second,))) == 2


def test_a_table_that_would_be_larger_than_docling_takes_is_cut_in_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(table_breaks, "MAX_CELLS", 7)
    rest = table(("Vaasa", "8"))
    assert len(tables((FIRST,), (rest,))) == 2


def test_a_text_between_or_a_page_without_a_table_parts_them() -> None:
    rest = table(("Vaasa", "8"))
    assert len(tables((FIRST, text()), (rest,))) == 2
    assert len(tables((FIRST,), (text(), rest))) == 2
    assert len(tables((FIRST,), (), (rest,))) == 2
    assert len(tables((FIRST, rest))) == 2


def running(label: RegionLabel, said: str, top: float) -> Block:
    return Block(label, Box(60, top, 200, top + 10), said, said, size_pt=10)


def test_lines_that_repeat_at_the_edges_of_pages_part_no_table_whatever_a_layout_model_calls_them() -> None:
    names = ("Oslo", "Riga", "Turku", "Vaasa")
    pages = [
        (
            running(RegionLabel.SECTION_HEADER, "First Bank", 30),
            table(HEADER, (name, "4"), header=True),
            running(RegionLabel.TEXT, f"Page {page_no} of 4", 760),
        )
        for page_no, name in enumerate(names, 1)
    ]
    (found,) = tables(*pages)
    assert found == [[*HEADER], *([name, "4"] for name in names)]


def test_what_stands_at_the_edge_of_one_page_alone_parts_them() -> None:
    pages = [
        (running(RegionLabel.TEXT, f"Ships of {name}", 30), table((name, "4")))
        for name in ("Oslo", "Riga", "Turku")
    ]
    assert len(tables(*pages)) == 3


def test_columns_of_the_same_names_may_be_wider_on_the_next_page() -> None:
    rest = table(HEADER, ("Vaasa", "8"), header=True, left=80)
    assert len(tables((FIRST,), (rest,))) == 1
    assert len(tables((FIRST,), (table(HEADER, ("Vaasa", "8"), header=True, left=100),))) == 2
    assert len(tables((FIRST,), (table(("Vaasa", "8"), left=80),))) == 2


LONG = table(("ship", "known for"), ("Fram", "two poles"), ("Gjoa", "a passage and"), header=True)


def test_a_row_that_the_break_cuts_is_one_row() -> None:
    second = table(("", "small harbours"), ("Maud", "ice in the north-"), ("Vega", "a pass"))
    third = table(("", "east"), ("Viking", "seals"), ("Norge", "air"))
    (found,) = tables((LONG,), (second,), (third,))
    assert found[2:] == [
        ["Gjoa", "a passage and small harbours"],
        ["Maud", "ice in the north-"],
        ["Vega", "a pass east"],
        ["Viking", "seals"],
        ["Norge", "air"],
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG, table(("", "1,200"), ("Maud", "ice"), ("Vega", "a pass"))),
        (LONG, table(("", "small harbours"), ("Maud", "ice"), ("", "a pass"))),
        (LONG, table(("", "small harbours"), ("Maud", "ice"))),
        (
            table(("ship", "known for"), ("Fram", "two poles"), ("", "and tar"), header=True),
            table(("", "small harbours"), ("Maud", "ice"), ("Vega", "a pass")),
        ),
        (
            table(("ship", "known for"), ("Fram", "two poles"), ("Gjoa", ""), header=True),
            table(("", "small harbours"), ("Maud", "ice"), ("Vega", "a pass")),
        ),
    ],
    ids=["a figure", "rows without a name", "too few to tell", "a row above without one", "below nothing"],
)
def test_a_row_without_a_name_is_a_row_where_it_may_be_one(first: Block, second: Block) -> None:
    (found,) = tables((first,), (second,))
    assert len(found) == 3 + (second.table.rows if second.table else 0)


def test_a_header_that_comes_again_goes_with_all_the_rows_that_it_reaches_down_to() -> None:
    def with_units(*rows: tuple[str, ...]) -> Block:
        block = table(HEADER, ("", "large"), *rows, header=True)
        assert block.table is not None
        first, *others = (cell for cell in block.table.cells if (cell.row, cell.col) != (1, 0))
        return replace(block, table=replace(block.table, cells=(replace(first, row_span=2), *others)))

    names = (("Oslo", "4"), ("Riga", "5"))
    (found,) = tables((with_units(*names),), (with_units(("Vaasa", "8"), ("Turku", "7")),))
    assert [row[0] for row in found[2:]] == ["Oslo", "Riga", "Vaasa", "Turku"]
    assert found[3] == ["Riga", "5"]
