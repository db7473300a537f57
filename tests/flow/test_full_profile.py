"""Profile `full` from PDF to document, on tiny models: what they say is noise, but where the layout model has
learned some pages by heart; it goes all the way, and each of the four leaves something in a document."""

from collections.abc import Generator
from pathlib import Path

import pytest

from agents.document.pictures import CHART_DATA, CHART_PROBLEM, UNREADABLE
from octavo.client import Client
from octavo.config import load_settings
from octavo.document import Document
from octavo.profiles import FULL, MODEL_STAGES, ModelStage
from tests import tiny_models
from tests.flow.command import Command
from tests.pdfs import (
    chart_document,
    mixed_document,
    scanned,
    table_cells,
    table_document,
    text_document,
)
from tests.rasterized import image_of

SETTINGS: dict[ModelStage, str] = {
    "layout": "min_score = 0.5",
    "ocr": "max_tokens = 8",
    "table": "min_score = 0.05",
    "chart": "max_tokens = 8, max_patches = 64",
}


TEXT, TABLE, CHART = (0.1, 0.1, 0.9, 0.9), (0.08, 0.21, 0.92, 0.395), (0.1, 0.3, 0.9, 0.6)
"""What the layout model finds on pages of each kind, as shares of the page."""


def taught_layout(folder: Path) -> Path:
    table = table_document(seed=1)
    pages = (
        (scanned(text_document(1)), "Text", TEXT),
        (table, "Table", TABLE),
        (scanned(table), "Table", TABLE),
        (chart_document(1), "Picture", CHART),
    )
    lessons = [(image_of(made), label, box) for made, label, box in pages]
    return tiny_models.make_legacy(tiny_models.taught(tiny_models.detr(folder), lessons))


def write_profile(folder: Path) -> Path:
    """`full` with its four checkpoints in folders of one's own, as docs/profiles.md shows."""
    checkpoints = {
        "layout": taught_layout(folder / "layout"),
        "ocr": tiny_models.got_ocr(folder / "ocr"),
        "table": tiny_models.make_legacy(tiny_models.table_transformer(folder / "table"), None),
        "chart": tiny_models.deplot(folder / "chart"),
    }
    tables = [
        f'[{stage}]\nbackend = "{FULL.choice(stage).backend}"\ninstances = 1\ndevices = ["auto"]\n'
        f'settings = {{ checkpoint = "{checkpoints[stage]}", {SETTINGS[stage]} }}\n'
        for stage in MODEL_STAGES
    ]
    path = folder / "tiny.toml"
    path.write_text('name = "tiny"\n' + "".join(tables), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Generator[Client]:
    folder = tmp_path_factory.mktemp("full")
    profile, data = write_profile(folder), folder / "data"
    with Command(folder, "up", "--data-dir", str(data), "--profile", str(profile)) as command:
        command.await_output("Octavo is up")
        with Client(settings=load_settings(data_dir=data)) as client:
            yield client


def test_pages_of_several_requests_come_back_whole(client: Client) -> None:
    mixed = client.convert(mixed_document(pages=6, seed=3).pdf, timeout_s=240, name="mixed.pdf")
    scan = client.convert(scanned(text_document(2)).pdf, timeout_s=240, name="scan.pdf")
    for document, pages in ((mixed, 6), (scan, 2)):
        assert document.status == "complete", document.error
        assert len(document.docling.pages) == pages


def test_a_scan_has_what_ocr_wrote_where_layout_found_it(client: Client) -> None:
    document = client.convert(scanned(text_document(1)).pdf, timeout_s=240, name="scan.pdf")
    assert backends(document) == {"layout": "DetrLayout", "ocr": "GotOcr"}
    texts = [item for item in document.docling.texts if item.text.strip()]
    assert texts
    left, top, right, bottom = TEXT
    for item in texts:
        box = item.prov[0].bbox.to_top_left_origin(792)
        assert left - 0.05 <= box.l / 612 <= box.r / 612 <= right + 0.05
        assert top - 0.05 <= box.t / 792 <= box.b / 792 <= bottom + 0.05


def test_a_scanned_table_has_its_cells_filled_from_lines(client: Client) -> None:
    document = client.convert(scanned(table_document(seed=1)).pdf, timeout_s=240, name="table.pdf")
    assert backends(document) == {"layout": "DetrLayout", "ocr": "GotOcr", "table": "TableTransformer"}
    (table,) = document.docling.tables
    found = {cell.text for cell in table.data.table_cells}
    assert {text for row in table_cells(seed=101) for text in row} <= found


def test_a_chart_that_came_out_as_no_table_says_so(client: Client) -> None:
    document = client.convert(chart_document(1).pdf, timeout_s=240, name="chart.pdf")
    assert backends(document) == {"layout": "DetrLayout", "chart": "DePlot"}
    (picture,) = document.docling.pictures
    assert picture.meta is not None
    meta = picture.meta.get_custom_part()
    assert meta[CHART_DATA] == UNREADABLE
    assert str(meta[CHART_PROBLEM]).startswith("The chart model wrote")


def backends(document: Document) -> dict[str, str]:
    return {stage: model.backend.partition(":")[2] for stage, model in document.envelope.models.items()}


def test_the_same_pdf_gives_the_same_document_again(client: Client) -> None:
    pdf = scanned(text_document(1)).pdf
    one, other = (client.convert(pdf, timeout_s=240, name="scan.pdf") for _ in range(2))
    assert one.docling == other.docling
