"""What the writer writes, docling-core reads, and writes the same back."""

from typing import Any

from docling_core.types.doc.document import DoclingDocument
from docling_core.types.doc.items.code import CodeItem
from docling_core.types.doc.items.text import FormulaItem, ListItem, SectionHeaderItem, TitleItem
from hypothesis import given
from hypothesis import strategies as st

from agents.document.docling import DoclingWriter
from agents.document.pictures import CHART_DATA, NOT_ATTEMPTED
from agents.reading.blocks import blocks_of
from agents.reading.lists.markers import Marked, marked
from agents.reading.page import Block, FilledCell, FilledTable, PageParts
from schemas.blobs import ImageRef
from schemas.document import Source
from schemas.events import ModelUsed
from schemas.geometry import Box
from schemas.labels import PictureKind, RegionLabel
from schemas.parts import ChartRead
from tests.unit.pages import grid, page, region, typed

SOURCE = Source(name="folder/report.pdf", sha256="0123456789abcdef" * 4)
ATTEMPTED = ChartRead(
    request_id="r",
    page_no=1,
    region_id=0,
    attempted=True,
    title="Growth",
    header=("year", "value"),
    rows=(("2024", "1"), ("2025",)),
    model=ModelUsed(name="chart-model", version="1"),
)


def written(*pages: tuple[PageParts, list[Block]]) -> dict[str, Any]:
    writer = DoclingWriter(SOURCE, "report")
    for parts, blocks in pages:
        writer.add_page(parts, blocks)
    return writer.document()


def loaded(document: dict[str, Any]) -> DoclingDocument:
    """Loads it, and holds that docling-core writes the very same."""
    found = DoclingDocument.model_validate(document)
    again = found.export_to_dict()
    again["pages"] = {str(page_no): item for page_no, item in again["pages"].items()}
    charts = [picture["meta"].get("tabular_chart") for picture in again["pictures"] if "meta" in picture]
    for data in [table["data"] for table in again["tables"]] + [
        chart["chart_data"] for chart in charts if chart
    ]:
        del data["grid"]
    assert again == document
    return found


def block(label: RegionLabel, text: str = "text", **more: Any) -> Block:
    return Block(label, Box(50, 50, 300, 80), text, text, **more)


def test_every_label_becomes_the_item_that_docling_has_for_it() -> None:
    labels = [label for label in RegionLabel if label not in (RegionLabel.TABLE, RegionLabel.PICTURE)]

    document = loaded(written((page(), [block(label, label.value) for label in labels])))

    assert [item.label.value for item in document.texts] == [label.value for label in labels]
    kinds = {item.text: type(item) for item in document.texts}
    assert kinds["title"] is TitleItem
    assert kinds["section_header"] is SectionHeaderItem
    assert kinds["list_item"] is ListItem
    assert kinds["code"] is CodeItem
    assert kinds["formula"] is FormulaItem
    furniture = [item.text for item in document.texts if item.content_layer.value == "furniture"]
    assert furniture == ["page_header", "page_footer"]


def test_an_item_names_its_page_its_box_and_its_letters() -> None:
    outside = Block(RegionLabel.TEXT, Box(-3, 50.126, 700, 80), "twelve chars")

    document = loaded(written((page(), []), (PageParts(2, 612, 792, page().kind), [outside])))

    (prov,) = document.texts[0].prov
    assert (prov.page_no, prov.charspan) == (2, (0, 12))
    assert prov.bbox.as_tuple() == (0, 50.13, 612, 80)
    assert document.pages[2].size.as_tuple() == (612, 792)
    assert document.origin is not None
    assert (document.origin.filename, document.origin.binary_hash) == ("report.pdf", 0x0123456789ABCDEF)


def test_list_items_that_follow_each_other_share_a_list() -> None:
    items = [block(RegionLabel.LIST_ITEM, text) for text in ("1. one", "2. two")]
    blocks = [*items, block(RegionLabel.TEXT), block(RegionLabel.LIST_ITEM, "\u2022 bullet")]

    document = loaded(written((page(), blocks)))

    assert [len(group.children) for group in document.groups] == [2, 1]
    found = [item for item in document.texts if isinstance(item, ListItem)]
    assert [(item.marker, item.text, item.enumerated) for item in found] == [
        ("1.", "one", True),
        ("2.", "two", True),
        ("\u2022", "bullet", False),
    ]
    assert found[0].orig == "1. one"


def test_markers_are_told_from_words() -> None:
    assert marked("(iv) fourth") == Marked("(iv)", "fourth", True)
    assert marked("- dash") == Marked("-", "dash", False)
    assert marked("3.5 percent") == Marked("", "3.5 percent", False)
    assert marked("-5 degrees") == Marked("", "-5 degrees", False)


def test_a_table_has_its_cells_spans_header_and_caption() -> None:
    cells = (
        FilledCell(0, 0, 1, 2, Box(50, 50, 300, 60), True, "both"),
        FilledCell(1, 0, 1, 1, Box(50, 60, 150, 80), False, "a"),
        FilledCell(1, 1, 1, 1, Box(150, 60, 300, 80), False, "b"),
    )
    caption = block(RegionLabel.CAPTION, "Table 1")
    table = block(RegionLabel.TABLE, "", table=FilledTable(2, 2, cells), captions=(caption,))

    document = loaded(written((page(), [table])))

    (found,) = document.tables
    assert [[cell.text for cell in row] for row in found.data.grid] == [["both", "both"], ["a", "b"]]
    assert found.data.grid[0][0].column_header
    assert found.caption_text(document) == "Table 1"
    assert document.export_to_markdown().count("Table 1") == 1


def test_a_chart_nobody_tried_to_read_says_so_and_a_read_one_has_its_rows() -> None:
    tried = block(RegionLabel.PICTURE, "", chart=ATTEMPTED)
    untried = block(RegionLabel.PICTURE, "", chart=ATTEMPTED.model_copy(update={"attempted": False}))
    plain = block(RegionLabel.PICTURE, "", inner=(block(RegionLabel.TEXT, "axis"),))

    document = loaded(written((page(), [tried, untried, plain])))

    first, second, third = document.pictures
    assert first.meta is not None
    assert first.meta.tabular_chart is not None
    assert first.meta.tabular_chart.title == "Growth"
    rows = [[cell.text for cell in row] for row in first.meta.tabular_chart.chart_data.grid]
    assert rows == [["year", "value"], ["2024", "1"], ["2025", ""]]
    assert second.meta is not None
    assert second.meta.get_custom_part() == {CHART_DATA: NOT_ATTEMPTED}
    assert third.meta is None
    assert [child.resolve(document).text for child in third.children] == ["axis"]


def test_a_picture_names_its_crop_and_what_it_looks_like() -> None:
    image = ImageRef(key="r/1/pictures/1-4.jpg", size_bytes=9, encoding="jpeg", width_px=300, height_px=200)
    photo = ATTEMPTED.model_copy(
        update={"attempted": False, "kind": PictureKind.PHOTOGRAPH, "image": image, "dpi": 200.0}
    )
    (found,) = loaded(written((page(), [block(RegionLabel.PICTURE, "", chart=photo)]))).pictures
    assert found.image is not None
    assert (str(found.image.uri), found.image.dpi, found.image.size.width) == ("pictures/1-4.jpg", 200, 300)
    assert found.meta is not None
    assert found.meta.get_custom_part() == {}
    assert found.meta.classification is not None
    assert found.meta.classification.predictions[0].class_name == "photograph"


def test_an_empty_document_is_still_one() -> None:
    document = DoclingWriter(Source(name=""), "nothing").document()

    assert loaded(document).origin is None


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
EDGE = st.floats(-100, 900)
BOX = st.tuples(EDGE, EDGE, EDGE, EDGE).map(Box._make)
BLOCK = st.builds(
    Block,
    st.sampled_from([label for label in RegionLabel if label is not RegionLabel.TABLE]),
    BOX,
    TEXT,
    TEXT,
)


@given(st.lists(st.lists(BLOCK, max_size=6), max_size=3))
def test_whatever_blocks_a_page_has_docling_reads_them(pages: list[list[Block]]) -> None:
    numbered = [(PageParts(at, 612, 792, page().kind), blocks) for at, blocks in enumerate(pages, 1)]

    document = loaded(written(*numbered))

    assert len(document.pages) == len(pages)


def test_a_page_goes_all_the_way_to_markdown() -> None:
    regions = (
        region(0, RegionLabel.SECTION_HEADER, 45, 45, 300, 65),
        region(1, RegionLabel.TABLE, 45, 100, 250, 140),
    )
    words = [
        *typed("Results", 50, 50, 0),
        *typed("City Area", 50, 105, 1),
        *typed("Bern", 50, 125, 2),
        *typed("52", 160, 125, 2),
    ]
    parts = page(*regions, words=words, grids={1: grid((45, 150, 250), (100, 120, 140))})

    text = loaded(written((parts, blocks_of(parts)))).export_to_markdown()

    assert text.startswith("## Results")
    first, _, second = text.splitlines()[2:]
    assert [cell.strip() for cell in first.split("|")[1:-1]] == ["City Area", ""]
    assert [cell.strip() for cell in second.split("|")[1:-1]] == ["Bern", "52"]
