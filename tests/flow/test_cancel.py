"""Requests that are no longer wanted: cancelled or expired, at whatever queue their pages stand."""

import json
import threading
import time
import uuid
from collections.abc import Generator
from pathlib import Path

import pytest

from benchmarks.workload import letters
from octavo.client import Client
from octavo.config import load_settings
from octavo.document import Document
from octavo.endpoint import connection_of
from octavo.errors import UsageError
from octavo.system import System
from schemas.codes import ErrorCode
from schemas.records import Record
from schemas.work import SliceReleased
from streams.codec import decode
from tests.kafka import read_all, read_until

PAGES = 160
LIMIT_S = 120.0


class Slow:
    """A running system whose layout model is a simulated device: 16 pages take 0.86 s."""

    def __init__(self, folder: Path, broker: str) -> None:
        self.devices = folder / "devices"
        profile = folder / "slow.toml"
        stages = {"layout": "SimLayout", "ocr": "SimOcr", "table": "SimTable", "chart": "SimChart"}
        lines = [
            f'[{stage}]\nbackend = "benchmarks.simulated:{name}"\ninstances = 1'
            for stage, name in stages.items()
        ]
        lines[0] += f'\nsettings = {{ folder = "{self.devices}", time_scale = 0.4 }}'
        profile.write_text("\n".join(lines))
        self.blobs = folder / "blobs"
        self.system = System(
            load_settings(
                bootstrap_servers=broker,
                topic_prefix=f"cancel-{uuid.uuid4().hex[:8]}.",
                data_dir=folder / "data",
                blob_url=str(self.blobs),
                profile=str(profile),
                model_threads=1,
            )
        )

    def calls_since(self, since_s: float) -> int:
        """Batches that the device began after `since_s`."""
        lines = [line for log in self.devices.glob("calls-*.jsonl") for line in log.read_text().splitlines()]
        return sum(json.loads(line)["start"] > since_s for line in lines)

    def pages_left(self, request_id: str) -> list[Path]:
        return [path for path in (self.blobs / request_id).glob("*/pages/**/*") if path.is_file()]

    def records(self, topic: str, request_id: str) -> list[Record]:
        found = read_all(connection_of(self.system.settings), topic)
        return [record for record in found if record.headers.get("request") == request_id]

    def await_pages(self, request_id: str) -> None:
        """Until a page of the request has passed the device."""
        connection = connection_of(self.system.settings)

        def laid_out(records: list[Record]) -> bool:
            return any(
                r.headers["request"] == request_id and r.headers["schema"].startswith("PageLaidOut")
                for r in records
            )

        read_until(connection, "outputs", laid_out, LIMIT_S)


@pytest.fixture(scope="module")
def slow(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[Slow]:
    slow = Slow(tmp_path_factory.mktemp("cancel"), broker)
    with slow.system:
        yield slow
        slow.system.check()


@pytest.fixture
def client(slow: Slow) -> Generator[Client]:
    with Client(settings=slow.system.settings) as client:
        yield client


def result_of(client: Client, request_id: str) -> Document:
    (document,) = client.results(request_id, follow=True, timeout_s=LIMIT_S)
    return document


def test_a_cancelled_request_frees_the_device_within_two_batches_and_leaves_nothing(
    slow: Slow, client: Client
) -> None:
    request_id = client.submit(letters(PAGES), name="long.pdf")
    slow.await_pages(request_id)
    assert client.cancel(request_id) == ["1"]
    cancelled_s = time.time()
    document = result_of(client, request_id)
    assert document.status == "cancelled"
    released = len(slow.records("slices", request_id))
    assert result_of(client, client.submit(letters(1), name="next.pdf")).status == "complete"
    assert slow.calls_since(cancelled_s) <= 2 + 1, "two batches of the cancelled one, and the next request's"
    assert 0 < sum(page.status == "complete" for page in document.pages) < PAGES
    gone = threading.Event()
    until = time.monotonic() + LIMIT_S
    while slow.pages_left(request_id) and time.monotonic() < until:
        gone.wait(0.05)
    assert slow.pages_left(request_id) == []
    slices = slow.records("slices", request_id)
    assert len(slices) == released, "nothing is released after the end"
    assert all(isinstance(decode(record), SliceReleased) for record in slices)
    assert len(slow.records("results", request_id)) == 1
    with pytest.raises(UsageError, match="ended already"):
        client.cancel(request_id)


def test_pages_are_given_long_before_their_document_and_none_after_its_end(
    slow: Slow, client: Client
) -> None:
    request_id = client.submit(letters(PAGES), name="early.pdf")
    early = client.pages(request_id, follow=True, timeout_s=LIMIT_S)
    first = next(early)
    assert client.cancel(request_id) == ["1"], "its document is still under way"
    document = result_of(client, request_id)
    given = [first.page_no, *(page.page_no for page in early)]
    assert sorted(given) == [page.page_no for page in document.pages if page.status == "complete"]
    assert 0 < len(given) < PAGES


def test_a_cancel_that_comes_before_the_document_ends_it_as_it_opens(slow: Slow, client: Client) -> None:
    assert client.cancel("early") == ["1"]
    client.submit(letters(PAGES), request_id="early")
    document = result_of(client, "early")
    assert document.status == "cancelled"
    assert slow.records("slices", "early") == []


def test_a_deadline_ends_a_request_with_the_pages_done_so_far(slow: Slow, client: Client) -> None:
    request_id = client.submit(letters(PAGES), name="late.pdf", deadline_s=6)
    document = result_of(client, request_id)
    assert document.status == "partial"
    assert document.error is not None
    assert document.error.code is ErrorCode.EXPIRED
    done = [page for page in document.pages if page.status == "complete"]
    assert 0 < len(done) < PAGES
    assert {page.error.code for page in document.pages if page.error} == {ErrorCode.EXPIRED}
