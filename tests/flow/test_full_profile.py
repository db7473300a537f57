"""Profile `full` from PDF to document, on tiny models with random weights: what they say is noise, but it
goes all the way, and the document names them."""

from collections.abc import Generator
from pathlib import Path

import pytest

from octavo.client import Client
from octavo.config import load_settings
from octavo.profiles import FULL, MODEL_STAGES, ModelStage
from tests import tiny_models
from tests.flow.command import Command
from tests.pdfs import mixed_document, scanned, text_document

SETTINGS: dict[ModelStage, str] = {
    "layout": "min_score = 0.05",
    "ocr": "max_tokens = 8",
    "table": "min_score = 0.05",
    "chart": "max_tokens = 8, max_patches = 64",
}


def write_profile(folder: Path) -> Path:
    """`full` with its four checkpoints in folders of one's own, as docs/profiles.md shows."""
    checkpoints = {
        "layout": tiny_models.make_legacy(tiny_models.detr(folder / "layout")),
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
    with Command(
        folder, "up", "--data-dir", str(data), "--profile", str(profile), OCTAVO_DPI="72"
    ) as command:
        command.await_output("Octavo is up")
        with Client(settings=load_settings(data_dir=data)) as client:
            yield client


def test_pages_of_several_requests_pass_all_four_models_and_the_documents_name_them(client: Client) -> None:
    mixed = client.convert(mixed_document(pages=6, seed=3).pdf, timeout_s=240, name="mixed.pdf")
    scan = client.convert(scanned(text_document(2)).pdf, timeout_s=240, name="scan.pdf")
    for document, pages in ((mixed, 6), (scan, 2)):
        assert document.status == "complete", document.error
        assert len(document.docling.pages) == pages
    used = {
        model.backend.partition(":")[2]
        for document in (mixed, scan)
        for model in document.envelope.models.values()
    }
    assert {"DetrLayout", "GotOcr"} <= used


def test_the_same_pdf_gives_the_same_document_again(client: Client) -> None:
    pdf = scanned(text_document(1)).pdf
    one, other = (client.convert(pdf, timeout_s=240, name="scan.pdf") for _ in range(2))
    assert one.docling == other.docling
