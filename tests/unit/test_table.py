"""The table stage with its real backend, against the tables that were drawn."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pymupdf
import pytest

from agents.models.grid_table import GridTable
from agents.models.protocols import TableCrop, TableGrid
from agents.pixels import cut
from agents.table import Table
from schemas.geometry import Box
from schemas.parts import TableCell, TableRead
from schemas.stage import Ok
from schemas.work import TableFound
from streams.blobs import Blobs, open_blobs
from tests import pdfs
from tests.pdfs import Made
from tests.rasterized import DPI, rasterized

LEFT, TOP, RIGHT, ROW_PT = 60.0, 72.0, 552.0, 24.0
CELLS = pdfs.table_cells(rows=5, columns=4, seed=8)
BOX = Box(LEFT, TOP, RIGHT, TOP + 5 * ROW_PT)


def one_table(ruled: bool) -> Made:
    return pdfs.drawn(1, lambda sheet, _: sheet.table(CELLS, ruled=ruled, size=11, row_pt=ROW_PT))


def spanned() -> Made:
    """Three columns and rows, with a header cell over the last two columns."""

    def draw(sheet: Any, _: int) -> None:
        for y in (100, 130, 160, 190):
            sheet.page.draw_line((60, y), (360, y), width=1)
        for x, top in ((60, 100), (160, 100), (260, 130), (360, 100)):
            sheet.page.draw_line((x, top), (x, 190), width=1)
        for x, y, text in (
            *((80, 120, "City"), (180, 120, "Vessels in both years")),
            *((80, 150, "Oslo"), (180, 150, "20,404"), (280, 150, "19,112")),
            *((80, 180, "Bergen"), (180, 180, "8,120"), (280, 180, "7,990")),
        ):
            sheet.page.insert_text((x, y), text, fontsize=11)

    return pdfs.drawn(1, draw)


def half_ruled() -> Made:
    def draw(sheet: Any, _: int) -> None:
        for y in (TOP, TOP + ROW_PT, TOP + 5 * ROW_PT):
            sheet.page.draw_line((LEFT, y), (RIGHT, y), width=0.8)
        for row, texts in enumerate(CELLS):
            for col, text in enumerate(texts):
                sheet.page.insert_text((LEFT + 6 + col * 70, TOP + 15 + row * ROW_PT), text, fontsize=10)

    return pdfs.drawn(1, draw)


@pytest.fixture(scope="module")
def model() -> GridTable:
    return GridTable(threads=2)


@pytest.fixture
def store() -> Blobs:
    return open_blobs("memory://")


def found(store: Blobs, made: Made, box: Box, request: str = "r") -> TableFound:
    page = rasterized(store, made, request=request)
    return TableFound(
        request_id=request, run_id="2", page_no=1, region_id=4, box=box, image=page.image, dpi=page.dpi
    )


def run(agent: Table, *events: TableFound) -> list[TableRead]:
    outcomes = agent.run([(event, agent.load(event)) for event in events])
    read = [outcome.events[0] for outcome in outcomes if isinstance(outcome, Ok)]
    return [event for event in read if isinstance(event, TableRead)]


def words_in(made: Made, box: Box) -> str:
    page: Any = pymupdf.open(stream=made.pdf)[0]
    return " ".join(
        word[4]
        for word in page.get_text("words")
        if box.holds((word[0] + word[2]) / 2, (word[1] + word[3]) / 2)
    )


@pytest.mark.parametrize("scan", [False, True])
def test_every_word_stands_in_the_cell_it_was_drawn_in(model: GridTable, store: Blobs, scan: bool) -> None:
    made = one_table(True)
    (read,) = run(Table(model, store), found(store, pdfs.scanned(made) if scan else made, BOX))
    assert (read.part_id, read.rows, read.cols) == ("table/1/4", 5, 4)
    assert read.model == model.used
    by_place = {(cell.row, cell.col): words_in(made, cell.box) for cell in read.cells}
    assert by_place == {(row, col): text for row, texts in enumerate(CELLS) for col, text in enumerate(texts)}


def test_ruled_cells_lie_on_their_rules(model: GridTable, store: Blobs) -> None:
    (read,) = run(Table(model, store), found(store, one_table(True), BOX))
    width = (RIGHT - LEFT) / 4
    for cell in read.cells:
        x0, y0 = LEFT + cell.col * width, TOP + cell.row * ROW_PT
        assert cell.box == pytest.approx((x0, y0, x0 + width, y0 + ROW_PT), abs=1.5)


@pytest.mark.parametrize("scan", [False, True])
def test_a_table_with_rules_between_its_rows_only_gives_those_and_no_cells(
    model: GridTable, store: Blobs, scan: bool
) -> None:
    made = half_ruled()
    (read,) = run(Table(model, store), found(store, pdfs.scanned(made) if scan else made, BOX))
    assert (read.rows, read.cols, read.cells) == (0, 0, ())
    assert [rule.y0 for rule in read.rules] == pytest.approx([TOP, TOP + ROW_PT, TOP + 5 * ROW_PT], abs=2)
    assert all(rule.x0 == pytest.approx(LEFT, abs=2) for rule in read.rules)
    assert all(rule.x1 == pytest.approx(RIGHT, abs=2) for rule in read.rules)


def test_a_cell_over_two_columns_is_one_cell(model: GridTable, store: Blobs) -> None:
    made = spanned()
    (read,) = run(Table(model, store), found(store, made, Box(60, 100, 360, 190)))
    assert (read.rows, read.cols, len(read.cells)) == (3, 3, 8)
    (wide,) = [cell for cell in read.cells if cell.col_span > 1]
    assert (wide.row, wide.col, wide.col_span, wide.row_span) == (0, 1, 2, 1)
    assert words_in(made, wide.box) == "Vessels in both years"


def test_a_crop_without_a_table_gives_an_empty_grid(model: GridTable) -> None:
    shapes = [(300, 300), (1, 1), (40, 900), (900, 3)]
    blank = [np.full((height, width, 3), 255, np.uint8) for height, width in shapes]
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    crops = [TableCrop(image, DPI, (0.0, 0.0)) for image in (*blank, *(~image for image in blank), noise)]
    assert model.structure(crops) == [TableGrid()] * len(crops)


def test_a_table_is_the_same_alone_and_beside_others(model: GridTable, store: Blobs) -> None:
    agent = Table(model, store)
    events = [found(store, one_table(ruled), BOX, request) for ruled, request in ((True, "a"), (False, "b"))]
    assert run(agent, *events) == [run(agent, event)[0] for event in events]


def test_a_table_of_many_cells_travels_as_a_blob(store: Blobs) -> None:
    class Huge:
        used = GridTable().used

        def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]:
            cells = tuple(TableCell(row=row, col=0, box=Box(0, row, 9, row + 1)) for row in range(900))
            return [TableGrid(900, 1, cells) for _ in crops]

    (read,) = run(Table(Huge(), store), found(store, one_table(True), BOX))
    assert (read.rows, read.cells) == (900, ())
    assert read.cells_blob is not None


def test_a_cutout_knows_where_it_came_from_and_lets_the_page_go() -> None:
    page = np.arange(100 * 80 * 3, dtype=np.uint32).astype(np.uint8).reshape(100, 80, 3)
    piece = cut(page, Box(10.3, 20.4, 30, 40), dpi=72, margin_pt=2)
    assert piece.origin == (8, 18)
    assert piece.image.base is None
    assert (piece.image == page[18:42, 8:32]).all()
    corner = cut(page, Box(-5, -5, 500, 500), dpi=72)
    assert corner.origin == (0, 0)
    assert corner.image.shape == page.shape


def test_the_cost_of_a_table_is_its_own_pixels(model: GridTable, store: Blobs) -> None:
    cost = Table(model, store).cost(found(store, one_table(True), Box(0, 0, 72, 36)))
    assert (cost.work, cost.decoded_bytes) == (pytest.approx(200 * 100), 200 * 100 * 3)
