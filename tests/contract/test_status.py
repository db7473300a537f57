"""The status page as a process of its own, on a real broker."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiokafka.partitioner import DefaultPartitioner
from confluent_kafka import Consumer, Producer, TopicPartition

from octavo.commands.status import status
from octavo.config import Settings, load_settings
from octavo.errors import UsageError
from octavo.status import CHANGELOG, GROUP, KEPT_REQUESTS, SURPLUS, TOPICS
from octavo.system import prepare_topics
from schemas.document import DocumentAssembled, Source, Timings
from schemas.events import DocumentProgressed, Event
from schemas.work import Route
from streams.admin import Cluster
from streams.codec import encode
from streams.connection import Connection
from tests.kafka import publish, publish_raw, read_all

LIMIT_S = 60.0


@pytest.fixture
def settings(connection: Connection, tmp_path: Path) -> Settings:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = load_settings(
        bootstrap_servers=connection.bootstrap_servers,
        topic_prefix=connection.prefix,
        data_dir=tmp_path,
        status_url=f"http://127.0.0.1:{port}",
        partitions=2,
    )
    prepare_topics(settings)
    return settings


HELD_UP = """
import asyncio
import pathlib
import sys

from faust.tables.recovery import Recovery

from octavo.cli import main

completed = Recovery.on_recovery_completed


async def held_up(self, generation_id=0):
    pathlib.Path(sys.argv[1]).touch()
    await asyncio.sleep(1.5)  # longer than one fetch of Faust's lasts
    await completed(self, generation_id)


Recovery.on_recovery_completed = held_up
main(["worker", "status"])
"""
"""A page that is held up between restoring its table and reading on, and says that it is there."""


@contextmanager
def status_page(
    settings: Settings, log: Path, program: Sequence[str] = ("-m", "octavo", "worker", "status")
) -> Generator["subprocess.Popen[bytes]"]:
    """The page's process, with warnings as errors, once it answers; told to end afterwards."""
    variables = {
        "OCTAVO_BOOTSTRAP_SERVERS": settings.bootstrap_servers or "",
        "OCTAVO_TOPIC_PREFIX": settings.topic_prefix,
        "OCTAVO_STATUS_URL": settings.status_url,
        "OCTAVO_DATA_DIR": str(log.parent / "not" / "made"),
        "OCTAVO_LOG_LEVEL": "info",
    }
    command = [sys.executable, "-W", "error", *program]
    with log.open("ab") as output:
        process = subprocess.Popen(
            ["env", *(f"{name}={value}" for name, value in variables.items()), *command],
            stdout=output,
            stderr=output,
        )
    try:
        awaited(lambda: requests(settings) is not None, process)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT_S) == 0, log.read_text()


def awaited(condition: Callable[[], bool], process: "subprocess.Popen[bytes] | None" = None) -> None:
    until = time.monotonic() + LIMIT_S
    while not condition():
        assert process is None or process.poll() is None, "the page's process has ended"
        assert time.monotonic() < until
        time.sleep(0.05)


def requests(settings: Settings, path: str = "/requests") -> Any:
    """What the page answers; None where nothing listens yet."""
    try:
        with urllib.request.urlopen(settings.status_url + path, timeout=10) as answer:
            return orjson.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return None


def progress(request_id: str, pages_done: int) -> DocumentProgressed:
    now_ms = int(time.time() * 1000)
    return DocumentProgressed(
        request_id=request_id,
        tenant="acme",
        name=f"{request_id}.pdf",
        status="running",
        route="batched",
        pages_done=pages_done,
        page_count=4,
        submitted_at_ms=now_ms - 2000,
        at_ms=now_ms,
    )


def result(request_id: str) -> DocumentAssembled:
    now_ms = int(time.time() * 1000)
    return DocumentAssembled(
        request_id=request_id,
        status="complete",
        source=Source(name=f"{request_id}.pdf", tenant="acme"),
        page_count=4,
        route=Route(name="batched", reason="fits"),
        timings=Timings(submitted_at_ms=now_ms - 2000, finished_at_ms=now_ms),
    )


def pages_done(settings: Settings) -> dict[str, int]:
    return {row["request_id"]: row["pages_done"] for row in requests(settings)}


def states(settings: Settings) -> dict[str, str]:
    return {row["request_id"]: row["status"] for row in requests(settings)}


def test_the_page_follows_requests_and_remembers_them_after_a_restart(
    settings: Settings, connection: Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "status.log"
    with status_page(settings, log):
        publish_raw(connection, "progress", "x", b"garbage", {"schema": "DocumentProgressed/1"})
        publish(connection, "progress", [(name, progress(name, 1)) for name in ("a", "b", "c")])
        publish(connection, "results", [("a", result("a"))])
        awaited(lambda: states(settings) == {"a": "complete", "b": "running", "c": "running"})
        assert requests(settings, "/requests/nobody") == 404
        assert requests(settings, "/requests/b")["pages_done"] == 1
        with urllib.request.urlopen(settings.status_url, timeout=10) as answer:
            page = answer.read().decode()
        assert "c.pdf" in page
        assert "2 running" in page

        assert status(None, False, settings) == 0
        table = capsys.readouterr().out
        assert all(name in table for name in ("a.pdf", "b.pdf", "c.pdf", "running", "complete", "1/4"))
        assert status("b", True, settings) == 0
        assert orjson.loads(capsys.readouterr().out)["request_id"] == "b"
        with pytest.raises(UsageError, match="no such request"):
            status("nobody", False, settings)
    with status_page(settings, log):
        publish(connection, "progress", [("b", progress("b", 3))])
        awaited(lambda: pages_done(settings).get("b") == 3)
        awaited(lambda: states(settings) == {"a": "complete", "b": "running", "c": "running"})
    assert "Traceback" not in log.read_text()


def test_the_first_event_of_a_partition_that_comes_while_the_table_is_restored_is_not_passed_over(
    settings: Settings, connection: Connection, tmp_path: Path
) -> None:
    log, reached = tmp_path / "status.log", tmp_path / "restored"
    known, new = key_of(0), key_of(1)
    with status_page(settings, log) as process:
        publish(connection, "progress", [(known, progress(known, 1))])
        awaited(lambda: pages_done(settings) == {known: 1}, process)
    with status_page(settings, log, ("-c", HELD_UP, str(reached))) as process:
        awaited(reached.exists, process)
        publish(connection, "progress", [(new, progress(new, 3))])
        awaited(lambda: pages_done(settings) == {known: 1, new: 3}, process)


def key_of(partition: int) -> str:
    """A request whose events are in this one of two partitions."""
    partitioner = DefaultPartitioner()
    return next(name for name in "abcdefgh" if partitioner(name.encode(), [0, 1], [0, 1]) == partition)


def transactions(connection: Connection, topic: str, events: Iterable[tuple[str, Event]]) -> None:
    """Each event in a transaction of its own, as agents write: a marker follows every record."""
    producer = Producer(connection.producer(transactional_id=f"{connection.prefix}{topic}"))
    producer.init_transactions()
    for key, event in events:
        value, headers = encode(event)
        producer.begin_transaction()
        producer.produce(connection.name(topic), value=value, key=key, headers=headers)
        producer.commit_transaction()


def unread(connection: Connection, marker: int = 1) -> int:
    """Offsets that the page has not committed yet, but for a marker behind the last record of a partition."""
    consumer = Consumer(connection.consumer(GROUP))
    counts = Cluster(connection).partition_counts()
    places = [
        TopicPartition(connection.name(topic), partition)
        for topic in TOPICS
        for partition in range(counts[connection.name(topic)])
    ]
    try:
        ends = [consumer.get_watermark_offsets(place, timeout=30)[1] for place in places]
        committed = [max(0, place.offset) for place in consumer.committed(places, timeout=30)]
    finally:
        consumer.close()
    return sum(max(0, end - marker - read) for end, read in zip(ends, committed, strict=True))


def test_what_comes_in_transactions_is_committed_to_its_end(
    settings: Settings, connection: Connection, tmp_path: Path
) -> None:
    with status_page(settings, tmp_path / "status.log") as process:
        names = [f"r{number}" for number in range(300)]
        transactions(connection, "progress", [(name, progress(name, 1)) for name in names])
        transactions(connection, "results", [(name, result(name)) for name in names])
        awaited(lambda: unread(connection) == 0, process)


def test_what_is_forgotten_is_deleted_from_the_changelog_where_it_was_written(
    settings: Settings, connection: Connection, tmp_path: Path
) -> None:
    log = tmp_path / "status.log"
    names = [f"r{number}" for number in range(KEPT_REQUESTS + 2 * SURPLUS)]
    with status_page(settings, log) as process:
        publish(connection, "results", [(name, result(name)) for name in names])
        awaited(lambda: unread(connection, marker=0) == 0, process)  # of both partitions
        kept = states(settings)
        assert KEPT_REQUESTS <= len(kept) <= KEPT_REQUESTS + SURPLUS
    last = {(record.partition, record.key): record.value for record in read_all(connection, CHANGELOG)}
    left = [orjson.loads(key or b"") for (_, key), value in last.items() if value]
    assert sorted(left) == sorted(kept)
    assert "Traceback" not in log.read_text()
