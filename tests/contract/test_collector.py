"""Clean-up against a real broker: what a live request needs stays, what was read goes, fullness is told."""

from collections.abc import Generator
from pathlib import Path

import pytest
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import (  # its documented names, without the `as` that would mark them exported
    AlterConfigOpType,  # pyright: ignore[reportPrivateImportUsage]
    ConfigEntry,  # pyright: ignore[reportPrivateImportUsage]
    ConfigResource,  # pyright: ignore[reportPrivateImportUsage]
    ResourceType,  # pyright: ignore[reportPrivateImportUsage]
)

from octavo.cli import main
from octavo.client import Client
from octavo.collector import Collector
from octavo.config import Settings
from octavo.errors import NoRoom
from schemas.blobs import BlobRef, blob_key
from schemas.events import RequestFinished
from schemas.parts import DocumentOpened
from schemas.work import OcrWanted, Route, SliceReleased
from streams.admin import Cluster
from streams.blobs import BlobEntry, Blobs
from streams.clock import now_ms
from streams.connection import Connection
from streams.fill import fills
from streams.folder_blobs import FolderBlobs
from streams.topics import RETENTION
from tests.contract.test_loop import wanted
from tests.kafka import publish, publish_raw, read_all

WEEK_MS = 7 * 86_400_000


class Aged(FolderBlobs):
    """A store whose blobs were all put eight days ago, but for those of requests called `new...`."""

    def entries(self, prefix: str = "") -> Generator[BlobEntry]:
        for entry in super().entries(prefix):
            young = entry.key.startswith("new")
            yield entry if young else entry._replace(put_ms=entry.put_ms - WEEK_MS - 86_400_000)


@pytest.fixture
def blobs(settings: Settings) -> Aged:
    folder = Path(settings.blobs)
    folder.mkdir(parents=True, exist_ok=True)
    return Aged(folder)


def put(blobs: Blobs, request: str, run: str = "1", name: str = "source.pdf") -> None:
    blobs.put(blob_key(request, run, name), b"x" * 100)


def finish(connection: Connection, *requests: str) -> None:
    markers = [(f"{one}/1", RequestFinished(request_id=one, status="complete")) for one in requests]
    publish(connection, "finished", markers)


def commit(connection: Connection, group: str, topic: str) -> None:
    """What a stage does when it has read everything there is."""
    counts = {connection.name(topic): len(read_partitions(connection, topic))}
    ends = Cluster(connection).end_offsets(counts)
    consumer = Consumer(connection.consumer(group))
    consumer.commit(offsets=[TopicPartition(*place, end) for place, end in ends.items()], asynchronous=False)
    consumer.close()


def read_partitions(connection: Connection, topic: str) -> range:
    return range(Cluster(connection).partition_counts()[connection.name(topic)])


def left(blobs: Blobs) -> set[str]:
    return {entry.key.split("/")[0] for entry in blobs.entries()} - {".octavo"}


def test_old_blobs_go_and_those_of_requests_under_way_stay(
    settings: Settings, connection: Connection, blobs: Aged
) -> None:
    for request in ("old done", "under way", "replayed", "new nobody knows", "nobodys"):
        put(blobs, request)
    put(blobs, "new done", name="pages/1.img")
    put(blobs, "new done")
    finish(connection, "old done", "replayed", "new done")
    source = BlobRef(key="under%20way/1/source.pdf", size_bytes=1, encoding="pdf")
    opened = DocumentOpened(request_id="under way", source=source, sha256="0", page_count=1)
    again = opened.model_copy(update={"request_id": "replayed", "run_id": "2"})
    publish(connection, "outputs", [("under way", opened), ("replayed", again)])

    said = Collector(settings, connection, blobs).collect(dry_run=True)
    assert sorted(said.plan.requests) == ["nobodys", "old%20done"]
    assert len(left(blobs)) == 6
    done = Collector(settings, connection, blobs).collect()
    assert (done.plan.requests, done.plan.pages) == (said.plan.requests, ["new%20done/1"])
    assert done.plan.freed_bytes == 300
    assert left(blobs) == {"under%20way", "replayed", "new%20nobody%20knows", "new%20done"}
    assert Collector(settings, connection, blobs).collect().plan.freed_bytes == 0


def keep_for_ever(connection: Connection, topic: str) -> None:
    """Else the broker deletes what is older than the topic's retention, within seconds."""
    entry = ConfigEntry(RETENTION, "-1", incremental_operation=AlterConfigOpType.SET)
    asked = ConfigResource(ResourceType.TOPIC, connection.name(topic), incremental_configs=[entry])
    cluster = Cluster(connection)
    for done in cluster.admin.incremental_alter_configs([asked]).values():
        done.result()


def test_nothing_unknown_goes_while_an_older_submission_is_unread(
    settings: Settings, connection: Connection, blobs: Aged
) -> None:
    put(blobs, "waiting", name="submitted.pdf")
    keep_for_ever(connection, "ingest")
    old_ms = int(now_ms()) - WEEK_MS - 86_400_000 - 1000
    publish_raw(connection, "ingest", "waiting", b"{}", timestamp_ms=old_ms)
    assert Collector(settings, connection, blobs).collect().plan.requests == []
    commit(connection, "intake", "ingest")
    assert Collector(settings, connection, blobs).collect().plan.requests == ["waiting"]


@pytest.mark.parametrize("settings", [{"topic_cap_bytes": 20_000}], indirect=True)
def test_a_topic_over_its_cap_loses_what_was_read_and_nothing_else(
    settings: Settings, connection: Connection, blobs: Aged
) -> None:
    pages: list[tuple[str, OcrWanted]] = [(f"r{n}/0", wanted(f"r{n}", n)) for n in range(100)]
    publish(connection, "regions.ocr", pages)
    before = Collector(settings, connection, blobs).collect()
    assert before.trimmed == {"regions.ocr": 0}, "nobody has read any of it"
    assert len(read_all(connection, "regions.ocr")) == 100
    assert "regions.ocr are not read yet" in before.verdict.alarms[0]

    commit(connection, "ocr", "regions.ocr")
    publish(connection, "regions.ocr", pages[:3])
    done = Collector(settings, connection, blobs).collect()
    records = read_all(connection, "regions.ocr")
    assert [record.headers["request"] for record in records].count("r0") >= 1, "what is unread stays"
    assert 3 <= len(records) < 60
    assert done.trimmed["regions.ocr"] > 10_000
    assert not done.verdict.alarms
    (fill,) = fills(connection, {"regions.ocr": "ocr"})
    assert fill.size_bytes < 20_000
    true_bytes = sum(len(record.value or b"") for record in records)
    assert true_bytes < fill.size_bytes < 3 * true_bytes


@pytest.mark.parametrize("settings", [{"topic_cap_bytes": 20_000}], indirect=True)
def test_unread_work_over_its_cap_refuses_submissions_and_says_what_to_do(
    settings: Settings, connection: Connection, blobs: Aged
) -> None:
    with Client(settings=settings) as client:
        client.submit(b"%PDF")
    released = SliceReleased(
        request_id="r",
        slice_no=0,
        first_page=1,
        page_count=8,
        source=BlobRef(key="r/1/source.pdf", size_bytes=1, encoding="pdf"),
        route=Route(name="immediate", reason="test"),
    )
    publish(connection, "slices", [("r/0", released)] * 80)
    assert Collector(settings, connection, blobs).collect().verdict.refusal
    with (
        Client(settings=settings) as client,
        pytest.raises(NoRoom, match=r"slices are not read yet.*octavo lag"),
    ):
        client.submit(b"%PDF")
    commit(connection, "rasterizer", "slices")
    assert not Collector(settings, connection, blobs).collect().verdict.refusal
    with Client(settings=settings) as client:
        client.submit(b"%PDF")


def test_unread_events_that_will_expire_are_an_alarm(
    settings: Settings, connection: Connection, blobs: Aged
) -> None:
    publish_raw(connection, "slices", "r", b"{}", timestamp_ms=int(now_ms() - 0.7 * WEEK_MS))
    assert Collector(settings, connection, blobs).collect().verdict.alarms == ()
    publish_raw(connection, "slices", "another", b"{}", timestamp_ms=int(now_ms() - 0.9 * WEEK_MS))
    (alarm,) = Collector(settings, connection, blobs).collect().verdict.alarms
    assert alarm.startswith("The oldest unread event of slices expires in 60,")


@pytest.mark.parametrize("settings", [{"blob_cap_bytes": 250, "keep_s": 3600}], indirect=True)
def test_blobs_over_their_cap_go_oldest_first_and_then_submissions_are_refused(
    settings: Settings, connection: Connection, blobs: Aged
) -> None:
    for request in ("new one", "new two"):
        put(blobs, request)
    put(blobs, "old")
    finish(connection, "old")
    assert Collector(settings, connection, blobs).collect().verdict.refusal == ""
    assert left(blobs) == {"new%20one", "new%20two"}
    put(blobs, "new three")
    found = Collector(settings, connection, blobs).collect()
    assert (found.plan.requests, found.verdict.refusal.startswith("Blobs take 300 bytes")) == ([], True)
    with Client(settings=settings) as client, pytest.raises(NoRoom, match="blob_cap_bytes"):
        client.submit(b"%PDF")


def test_a_disk_that_is_almost_full_refuses_submissions(settings: Settings) -> None:
    full = settings.model_copy(update={"disk_reserve_bytes": 10**18})
    with (
        Client(settings=full) as client,
        pytest.raises(NoRoom, match="bytes left, less than disk_reserve_bytes"),
    ):
        client.submit(b"%PDF")


def test_the_command_says_what_went_and_lag_shows_alarms(
    settings: Settings,
    connection: Connection,
    blobs: Aged,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(blobs, "a")
    put(blobs, "a", name="pages/1.img")
    finish(connection, "a")
    monkeypatch.setenv("OCTAVO_TOPIC_PREFIX", connection.prefix)
    monkeypatch.setenv("OCTAVO_BLOB_URL", settings.blobs)
    monkeypatch.setenv("OCTAVO_BLOB_CAP_BYTES", "100")
    for arguments, says in (
        (["gc", "--dry-run"], "Would remove a/1/pages\n"),
        (["gc"], "Removed 0 requests and the pixels of 1 runs: 100 of 200 bytes of blobs.\n"),
        (["gc"], "Removed 0 requests and the pixels of 0 runs: 0 of 100 bytes of blobs.\n"),
    ):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--bootstrap-servers", connection.bootstrap_servers])
        assert ended.value.code == 0
        assert says in capsys.readouterr().out
    put(blobs, "new")
    Collector(settings.model_copy(update={"blob_cap_bytes": 100}), connection, blobs).collect()
    with pytest.raises(SystemExit):
        main(["lag", "--bootstrap-servers", connection.bootstrap_servers])
    assert "Alarm: Blobs take 100 bytes of blob_cap_bytes (100)." in capsys.readouterr().out
