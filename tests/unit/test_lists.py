"""Lists in lists."""

from agents.document.docling import DoclingWriter
from agents.export import export
from agents.reading.page import Block, PageParts
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


def pages(*pages: list[Said | str]) -> list[str]:
    """Items of a list, and texts of a line, page by page."""
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    for page_no, said in enumerate(pages, 1):
        blocks: list[Block] = []
        for one in said:
            if isinstance(one, str):
                label = RegionLabel.PAGE_FOOTER if one.isdecimal() else RegionLabel.TEXT
                blocks.append(Block(label, Box(60, 700, 300, 710), one, one, size_pt=10))
            else:
                text, x, y = one
                blocks.append(
                    Block(RegionLabel.LIST_ITEM, Box(x, y, x + 150, y + 10), text, text, size_pt=10)
                )
        writer.add_page(PageParts(page_no, 612, 792, PageKind.DIGITAL), blocks)
    groups = writer.document()["groups"]
    return [",".join(child["$ref"].rpartition("/")[2] for child in group["children"]) for group in groups]


def test_a_list_goes_on_over_a_page_break_and_its_footer() -> None:
    assert pages([("- Oslo", 60, 700), "1"], [("- Riga", 60, 60), ("- Kiel", 60, 74)]) == ["0,2,3"]


def test_a_list_in_a_list_goes_on_where_it_stood() -> None:
    found = pages([("- ports", 60, 680), ("- Oslo", 78, 700)], [("- Riga", 79, 60), ("- ships", 60, 74)])
    assert found == ["0,3", "1,2"]


def test_a_page_with_another_margin_goes_on_with_the_outermost_list() -> None:
    found = pages([("- ports", 60, 680), ("- Oslo", 78, 700)], [("- Riga", 95, 60), ("- Kiel", 95, 74)])
    assert found == ["0,2,3", "1"]


def test_text_between_two_lists_parts_them_over_a_page_break_too() -> None:
    assert pages([("- Oslo", 60, 700)], ["They came late.", ("- Riga", 60, 760)]) == ["0", "2"]


def test_markdown_counts_no_items_that_the_page_does_not_count() -> None:
    lines = markdown(("(a) ports", 60, 100), ("ships", 60, 114), ("7. quays", 60, 128))
    assert lines == ["- (a) ports", "- ships", "7. quays"]
