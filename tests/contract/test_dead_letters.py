"""`octavo dead-letters` against a real broker: exact bytes, one replay a run, and a drop that lasts."""

import json
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import Producer

from octavo.cli import main
from octavo.topology import TOPOLOGY
from schemas.blobs import blob_key
from schemas.events import DocumentProgressed, DocumentSubmitted, ReplayOf
from streams.blobs import Blobs, open_blobs
from streams.codec import decode
from streams.connection import Connection
from streams.topics import ensure_topics
from tests.contract.test_loop import Shouter, running, wanted
from tests.kafka import publish, read_all, read_until

ODD_KEY, ODD_VALUE = b"\xff\x00key", bytes(range(256)) * 3
LARGE = b"%" + b"x" * (7 * 1024 * 1024 + 1)


class Octavo:
    """The command line, on the test's Kafka and a folder of blobs."""

    def __init__(self, capsys: pytest.CaptureFixture[str], blobs: Blobs) -> None:
        self._capsys = capsys
        self.blobs = blobs

    def __call__(self, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        """Exit status, JSON lines, and what stands on standard error."""
        with pytest.raises(SystemExit) as ended:
            main(["dead-letters", *arguments, "--json"])
        said = self._capsys.readouterr()
        return int(str(ended.value.code)), [json.loads(line) for line in said.out.splitlines()], said.err

    def listed(self, *filters: str) -> list[dict[str, Any]]:
        status, rows, said = self("list", *filters)
        assert (status, said) == (0, "")
        return rows


@pytest.fixture
def octavo(
    connection: Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Octavo:
    ensure_topics(connection, TOPOLOGY.topics, partitions=2, replication_factor=1)
    monkeypatch.setenv("OCTAVO_BOOTSTRAP_SERVERS", connection.bootstrap_servers)
    monkeypatch.setenv("OCTAVO_TOPIC_PREFIX", connection.prefix)
    monkeypatch.setenv("OCTAVO_BLOB_URL", str(tmp_path / "blobs"))
    return Octavo(capsys, open_blobs(str(tmp_path / "blobs")))


def poisoned(connection: Connection, *pages: tuple[str, int]) -> None:
    """Has a stage give up these pages."""
    publish(connection, "regions.ocr", [(request, wanted(request, page_no)) for request, page_no in pages])
    with running(connection, "ocr-0", Shouter(poison=frozenset(page_no for _, page_no in pages))):
        read_until(connection, "dead-letters", lambda seen: len(seen) == len(pages))


def refused(connection: Connection, value: bytes) -> None:
    """Has a stage refuse a record that is no event."""
    producer = Producer(connection.producer())
    headers: list[tuple[str, str | bytes | None]] = [("note", "kept"), ("schema", "Unheard/1")]
    producer.produce(connection.name("regions.ocr"), value=value, key=ODD_KEY, headers=headers)
    assert producer.flush(30) == 0
    with running(connection, "ocr-0", Shouter()):
        read_until(connection, "dead-letters", lambda seen: len(seen) == 1)


@pytest.mark.parametrize("value", [ODD_VALUE, LARGE], ids=["small", "too large to copy"])
def test_an_undecodable_event_is_shown_and_sent_again_byte_for_byte(
    octavo: Octavo, connection: Connection, tmp_path: Path, value: bytes
) -> None:
    refused(connection, value)
    (row,) = octavo.listed("--cause", "undecodable")
    assert (row["stage"], row["attempts"], row["request_id"]) == ("ocr", 1, "")
    status, (shown,), _ = octavo("show", row["id"], "--bytes", str(tmp_path / "bytes"))
    assert status == 0
    assert (tmp_path / "bytes").read_bytes() == value
    assert shown["topic"].startswith("regions.ocr ")
    assert "sends it to regions.ocr again" in shown["next"]

    assert octavo("replay", row["id"])[0] == 0
    first, again = read_all(connection, "regions.ocr")
    assert (again.key, again.value) == (ODD_KEY, value) == (first.key, first.value)
    assert again.headers == first.headers == {"note": "kept", "schema": "Unheard/1"}
    assert octavo.listed() == []
    status, _, said = octavo("replay", row["id"])
    assert (status, said.count("\n")) == (2, 1)
    assert "is settled: it was sent to regions.ocr again" in said
    assert len(read_all(connection, "regions.ocr")) == 2


def test_the_letters_of_a_run_are_replayed_as_one_new_run_that_pins_what_it_takes_over(
    octavo: Octavo, connection: Connection
) -> None:
    octavo.blobs.put(blob_key("a", "1", "source.pdf"), b"%PDF")
    poisoned(connection, ("a", 5), ("a", 6), ("gone", 7))
    progress = DocumentProgressed(request_id="a", name="a.pdf", status="partial", pages_done=1, page_count=3)
    publish(connection, "progress", [("a", progress)])
    letters = octavo.listed("--request", "a")
    assert [row["cause"] for row in letters] == ["model_failed"] * 2
    assert all(row["attempts"] >= 1 for row in letters)
    assert octavo.listed("--stage", "layout") == []

    status, (done,), said = octavo("replay", "--all")
    assert status == 1, "one could not be replayed"
    assert said.startswith("octavo: The PDF of gone is not in the blob store any more: submit it again")
    (record,) = read_all(connection, "ingest")
    event = decode(record)
    assert isinstance(event, DocumentSubmitted)
    assert (record.key, event.request_id, event.name) == (b"a", "a", "a.pdf")
    assert (event.run_id, event.replay) == (done["run_id"], ReplayOf(run_id="1"))
    assert event.blob is not None
    assert octavo.blobs.get(event.blob.key) == b"%PDF"
    assert octavo.blobs.get(blob_key("a", "1", "pins", event.run_id))
    assert sorted(done["ids"]) == sorted(row["id"] for row in letters)
    assert [row["request_id"] for row in octavo.listed()] == ["gone"]


def test_a_dropped_letter_is_gone_from_the_list_and_is_not_replayed_by_accident(
    octavo: Octavo, connection: Connection
) -> None:
    octavo.blobs.put(blob_key("a", "1", "source.pdf"), b"%PDF")
    octavo.blobs.put(blob_key("b", "1", "source.pdf"), b"%PDF")
    poisoned(connection, ("a", 5), ("b", 6))
    (dropped,) = octavo.listed("--request", "a")
    assert octavo("drop", dropped["id"])[0] == 0
    assert [row["request_id"] for row in octavo.listed()] == ["b"]
    status, _, said = octavo("replay", dropped["id"])
    assert (status, "it was dropped" in said) == (2, True)
    assert octavo("replay", "--all")[0] == 0
    assert [record.key for record in read_all(connection, "ingest")] == [b"b"]
    assert octavo("show", dropped["id"])[1][0]["settled"] == "dropped"
    assert octavo("drop")[2] == "octavo: Name one dead letter by its id, or give --all.\n"
