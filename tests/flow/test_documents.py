"""PDFs made by the tests, through every process, held against what was drawn."""

import io
from pathlib import Path

import pytest
from confluent_kafka import Producer
from PIL import Image

from octavo.client import Client
from octavo.document import Document
from octavo.endpoint import connection_of
from schemas.labels import PageKind
from tests.flow.reading import order_kept, recall, tables_of, words_of
from tests.pdfs import (
    Made,
    chart_document,
    hybrid_document,
    mixed_document,
    scanned,
    table_document,
    text_document,
    two_columns,
)

TIMEOUT_S = 240


def convert(client: Client, made: Made) -> Document:
    document = client.convert(made.pdf, timeout_s=TIMEOUT_S, name="made.pdf")
    assert document.status == "complete", document.error
    assert [record.page_no for record in document.pages] == list(range(1, len(made.pages) + 1))
    assert [record.kind for record in document.pages] == [page.kind.value for page in made.pages]
    return document


def test_text_comes_back_word_for_word_and_in_order(client: Client) -> None:
    made = text_document(pages=4, seed=11)
    document = convert(client, made)
    for number, page in enumerate(made.pages, start=1):
        assert words_of(document.docling, number) == list(page.words)


def test_headings_are_headings(client: Client) -> None:
    made = text_document(pages=2, seed=12)
    labels = {item.text: item.label.value for item in convert(client, made).docling.texts}
    for page in made.pages:
        for heading in page.headings:
            assert labels[heading] in ("section_header", "title")


def test_the_left_column_is_read_before_the_right(client: Client) -> None:
    made = two_columns(pages=2, seed=13)
    document = convert(client, made)
    for number, page in enumerate(made.pages, start=1):
        assert order_kept(list(page.words), words_of(document.docling, number)) >= 0.99


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "borderless"])
def test_a_table_comes_back_cell_for_cell(client: Client, ruled: bool) -> None:
    made = table_document(ruled=ruled, seed=14)
    document = convert(client, made)
    assert tables_of(document.docling) == list(made.pages[0].tables)
    assert recall(made.pages[0].words, words_of(document.docling)) == 1.0, "nothing around it is lost"


def test_a_scan_is_read_and_its_table_filled_from_what_was_read(client: Client) -> None:
    made = scanned(table_document(ruled=True, seed=15), dpi=200)
    document = convert(client, made)
    (page,) = made.pages
    assert page.kind is PageKind.OCR
    assert recall(page.words, words_of(document.docling)) >= 0.98
    (table,) = tables_of(document.docling)
    wanted = [cell for row in page.tables[0] for cell in row]
    assert recall(wanted, [cell for row in table for cell in row]) >= 0.95


def test_a_hybrid_page_has_the_words_of_its_text_layer_and_of_its_picture(client: Client) -> None:
    made = hybrid_document(seed=16)
    assert recall(made.pages[0].all_words, words_of(convert(client, made).docling)) >= 0.98


def test_a_chart_is_kept_as_a_picture_and_its_data_is_honestly_not_attempted(
    client: Client, tmp_path: Path
) -> None:
    document = convert(client, chart_document(seed=17))
    assert len(document.docling.pictures) >= 1
    charts = [picture for picture in document.docling.pictures if "not_attempted" in str(picture.meta)]
    assert charts, "somebody must say that nobody tried"
    assert "chart" in document.envelope.models
    crops = document.pictures()
    assert len(crops) == len(document.docling.pictures)
    for picture in document.docling.pictures:
        assert picture.image is not None
        crop = Image.open(io.BytesIO(crops[str(picture.image.uri).removeprefix("pictures/")]))
        box = picture.prov[0].bbox
        for side_px, side_pt in zip(crop.size, (box.width, box.height), strict=True):
            assert side_px == pytest.approx(abs(side_pt) * picture.image.dpi / 72, abs=2)

    written = document.save(tmp_path, "a b", ("json", "md", "html"))
    saved = {path.name: path for path in (tmp_path / "a b.pictures").iterdir()}
    assert {name: path.read_bytes() for name, path in saved.items()} == crops
    assert set(saved.values()) < set(written)
    for name in crops:
        assert f"(a%20b.pictures/{name})" in (tmp_path / "a b.md").read_text()
        assert f'src="a%20b.pictures/{name}"' in (tmp_path / "a b.html").read_text()
        assert f'"a b.pictures/{name}"' in (tmp_path / "a b.json").read_text()


def test_a_mixed_document_keeps_its_pages_apart_and_in_order(client: Client) -> None:
    made = mixed_document(pages=6, seed=18)
    document = convert(client, made)
    for number, page in enumerate(made.pages, start=1):
        assert recall(page.words, words_of(document.docling, number)) >= 0.97, f"page {number}"


def test_any_kafka_client_can_publish_a_pdf_with_nothing_but_its_bytes(client: Client) -> None:
    since = client.now()
    connection = connection_of(client.settings)
    producer = Producer({"bootstrap.servers": connection.bootstrap_servers})
    producer.produce(connection.name("ingest"), value=text_document(pages=1, seed=19).pdf)
    assert producer.flush(30) == 0
    with client.watch(follow=True, since=since) as watch:
        documents: list[Document] = []
        while not documents:
            documents += [one for one in watch.step() if one.request_id.startswith("ingest-")]
    assert documents[0].status == "complete"
