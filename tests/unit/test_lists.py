"""Lists in lists."""

from agents.document.docling import DoclingWriter
from agents.document.page import Block, PageParts
from agents.export import export
from schemas.document import DocumentAssembled, Source
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel
from schemas.work import Route

Said = tuple[str, float, float]
"""A text, its left edge and its top."""


def markdown(*said: Said, label: RegionLabel = RegionLabel.LIST_ITEM) -> list[str]:
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    blocks = [Block(label, Box(x, y, x + 150, y + 10), text, text, size_pt=10) for text, x, y in said]
    writer.add_page(PageParts(1, 612, 792, PageKind.DIGITAL), blocks)
    envelope = DocumentAssembled(
        request_id="r",
        status="complete",
        source=Source(name="r.pdf"),
        route=Route(name="immediate", reason="1 page"),
        document=writer.document(),
    )
    return export(envelope, "md")[".md"].splitlines()


def test_items_that_are_set_in_are_a_list_inside_the_one_before() -> None:
    lines = markdown(
        ("- ports", 60, 100),
        ("- Oslo", 78, 114),
        ("- quays", 96, 128),
        ("- Riga", 78, 142),
        ("- ships", 61, 156),
    )
    assert lines == ["- ports", "    - Oslo", "        - quays", "    - Riga", "- ships"]


def test_an_item_in_the_next_column_is_not_set_in() -> None:
    lines = markdown(("- ports", 60, 700), ("- Oslo", 78, 714), ("- ships", 320, 80), ("- Fram", 338, 94))
    assert lines == ["- ports", "    - Oslo", "- ships", "    - Fram"]


def test_a_little_to_the_right_is_no_list_of_its_own() -> None:
    assert markdown(("1. ports", 60, 100), ("10. ships", 64, 114)) == ["1. ports", "10. ships"]


def test_a_page_that_goes_down_without_end_is_cut_off() -> None:
    lines = markdown(*((f"- step {at}", 10.0 + 8 * at, 20.0 + 10 * at) for at in range(60)))
    assert max(len(line) - len(line.lstrip()) for line in lines) == 4 * 7
    assert [line.strip() for line in lines] == [f"- step {at}" for at in range(60)]
