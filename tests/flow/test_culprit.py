"""A worker that dies of its input: the culprit is found, given up and kept; its neighbours succeed."""

from pathlib import Path

import pytest

from octavo.config import Settings, load_settings
from octavo.endpoint import connection_of
from octavo.supervisor import Program
from octavo.system import System
from schemas.blobs import blob_key
from schemas.codes import ErrorCode
from schemas.parts import PartFailed, TextRead
from schemas.work import OcrWanted
from streams.codec import decode
from streams.connection import Connection
from tests.flow.culprits import RED, stored_page, write_profile
from tests.kafka import publish, read_all, read_until

PAGES = 12
OCR = Program("ocr", ("worker", "ocr", "--supervised"))


@pytest.fixture
def settings(connection: Connection, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    return load_settings(
        bootstrap_servers=connection.bootstrap_servers,
        topic_prefix=connection.prefix,
        data_dir=tmp_path / "data",
        blob_url=str(tmp_path / "blobs"),
        profile=str(write_profile(tmp_path, request.param)),
        max_batch_s=2.0,
    )


def page_of(settings: Settings, page_no: int, colour: tuple[int, int, int]) -> OcrWanted:
    """A page of one colour, stored."""
    ref = stored_page(settings.blobs, blob_key("r", "1", "pages", f"{page_no}.img"), colour)
    return OcrWanted(request_id="r", page_no=page_no, image=ref, dpi=72)


@pytest.mark.parametrize("settings", ["crash", "hang", "hold"], indirect=True)
def test_the_culprit_is_given_up_after_a_restart_and_its_neighbours_succeed(settings: Settings) -> None:
    connection = connection_of(settings)
    with System(settings, programs=[OCR]) as system:
        pages = [page_of(settings, number, RED if number == 5 else (0, number, 0)) for number in range(PAGES)]
        publish(connection, "regions.ocr", [("r", page) for page in pages])
        answered = read_until(connection, "outputs", lambda seen: len(seen) >= PAGES)
        system.check()
    texts = {
        event.page_no: event.lines[0].text for event in map(decode, answered) if isinstance(event, TextRead)
    }
    assert texts == {number: str((0, number, 0)) for number in range(PAGES) if number != 5}
    (failed,) = [event for event in map(decode, answered) if isinstance(event, PartFailed)]
    assert (failed.part, failed.code) == ("ocr/5", ErrorCode.MODEL_FAILED)
    assert failed.attempts == 2, "once in a batch, once alone"
    (letter,) = read_all(connection, "dead-letters")
    assert decode(letter) == pages[5]
