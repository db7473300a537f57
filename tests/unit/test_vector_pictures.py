"""Charts and diagrams told from tables, forms and frames, on pages as drawn."""

from collections.abc import Callable
from typing import Any

import pymupdf
import pytest

from agents.drawn.text_layer import read_text_layer
from agents.drawn.vector_pictures import drawings_of
from schemas.geometry import Box
from tests import pdfs
from tests.sheets import Chart, Sheet


def drawn(draw: Callable[[Any], object], rotation: int = 0) -> tuple[Box, ...]:
    page: Any = pymupdf.open().new_page(width=600, height=800)
    draw(page)
    page.set_rotation(rotation)
    return read_text_layer(page).pictures


def line_chart(page: Any, at: tuple[float, float] = (100, 200)) -> None:
    x, y = at
    page.draw_line((x, y), (x, y + 150))
    page.draw_line((x, y + 150), (x + 300, y + 150))
    for step in range(5):
        page.draw_line((x - 4, y + 30 * step), (x, y + 30 * step))
        page.insert_text((x - 16, y + 30 * step + 3), f"{5 - step}", fontsize=8)
    page.draw_polyline([(x, y + 140), (x + 80, y + 100), (x + 170, y + 110), (x + 300, y + 20)])
    page.insert_text((x + 120, y + 163), "time in hours", fontsize=8)


def bars(page: Any, heights: tuple[int, ...], ground: bool = False) -> None:
    if ground:
        page.draw_rect((95, 180, 480, 400), color=None, fill=(0.95, 0.95, 0.95))
    page.draw_line((100, 400), (480, 400))
    for at, height in enumerate(heights):
        page.draw_rect((110 + 70 * at, 400 - height, 160 + 70 * at, 400), color=None, fill=(0.2, 0.4, 0.6))


@pytest.mark.parametrize("rotation", [0, 90, 180])
def test_a_curve_with_its_axes_and_their_labels_is_a_picture(rotation: int) -> None:
    (box,) = drawn(line_chart, rotation)
    width, height = sorted((box.x1 - box.x0, box.y1 - box.y0), reverse=True)
    assert 310 < width < 330, "with the numbers beside the axis"
    assert 155 < height < 175, "with the words under it"


@pytest.mark.parametrize("ground", [False, True])
def test_bars_of_several_heights_on_one_line_are_a_picture(ground: bool) -> None:
    (box,) = drawn(lambda page: bars(page, (60, 180, 120, 90), ground))
    assert box.holds(110, 230)
    assert box.holds(370, 399)


def test_a_pie_is_a_picture() -> None:
    def draw(page: Any) -> None:
        start = pymupdf.Point(300, 200)
        for angle in (120, 90, 150):
            start = page.draw_sector((300, 300), start, angle, fill=(0.1, 0.5, angle / 200))

    assert len(drawn(draw)) == 1


def test_a_chart_beside_a_ground_of_half_the_page_is_found() -> None:
    def draw(page: Any) -> None:
        page.draw_rect((20, 20, 580, 780), color=None, fill=(0.95, 0.95, 1))
        line_chart(page)

    assert len(drawn(draw)) == 1


def ruled_form(page: Any) -> None:
    for row in range(8):
        page.insert_text((60, 115 + 30 * row), "Name", fontsize=9)
        page.draw_rect((120, 100 + 30 * row, 500, 124 + 30 * row))


def grid(page: Any) -> None:
    for at in range(8):
        page.draw_line((60, 100 + 20 * at), (480, 100 + 20 * at))
        page.draw_line((60 + 60 * at, 100), (60 + 60 * at, 240))


def rounded_prose(page: Any) -> None:
    for at in range(3):
        page.draw_rect((60, 100 + 3 * at, 500, 300 + 3 * at), radius=0.1)
    page.draw_rect((60, 100, 500, 300), radius=0.1, fill=(0.9, 0.9, 1))
    page.insert_textbox((70, 110, 490, 290), pdfs.prose(120, 1), fontsize=11)


def border(page: Any) -> None:
    for at in range(4):
        page.draw_rect((20 + at, 20 + at, 580 - at, 780 - at), radius=0.05)
    page.insert_text((60, 100), "A certificate")


def bullets(page: Any) -> None:
    for at in range(20):
        page.draw_circle((64, 100 + 14 * at), 2.5, fill=(0, 0, 0))
        page.insert_text((76, 104 + 14 * at), "something to be done", fontsize=10)


def underlines(page: Any) -> None:
    for at in range(20):
        page.insert_text((60, 100 + 14 * at), "words with a line under each of them here", fontsize=10)
        page.draw_line((60, 102 + 14 * at), (260 + at, 102 + 14 * at))


def stripes(page: Any) -> None:
    for at in range(10):
        page.draw_rect((60, 100 + 20 * at, 500, 120 + 20 * at), color=None, fill=(0.9, 0.9, at / 10))


def letterhead(page: Any) -> None:
    for at in range(6):
        page.draw_circle((100 + 20 * at, 45), 25, fill=(0, 0, at / 6))


@pytest.mark.parametrize(
    "draw", [ruled_form, grid, rounded_prose, border, bullets, underlines, stripes, letterhead]
)
def test_what_is_drawn_for_text_is_no_picture(draw: Callable[[Any], None]) -> None:
    assert drawn(draw) == ()


def test_bars_of_one_height_tell_nothing() -> None:
    assert drawn(lambda page: bars(page, (100, 100, 100, 100))) == ()


@pytest.mark.parametrize(
    "made", [pdfs.table_document(), pdfs.table_document(ruled=False), pdfs.two_columns()]
)
def test_pages_of_text_and_tables_have_no_pictures(made: pdfs.Made) -> None:
    document: Any = pymupdf.open(stream=made.pdf)
    assert read_text_layer(document[0]).pictures == ()


def test_the_chart_and_the_photograph_of_a_page_are_both_told() -> None:
    page: Any = pymupdf.open().new_page(width=612, height=792)
    sheet = Sheet(page)
    sheet.bar_chart(Chart("Output", (("one", 20), ("two", 60), ("three", 45))))
    sheet.picture(pdfs.landscape(), 300, 150)
    assert len(read_text_layer(page).pictures) == 2


def test_paths_that_cannot_be_a_drawing_are_not_read_a_second_time() -> None:
    def never() -> tuple[()]:
        raise AssertionError

    rules = [Box(60, 100 + 20 * at, 500, 101 + 20 * at) for at in range(30)]
    assert drawings_of(rules, never, (), (), (600, 800)) == ()
    assert drawings_of([Box(60, 100, 500, 300)] * 100_000, never, (), (), (600, 800)) == ()


def test_a_path_of_very_many_parts_is_left_alone() -> None:
    def draw(page: Any) -> None:
        line_chart(page)
        shape = page.new_shape()
        for at in range(6_000):
            x, y = 100 + at % 300, 200 + at % 150
            shape.draw_rect((x, y, x + 2, y + 2))
        shape.finish(fill=(0, 0, 0))
        shape.commit()

    assert drawn(draw) == ()
