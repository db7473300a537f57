"""The client against a real broker: what it publishes, what it reads, what it says when there is none."""

import asyncio
import threading
import time
from pathlib import Path

import orjson
import pytest
import zstandard

from octavo import AsyncClient
from octavo.client import Client
from octavo.config import Settings, load_settings
from octavo.document import Document
from octavo.errors import NoKafka, NotDone, SystemFailed
from schemas.blobs import BlobMissing, BlobRef
from schemas.codes import ErrorCode
from schemas.document import DocumentFailed, Fault, PageRecord, Source
from schemas.events import DocumentSubmitted
from schemas.records import Record
from schemas.work import Route
from streams.blobs import open_blobs
from streams.connection import Connection
from tests.contract.ended import client, ended, result
from tests.kafka import publish_raw, read_all

__all__ = ["client"]

PDF = b"%PDF-1.7 a small one"


def names(documents: list[Document]) -> set[tuple[str, str]]:
    return {(document.request_id, document.run_id) for document in documents}


def submitted(connection: Connection) -> Record:
    (record,) = read_all(connection, "ingest")
    return record


def test_a_pdf_is_published_as_it_is_with_its_order_in_headers(
    client: Client, connection: Connection, tmp_path: Path
) -> None:
    (tmp_path / "report.pdf").write_bytes(PDF)
    request_id = client.submit(
        tmp_path / "report.pdf", tenant="acme", priority="interactive", deadline_s=90, request_id="mine"
    )
    record = submitted(connection)
    assert (request_id, record.key, record.value) == ("mine", b"mine", PDF)
    assert record.headers == {
        "request": "mine",
        "tenant": "acme",
        "priority": "interactive",
        "name": "report.pdf",
        "deadline": "90000ms",
    }


def test_a_large_pdf_goes_through_the_blob_store(
    client: Client, connection: Connection, settings: Settings
) -> None:
    pdf = PDF + b" " * 1024 * 1024
    request_id = client.submit(pdf, name="large.pdf", deadline_s=5)
    record = submitted(connection)
    event = DocumentSubmitted.model_validate_json(record.value or b"")
    assert record.headers["schema"] == "DocumentSubmitted/1"
    assert (event.request_id, event.name, event.deadline_ms) == (request_id, "large.pdf", 5000)
    assert event.blob is not None
    assert open_blobs(settings.blobs).get(event.blob.key) == pdf
    assert event.blob.size_bytes == len(pdf)


def test_submitting_from_many_threads_loses_nothing(client: Client, connection: Connection) -> None:
    threads = [threading.Thread(target=client.submit, args=(PDF,)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    records = read_all(connection, "ingest")
    assert len({record.key for record in records}) == len(records) == 20


def test_results_are_what_has_ended_so_far(client: Client, connection: Connection) -> None:
    assert list(client.results()) == []
    ended(connection, *(result(f"r{number}") for number in range(5)))
    assert names(list(client.results())) == {(f"r{number}", "1") for number in range(5)}


def test_results_of_a_request_are_those_of_each_of_its_runs(client: Client, connection: Connection) -> None:
    ended(connection, result("a"), result("b"), result("a", run_id="2"))
    assert [document.run_id for document in client.results("a")] == ["1", "2"]
    assert list(client.results("c")) == []


def test_following_a_request_waits_for_its_result_and_then_ends(
    client: Client, connection: Connection
) -> None:
    later = threading.Timer(0.3, ended, (connection, result("other"), result("mine")))
    later.start()
    assert names(list(client.results("mine", follow=True))) == {("mine", "1")}
    later.join()


def test_following_everything_ends_with_the_time_given(client: Client, connection: Connection) -> None:
    ended(connection, result("a"))
    started = time.monotonic()
    assert names(list(client.results(follow=True, timeout_s=1.0))) == {("a", "1")}
    assert time.monotonic() - started >= 1.0


def test_a_watch_from_now_on_sees_only_what_ends_later(client: Client, connection: Connection) -> None:
    ended(connection, result("before"))
    since = client.now()
    ended(connection, result("after"))
    with client.watch(since=since) as watch:
        seen: list[Document] = []
        while not watch.done:
            seen += watch.step()
    assert names(seen) == {("after", "1")}


def test_a_document_in_the_blob_store_comes_back_in_place(
    client: Client, connection: Connection, settings: Settings
) -> None:
    data = zstandard.ZstdCompressor().compress(orjson.dumps({"text": "long"}))
    open_blobs(settings.blobs).put("a/1/document", data)
    blob = BlobRef(key="a/1/document", size_bytes=len(data), encoding="json+zstd")
    ended(connection, result("a").model_copy(update={"document": None, "document_blob": blob}))
    (document,) = client.results("a")
    assert document.envelope.document == {"text": "long"}
    assert document.envelope.document_blob is None


def test_a_result_of_as_many_pages_as_a_document_may_have_fits_into_its_record(
    client: Client, connection: Connection, settings: Settings
) -> None:
    said = "The process that opened this page died; the page is left out. Try 'octavo replay' once."
    pages: list[PageRecord] = []
    for page_no in range(1, settings.max_pages + 1):
        fault = Fault(code=ErrorCode.PAGE_CRASHED, message=said, part=f"page/{page_no}", stage="rasterizer")
        pages.append(PageRecord(page_no=page_no, status="failed", error=fault, faults=(fault,)))
    whole = result("large").model_copy(update={"pages": tuple(pages), "page_count": len(pages)})
    ended(connection, whole)
    (document,) = client.results("large")
    assert document.pages == whole.pages


def test_a_document_whose_blob_is_gone_still_says_how_it_ended(
    client: Client, connection: Connection
) -> None:
    blob = BlobRef(key="a/1/gone", size_bytes=1, encoding="json+zstd")
    ended(connection, result("a").model_copy(update={"document": None, "document_blob": blob}))
    (document,) = client.results("a")
    assert (document.status, document.name, document.route.name) == ("complete", "a.pdf", "immediate")
    with pytest.raises(BlobMissing):
        document.markdown()


def test_what_nobody_can_read_does_not_hide_the_results_behind_it(
    client: Client, connection: Connection
) -> None:
    publish_raw(connection, "results", "a", b"not json", {"schema": "DocumentAssembled/1"})
    publish_raw(connection, "results", "a", b"{}", {"schema": "FromTheFuture/9"})
    ended(connection, result("a"))
    assert names(list(client.results("a"))) == {("a", "1")}


def test_converting_gives_up_after_the_time_given(client: Client) -> None:
    with pytest.raises(NotDone, match=r"document-\w{8} was not done within 0.5 s"):
        client.convert(PDF, timeout_s=0.5)


def test_a_kafka_that_is_away_is_named(tmp_path: Path) -> None:
    settings = load_settings(bootstrap_servers="127.0.0.1:1", data_dir=tmp_path)
    with pytest.raises(NoKafka, match=r"127\.0\.0\.1:1"):
        list(Client(settings=settings).results())


def test_missing_topics_are_named(settings: Settings) -> None:
    elsewhere = settings.model_copy(update={"topic_prefix": "nowhere."})
    with pytest.raises(SystemFailed, match=r"no topic nowhere\.results: run 'octavo topics create'"):
        list(Client(settings=elsewhere).results())


async def _async_story(settings: Settings, connection: Connection) -> None:
    async with AsyncClient(settings=settings) as client:
        request_id = await client.submit(PDF, name="a.pdf")
        answering = asyncio.create_task(asyncio.to_thread(ended, connection, result(request_id)))
        found = [document async for document in client.results(request_id, follow=True)]
        await answering
        assert names(found) == {(request_id, "1")}
        with pytest.raises(NotDone):
            await client.convert(PDF, timeout_s=0.3)
        waiting = asyncio.create_task(client.convert(PDF))
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(waiting, 0.5)
        assert time.monotonic() - started < 5
        assert waiting.cancelled()


def test_the_async_client_does_the_same_and_can_be_cancelled(
    settings: Settings, connection: Connection
) -> None:
    asyncio.run(_async_story(settings, connection))


def test_a_failed_document_is_a_result_like_any_other(client: Client, connection: Connection) -> None:
    failed = DocumentFailed(
        request_id="f", status="failed", source=Source(name="f.pdf"), route=Route(name="", reason="")
    )
    ended(connection, failed)
    (document,) = client.results("f")
    assert (document.status, document.name) == ("failed", "f.pdf")
