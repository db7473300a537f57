"""Lines at the edge of page after page are furniture, whatever the layout model called them."""

from collections.abc import Callable
from typing import Any

from agents.document.docling import DoclingWriter
from agents.reading.page import Block, PageParts
from schemas.document import Source
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel

TOP, BOTTOM, MIDDLE = Box(60, 30, 300, 42), Box(280, 750, 330, 762), Box(60, 200, 300, 212)
TEXT, HEADING = RegionLabel.TEXT, RegionLabel.SECTION_HEADER

Line = tuple[RegionLabel, Box, str]


def written(pages: int, lines: Callable[[int], list[Line]]) -> dict[str, tuple[str, str]]:
    """Label and layer of each text of a document whose pages have these lines."""
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    for page_no in range(1, pages + 1):
        blocks = [Block(label, box, text, text, size_pt=10) for label, box, text in lines(page_no)]
        writer.add_page(PageParts(page_no, 612, 792, PageKind.DIGITAL), blocks)
    nodes: list[dict[str, Any]] = writer.document()["texts"]
    return {str(node["text"]): (str(node["label"]), str(node["content_layer"])) for node in nodes}


def test_a_line_at_the_same_edge_of_most_pages_is_furniture() -> None:
    found = written(
        4,
        lambda no: [
            (TEXT, TOP, "Annual report"),
            (TEXT, MIDDLE, f"Words of page {no}."),
            (TEXT, BOTTOM, f"Page {no} of 4"),
        ],
    )
    assert found["Annual report"] == ("page_header", "furniture")
    assert found["Page 3 of 4"] == ("page_footer", "furniture")
    assert found["Words of page 3."] == ("text", "body")


def test_a_running_header_that_was_taken_for_a_heading_is_none() -> None:
    found = written(4, lambda no: [(HEADING, TOP, "Annual report"), (HEADING, MIDDLE, f"{no} Sales")])
    assert found["Annual report"] == ("page_header", "furniture")
    assert found["2 Sales"] == ("section_header", "body")


def test_numbered_headings_at_the_top_of_their_pages_stay_headings() -> None:
    found = written(4, lambda no: [(HEADING, TOP, f"Chapter {no}")])
    assert {label for label, _ in found.values()} == {"section_header"}


def test_left_and_right_pages_may_have_headers_of_their_own() -> None:
    found = written(8, lambda no: [(TEXT, TOP, "Annual report" if no % 2 else "Sales")])
    assert set(found.values()) == {("page_header", "furniture")}


def test_twice_is_not_enough_nor_is_a_line_that_moves_or_stands_in_the_text() -> None:
    def lines(no: int) -> list[Line]:
        moving = Box(60, 10 + 15 * no, 300, 20 + 15 * no)
        return [
            *([(TEXT, TOP, "Twice")] if no < 3 else []),
            (TEXT, moving, "moves"),
            (TEXT, MIDDLE, "Often."),
        ]

    assert {layer for _, layer in written(4, lines).values()} == {"body"}


def test_twice_is_enough_where_one_of_the_two_is_known_to_be_a_header() -> None:
    header = RegionLabel.PAGE_HEADER

    def lines(no: int) -> list[Line]:
        return [
            (header if no == 1 else TEXT, TOP, f"Broadsheet no. {no}"),
            (TEXT, MIDDLE, f"Words of page {no}."),
        ]

    found = written(2, lines)
    assert found["Broadsheet no. 2"] == ("page_header", "furniture")
    assert found["Words of page 2."] == ("text", "body")


def test_a_heading_with_another_number_than_a_known_header_stays_one() -> None:
    header = RegionLabel.PAGE_HEADER
    found = written(2, lambda no: [(header if no == 1 else HEADING, TOP, f"Chapter {no}")])
    assert found["Chapter 2"] == ("section_header", "body")
