"""What forms become: boxes that are ticked or not, and labels with what was filled in beside them."""

from typing import Any

from docling_core.types.doc.document import DoclingDocument

from agents.document.docling import DoclingWriter
from agents.reading.blocks import blocks_of
from agents.reading.forms import EMPTY, TICKED
from agents.reading.page import PageParts
from schemas.document import Source
from schemas.labels import RegionLabel
from tests.unit.pages import page, region, texts, typed


def written(parts: PageParts) -> dict[str, Any]:
    writer = DoclingWriter(Source(name="form.pdf", sha256="ab" * 32), "form")
    writer.add_page(parts, blocks_of(parts))
    return writer.document()


def items(parts: PageParts) -> list[tuple[str, str]]:
    return [(node["label"], node["text"]) for node in written(parts)["texts"]]


def boxed(*rows: str) -> PageParts:
    words = [word for at, row in enumerate(rows) for word in typed(row, 60, 100 + 20 * at, line=at)]
    return page(region(0, RegionLabel.TEXT, 55, 95, 400, 100 + 20 * len(rows)), words=words)


def test_what_begins_with_a_box_is_an_item_that_is_ticked_or_not() -> None:
    parts = boxed(f"{TICKED} Resident, for twelve months", f"{EMPTY} Visitor, for thirty days")
    assert items(parts) == [
        ("checkbox_selected", "Resident, for twelve months"),
        ("checkbox_unselected", "Visitor, for thirty days"),
    ]
    markdown = DoclingDocument.model_validate(written(parts)).export_to_markdown()
    assert markdown.split("\n\n") == ["- [x] Resident, for twelve months", "- [ ] Visitor, for thirty days"]


def test_the_boxes_of_a_row_stay_in_it() -> None:
    parts = boxed(f"{EMPTY} Petrol {TICKED} Electric {EMPTY} Hybrid")
    assert items(parts) == [("text", f"{EMPTY} Petrol {TICKED} Electric {EMPTY} Hybrid")]


def test_a_box_alone_stays_what_it_is() -> None:
    assert items(boxed(TICKED)) == [("text", TICKED)]


def form(*rows: tuple[str, ...]) -> PageParts:
    """In what the layout model takes for a picture; the texts of a row stand apart, as lines of their own."""
    words = [
        word
        for at, row in enumerate(rows)
        for col, text in enumerate(row)
        for word in typed(text, 60 + 150 * col, 100 + 25 * at, line=10 * at + col)
    ]
    return page(region(0, RegionLabel.PICTURE, 50, 90, 560, 400), words=words)


def test_a_form_that_is_taken_for_a_picture_is_read_row_by_row() -> None:
    parts = form(
        ("Surname", "OYELARAN"),
        ("Date of birth", "17/09/1988"),
        ("Fuel", f"{EMPTY} Petrol", f"{TICKED} Electric"),
        (f"{TICKED} Resident",),
    )
    assert texts(blocks_of(parts)) == [
        (RegionLabel.TEXT, "Surname OYELARAN"),
        (RegionLabel.TEXT, "Date of birth 17/09/1988"),
        (RegionLabel.TEXT, f"Fuel {EMPTY} Petrol {TICKED} Electric"),
        (RegionLabel.LIST_ITEM, f"{TICKED} Resident"),
    ]


def test_a_picture_with_a_box_or_two_in_it_stays_one() -> None:
    for rows in ((("Legend", f"{EMPTY} North"),), ((EMPTY,), (EMPTY,))):
        (block,) = blocks_of(form(*rows))
        assert block.label is RegionLabel.PICTURE


def test_labels_with_a_colon_make_a_form_of_what_is_taken_for_a_picture() -> None:
    parts = form(("Name:", "Oyelaran"), ("Berth:", "Fourteen", "Length:", "Nine metres"), ("Flag:", "Malta"))
    assert texts(blocks_of(parts)) == [
        (RegionLabel.TEXT, "Name: Oyelaran"),
        (RegionLabel.TEXT, "Berth: Fourteen Length: Nine metres"),
        (RegionLabel.TEXT, "Flag: Malta"),
    ]


def test_a_chart_with_a_few_labels_stays_a_picture() -> None:
    parts = form(("Ships:", "Fourteen"), ("1990", "2000"), ("2010", "2020"), ("Tons", "Masts"))
    assert [label for label, _ in texts(blocks_of(parts))] == [RegionLabel.PICTURE]
