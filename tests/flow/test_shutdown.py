"""SIGTERM: what is running is finished within the drain, and what cannot be is left to others."""

from collections.abc import Generator
from pathlib import Path

import pytest

from octavo.config import Settings, load_settings
from octavo.endpoint import connection_of
from octavo.system import prepare_topics
from schemas.blobs import blob_key
from schemas.work import OcrWanted
from streams.connection import Connection
from tests.flow.command import Command
from tests.flow.culprits import GREEN, RED, stored_page, write_profile
from tests.kafka import publish, read_all, read_until

DRAIN_S = "1"


@pytest.fixture
def settings(connection: Connection, tmp_path: Path) -> Settings:
    settings = load_settings(
        bootstrap_servers=connection.bootstrap_servers,
        topic_prefix=connection.prefix,
        data_dir=tmp_path / "data",
        blob_url=str(tmp_path / "blobs"),
    )
    prepare_topics(settings)
    return settings


@pytest.fixture
def worker(settings: Settings, tmp_path: Path) -> Generator[Command]:
    """An OCR worker whose model never returns from a red page."""
    variables = {
        "OCTAVO_BOOTSTRAP_SERVERS": settings.bootstrap_servers or "",
        "OCTAVO_TOPIC_PREFIX": settings.topic_prefix,
        "OCTAVO_DATA_DIR": str(settings.data_dir),
        "OCTAVO_BLOB_URL": settings.blobs,
        "OCTAVO_PROFILE": str(write_profile(tmp_path, dies_by="hang")),
        "OCTAVO_DRAIN_S": DRAIN_S,
    }
    with Command(tmp_path, "worker", "ocr", **variables) as command:
        yield command


def ask(settings: Settings, page_no: int, colour: tuple[int, int, int]) -> OcrWanted:
    key = blob_key("r", "1", "pages", f"{page_no}.img")
    wanted = OcrWanted(
        request_id="r", page_no=page_no, image=stored_page(settings.blobs, key, colour), dpi=72
    )
    publish(connection_of(settings), "regions.ocr", [("r", wanted)])
    return wanted


def test_a_worker_that_is_told_to_stop_ends_although_its_model_hangs_and_commits_nothing_of_it(
    settings: Settings, worker: Command
) -> None:
    connection = connection_of(settings)
    ask(settings, 1, GREEN)
    read_until(connection, "outputs", lambda seen: len(seen) == 1)
    ask(settings, 2, RED)
    journal = settings.data_dir / "slots" / "ocr-0.journal"
    worker.await_that(lambda: b"regions.ocr" in journal.read_bytes().split(b"\n")[0])
    worker.process.terminate()
    assert worker.wait() == 0, "it ends of its own will, long before the model would"
    assert b"regions.ocr" not in journal.read_bytes().split(b"\n")[0], "the page is not blamed for it"
    assert len(read_all(connection, "outputs")) == 1
    worker.leaves_nothing()
