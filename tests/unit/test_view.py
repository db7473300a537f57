"""The HTML page of a document: complete, harmless, and honest about what is missing."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from agents.document.docling import DoclingWriter
from agents.reading.blocks import blocks_of
from agents.reading.page import Block
from octavo.commands.view import view
from octavo.errors import UsageError
from octavo.view.html import Viewed, html_of
from schemas.document import Source
from schemas.geometry import Box
from schemas.labels import PictureKind, RegionLabel
from schemas.parts import ChartRead
from tests import pdfs
from tests.unit.pages import grid, page, region, typed

HOSTILE = '<script>alert(1)</script></textarea><img src=x onerror=alert(2)>" onmouseover="alert(3)'


class Read(HTMLParser):
    """Tags with their attributes, and text, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def document(*blocks: Block) -> dict[str, Any]:
    writer = DoclingWriter(Source(name="r.pdf"), HOSTILE)
    writer.add_page(page(), blocks)
    return writer.document()


def block(text: str, label: RegionLabel = RegionLabel.TEXT) -> Block:
    return Block(label, Box(50, 60, 200, 80), text, text, size_pt=10)


def test_whatever_a_document_says_is_text_and_nothing_but_the_known_script_may_run() -> None:
    fault = {"code": "model_failed", "message": HOSTILE, "part": HOSTILE}
    record = {"page_no": 1, "status": "partial", "kind_reason": HOSTILE, "faults": [fault]}
    read = Read(
        html_of(Viewed(HOSTILE, document(block(HOSTILE)), HOSTILE, HOSTILE, [record], fault, {}, HOSTILE))
    )
    assert len(read.named("script")) == 1
    assert read.named("img") == []
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert read.text.count("onerror=alert(2)") >= 7


def test_nothing_is_loaded_from_anywhere() -> None:
    html = html_of(Viewed("r", document(block("a")), images={1: b"\xff\xd8jpeg"}))
    read = Read(html)
    (policy,) = [meta["content"] for meta in read.named("meta") if "http-equiv" in meta]
    assert (policy or "").startswith("default-src 'none'; img-src data:;")
    assert all((image["src"] or "").startswith("data:image/jpeg;base64,") for image in read.named("img"))
    assert read.named("link") == []
    assert not re.search(r"url\(|@import|https?://", html)


def test_regions_of_another_kind_than_their_page_are_counted_with_their_reason() -> None:
    lacking = {"kind": "ocr", "reason": f"no word stands here {HOSTILE}", "box": [1, 2, 3, 4]}
    record = {"page_no": 1, "status": "complete", "kind": "hybrid", "region_kinds": [lacking, lacking]}
    html = html_of(Viewed("r", document(block("a")), pages=[record]))
    assert "2 regions ocr: no word stands here" in Read(html).text
    assert HOSTILE not in html


def test_a_box_and_its_text_carry_the_same_number() -> None:
    read = Read(html_of(Viewed("r", document(block("one"), block("two")))))
    boxes = [rect["data-item"] for rect in read.named("rect")]
    texts = [div["data-item"] for div in read.named("div") if div.get("tabindex") == "0"]
    assert boxes == texts
    assert len(set(boxes)) == 2
    assert read.named("rect")[0]["x"] == "50"


def test_a_text_over_two_pages_has_a_box_on_each() -> None:
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    writer.add_page(
        page(), [Block(RegionLabel.TEXT, Box(50, 700, 200, 720), "it went", "it went", size_pt=10)]
    )
    second = page()
    writer.add_page(
        type(second)(2, 612, 792, second.kind),
        [Block(RegionLabel.TEXT, Box(50, 60, 200, 80), "on and on.", "on and on.", size_pt=10)],
    )
    read = Read(html_of(Viewed("r", writer.document())))
    assert len({rect["data-item"] for rect in read.named("rect")}) == 1
    assert len(read.named("rect")) == 2


def test_a_table_is_a_table_with_its_header_and_spans() -> None:
    words = [*typed("Ships", 60, 105, 0), *typed("12", 60, 125, 1)]
    table = region(0, RegionLabel.TABLE, 50, 100, 150, 140)
    parts = page(table, words=words, grids={0: grid((50, 150), (100, 120, 140), header_rows=1)})
    writer = DoclingWriter(Source(name="r.pdf"), "r")
    writer.add_page(parts, blocks_of(parts))
    content = writer.document()
    content["tables"][0]["data"]["table_cells"][1]["col_span"] = 2
    read = Read(html_of(Viewed("r", content)))
    assert len(read.named("th")) == 1
    assert read.named("td")[0]["colspan"] == "2"


@pytest.mark.parametrize(
    ("problem", "kind", "shown"),
    [
        ("", PictureKind.DRAWING, "drawing Yield"),
        ("It has no rows.", PictureKind.DRAWING, "drawing It has no rows."),
        ("", PictureKind.PHOTOGRAPH, "photograph "),
    ],
)
def test_a_picture_says_what_it_is_and_a_chart_what_it_shows(
    problem: str, kind: PictureKind, shown: str
) -> None:
    rows = () if problem else (("2024", "<b>7</b>"),)
    chart = ChartRead(
        request_id="r",
        page_no=1,
        region_id=0,
        attempted=True,
        kind=kind,
        problem=problem,
        title="Yield",
        rows=rows,
    )
    figure = Block(RegionLabel.PICTURE, Box(50, 100, 300, 300), "", "", chart=chart)
    read = Read(html_of(Viewed("r", document(figure))))
    assert shown in read.text
    assert ("<b>7</b>" in read.text) is (shown == "drawing Yield")
    assert len(read.named("td")) == (2 if shown == "drawing Yield" else 0)


def test_a_page_that_failed_is_marked_with_its_code() -> None:
    fault = {"code": "page_crashed", "message": "The page broke its reader."}
    records = [{"page_no": 1, "status": "complete"}, {"page_no": 2, "status": "failed", "faults": [fault]}]
    read = Read(html_of(Viewed("r", document(block("a")), "partial", pages=records)))
    assert [link["class"] for link in read.named("a")] == ["complete", "failed"]
    assert "page_crashed" in read.text
    assert {section["id"] for section in read.named("section")} == {"page-1", "page-2"}


def test_a_document_that_refers_in_circles_is_shown_once() -> None:
    content = document(block("a"))
    content["texts"][0]["children"] = [{"$ref": "#/texts/0"}, {"$ref": "#/texts/9"}, {"$ref": "nowhere"}]
    assert len(Read(html_of(Viewed("r", content))).named("rect")) == 1


def test_the_command_shows_the_pages_of_the_pdf_and_says_where_they_come_from(tmp_path: Path) -> None:
    made = pdfs.text_document(2)
    pdf, result = tmp_path / "r.pdf", tmp_path / "r.json"
    pdf.write_bytes(made.pdf)
    content = document(block("a"))
    records = [{"page_no": 1, "status": "complete", "kind": "digital"}, {"page_no": 3, "status": "missing"}]
    result.write_text(json.dumps({"request_id": "r-1", "document": content, "pages": records}))
    assert view(result, pdf, None) == 0
    read = Read((tmp_path / "r.view.html").read_text())
    assert len(read.named("img")) == 1
    assert "not to be rendered: 3" in read.text
    assert view(result, None, tmp_path / "other.html") == 0
    assert "outlines" in Read((tmp_path / "other.html").read_text()).text


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "[]",
        '{"a": 1}',
        '{"request_id": "r", "pages": [{}]}',
        '{"request_id": "r", "document": {"body": {"children": [{"$ref": "#/texts/0"}]}, '
        '"texts": [{"prov": [{}]}]}}',
        None,
    ],
)
def test_what_is_no_result_is_one_sentence(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "r.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UsageError, match=r"r\.json"):
        view(path, None, None)
