"""Envelopes as files: readable where there is a document, honest where there is none."""

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest
from docling_core.types.doc.doctags import DocTagsDocument, DocTagsPage
from docling_core.types.doc.document import DoclingDocument

from agents.document.docling import DoclingWriter
from agents.document.pictures import NOT_ATTEMPTED, name_of
from agents.export import export
from agents.reading.page import Block, FilledCell, FilledTable, PageParts
from octavo.page import Page
from schemas.blobs import ImageRef
from schemas.codes import ErrorCode
from schemas.document import DocumentAssembled, DocumentFailed, Envelope, Fault, PageRecord, Source
from schemas.geometry import Box
from schemas.labels import PageKind, RegionLabel
from schemas.parts import ChartRead
from schemas.work import Route
from streams.blobs import open_blobs

_FENCED = re.compile(r"^(`{3,})\n.*?^\1$", re.MULTILINE | re.DOTALL)
EVIL = "<script>alert('x')</script>"
BOX = Box(50, 50, 300, 80)
ROUTE = Route(name="immediate", reason="1 page")


def table(*rows: tuple[str, ...]) -> Block:
    cells = tuple(
        FilledCell(row, col, 1, 1, BOX, row == 0, text)
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    )
    return Block(RegionLabel.TABLE, BOX, table=FilledTable(len(rows), len(rows[0]), cells))


def envelope(*blocks: Block, pages: tuple[PageRecord, ...] = ()) -> Envelope:
    source = Source(name="report.pdf")
    writer = DoclingWriter(source, "report")
    writer.add_page(PageParts(1, 612, 792, PageKind.DIGITAL), blocks)
    return DocumentAssembled(
        request_id="r", status="complete", source=source, route=ROUTE, pages=pages, document=writer.document()
    )


def failed(name: str = "secret.pdf") -> Envelope:
    fault = Fault(code=ErrorCode.ENCRYPTED, message="It asks for a password.")
    return DocumentFailed(request_id="r", status="failed", source=Source(name=name), route=ROUTE, error=fault)


def test_json_is_the_envelope() -> None:
    whole = envelope(Block(RegionLabel.TEXT, BOX, "Hello"))

    text = export(whole, "json")[".json"]

    assert DocumentAssembled.model_validate_json(text) == whole
    assert json.loads(text)["document"]["texts"][0]["text"] == "Hello"


def test_markdown_has_headings_text_tables_and_what_stands_in_pictures() -> None:
    chart = ChartRead(request_id="r", page_no=1, region_id=0, attempted=False)
    picture = Block(
        RegionLabel.PICTURE, BOX, chart=chart, inner=(Block(RegionLabel.TEXT, BOX, "axis label"),)
    )
    blocks = (Block(RegionLabel.TITLE, BOX, "Report"), Block(RegionLabel.TEXT, BOX, "Hello"), picture)

    text = export(envelope(*blocks, table(("a", "b|c"), ("1", "2"))), "md")[".md"]

    assert text.startswith("# Report\n\nHello\n")
    assert "axis label" in text
    assert NOT_ATTEMPTED not in text
    assert [row.split() for row in text.splitlines()[-3::2]] == [
        ["|", "a", "|", "b&#124;c", "|"],
        ["|", "1", "|", "2", "|"],
    ]


def test_pictures_are_referred_to_only_where_their_files_are() -> None:
    image = ImageRef(key="r/1/pictures/1-4.jpg", size_bytes=9, encoding="jpeg", width_px=30, height_px=20)
    chart = ChartRead(request_id="r", page_no=1, region_id=4, attempted=False, image=image, dpi=72)
    whole = envelope(Block(RegionLabel.PICTURE, BOX, chart=chart), Block(RegionLabel.PICTURE, BOX))

    assert "1-4.jpg" not in export(whole, "md")[".md"] + export(whole, "html")[".html"]
    assert '"pictures/1-4.jpg"' in export(whole, "json")[".json"]
    assert "![Image](my%20report.pictures/1-4.jpg)" in export(whole, "md", "my report.pictures")[".md"]
    assert 'src="my%20report.pictures/1-4.jpg"' in export(whole, "html", "my report.pictures")[".html"]
    assert '"my report.pictures/1-4.jpg"' in export(whole, "json", "my report.pictures")[".json"]
    assert whole.document is not None
    assert whole.document["pictures"][0]["image"]["uri"] == "pictures/1-4.jpg"


def test_a_page_is_saved_with_its_pictures_before_its_document_is_done(tmp_path: Path) -> None:
    image = ImageRef(key="r/1/pictures/1-4.jpg", size_bytes=4, encoding="jpeg", width_px=30, height_px=20)
    chart = ChartRead(request_id="r", page_no=1, region_id=4, attempted=False, image=image, dpi=72)
    store = open_blobs("memory://")
    store.put(image.key, b"JPEG")
    records = (PageRecord(page_no=1, status="complete"),)
    page = Page(envelope(Block(RegionLabel.PICTURE, BOX, chart=chart), pages=records), store)
    saved = page.save(tmp_path, "a", ("md",))
    assert {str(path.relative_to(tmp_path)) for path in saved} == {
        "a.page-00001.md",
        "a.page-00001.pictures/1-4.jpg",
    }
    assert "a.page-00001.pictures/1-4.jpg" in saved[0].read_text()
    assert page.pictures() == {"1-4.jpg": b"JPEG"}


@pytest.mark.parametrize("uri", ["../../etc/passwd", "pictures/../x.jpg", "pictures/1-4.jpg/..", "", None])
def test_a_picture_that_names_anything_else_has_no_file(uri: str | None) -> None:
    assert name_of({"image": {"uri": uri}}) == ""
    assert name_of({}) == ""


def test_no_text_of_a_pdf_becomes_markup() -> None:
    labels = [label for label in RegionLabel if label is not RegionLabel.TABLE]
    evil = [
        Block(label, BOX, EVIL, EVIL, captions=(Block(RegionLabel.CAPTION, BOX, EVIL),)) for label in labels
    ]
    whole = envelope(*evil, table((EVIL,), (EVIL,)))
    partial = whole.model_copy(
        update={"pages": (PageRecord(page_no=1, status="failed"),), "source": Source(name=EVIL)}
    )

    for shown in (whole, partial, failed(EVIL)):
        assert "<script" not in export(shown, "html")[".html"]
        assert "<script" not in _FENCED.sub("", export(shown, "md")[".md"])
        assert "<script" not in export(shown, "doctags")[".doctags"]


def test_markdown_has_signs_as_they_are_printed_where_they_are_no_markup() -> None:
    printed = "AT&T paid 5 < 6 > 4, Q&A; x <b>&lt; &copy; &#60;"
    blocks = (Block(RegionLabel.TEXT, BOX, printed), Block(RegionLabel.TEXT, BOX, "> 65 years, <65 kg"))

    text = export(envelope(*blocks, table((printed, "> 65"), ("R&D", "<0.05"))), "md")[".md"]

    said = "AT&T paid 5 < 6 > 4, Q&A; x &lt;b>&amp;lt; &amp;copy; &amp;#60;"
    first, second, head, _, row = filter(None, text.splitlines())
    assert (first, second) == (said, "&gt; 65 years, <65 kg")
    assert [cell.strip() for cell in head.split("|")[1:-1]] == [said, "> 65"]
    assert [cell.strip() for cell in row.split("|")[1:-1]] == ["R&D", "<0.05"]


def test_markdown_escapes_underscores_that_would_be_emphasis_or_a_rule_and_no_others() -> None:
    said = {
        "file_name and __init__": "file_name and \\_\\_init\\_\\_",
        "Name ____ Date ____": "Name ____ Date ____",
        "(_x_) a_": "(\\_x\\_) a\\_",
        "___": "\\_\\_\\_",
    }
    blocks = [Block(RegionLabel.TEXT, BOX, text) for text in said]

    text = export(envelope(*blocks), "md")[".md"]

    assert list(filter(None, text.splitlines())) == list(said.values())


def test_a_listing_stands_in_a_fence_that_nothing_in_it_ends() -> None:
    says = f"if a < b:\n    late()\n```\n{EVIL}"
    text = export(envelope(Block(RegionLabel.CODE, BOX, says, says)), "md")[".md"]
    assert text == f"````\n{says}\n````\n"
    assert _FENCED.sub("", text).strip() == ""
    web = export(envelope(Block(RegionLabel.CODE, BOX, says, says)), "html")[".html"]
    assert "<pre><code>if a &lt; b:\n    late()\n" in web


def test_html_is_one_page_with_the_text_and_its_tables() -> None:
    text = export(envelope(Block(RegionLabel.TEXT, BOX, "Q & A"), table(("a",), ("1",))), "html")[".html"]

    assert text.startswith("<!DOCTYPE html>")
    assert "<p>Q &amp; A</p>" in text
    assert "<td>1</td>" in text


def test_doctags_have_every_item_in_its_place_and_load_again() -> None:
    blocks = (Block(RegionLabel.TITLE, BOX, "Report"), Block(RegionLabel.TEXT, BOX, "Q & A <loc_1>"))
    text = export(envelope(*blocks, table(("a", "b"), ("1", "2 < 3"))), "doctags")[".doctags"]
    where = "<loc_41><loc_32><loc_245><loc_51>"
    assert text.splitlines() == [
        f"<doctag><title>{where}Report</title>",
        f"<text>{where}Q &amp; A &lt;loc_1&gt;</text>",
        f"<otsl>{where}<ched>a<ched>b<nl><fcel>1<fcel>2 &lt; 3<nl></otsl>",
        "</doctag>",
    ]
    page = DocTagsPage(tokens=text)
    loaded = DoclingDocument.load_from_doctags(DocTagsDocument(pages=[page]), "report")
    assert [(text.label.value, text.text) for text in loaded.texts][:1] == [("title", "Report")]
    assert len(loaded.tables) == 1


def test_a_document_that_is_not_there_has_no_doctags() -> None:
    assert export(failed(), "doctags") == {".doctags": "<doctag></doctag>\n"}
    assert export(envelope(), "doctags") == {".doctags": "<doctag></doctag>\n"}


def test_each_table_is_a_csv_file_of_its_own() -> None:
    spanning = Block(
        RegionLabel.TABLE, BOX, table=FilledTable(2, 2, (FilledCell(0, 0, 1, 2, BOX, True, "both"),))
    )

    files = export(envelope(table(("a", "b"), ("1,5", 'say "x"\nnow')), spanning), "csv")

    assert list(files) == [".table-1.csv", ".table-2.csv"]
    assert [*csv.reader(io.StringIO(files[".table-1.csv"]))] == [["a", "b"], ["1,5", 'say "x"\nnow']]
    assert [*csv.reader(io.StringIO(files[".table-2.csv"]))] == [["both", ""], ["", ""]]


def test_a_chart_that_was_read_is_a_csv_file_too() -> None:
    chart = ChartRead(
        request_id="r", page_no=1, region_id=0, attempted=True, header=("x", "y"), rows=(("1", "2"),)
    )

    assert export(envelope(Block(RegionLabel.PICTURE, BOX, chart=chart)), "csv") == {
        ".chart-1.csv": "x,y\n1,2\n"
    }


def test_without_tables_or_document_there_is_no_csv_file() -> None:
    assert export(envelope(), "csv") == {}
    assert export(failed(), "csv") == {}


def test_without_a_document_markdown_and_html_say_in_one_line_why() -> None:
    expected = "secret.pdf was not converted (failed, encrypted: It asks for a password.)"

    assert export(failed("secret\n.pdf"), "md")[".md"].count("\n") == 1
    assert export(failed(), "md")[".md"] == f"> {expected}\n"
    assert html.escape(expected) in export(failed(), "html")[".html"]


def test_gaps_are_named_before_the_text() -> None:
    fault = Fault(code=ErrorCode.PAGE_CRASHED, message="It crashed.")
    pages = (
        PageRecord(page_no=1, status="complete"),
        *(PageRecord(page_no=page_no, status="failed", error=fault) for page_no in range(2, 15)),
    )
    partial = envelope(Block(RegionLabel.TEXT, BOX, "Hello"), pages=pages)

    first = export(partial, "md")[".md"].splitlines()[0]

    assert first.startswith("> report.pdf is not complete: page 2 failed (page_crashed), page 3")
    assert first.endswith("page 11 failed (page_crashed) and 3 more.")
    assert "page 2 failed" in export(partial, "html")[".html"]
