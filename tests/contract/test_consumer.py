"""The reading side as a member of a group."""

import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager

import pytest

from streams.connection import Connection
from streams.consumer import FatalKafkaError, PartitionReader
from streams.membership import Membership
from streams.topics import Topic, ensure_topics

CLOSINGS = 25
BESIDE = 4
LIMIT_S = 120.0


def test_a_worker_whose_slot_another_one_took_ends_and_does_not_go_on_without_partitions(
    connection: Connection,
) -> None:
    ensure_topics(connection, [Topic("regions.ocr", title="in")], partitions=4, replication_factor=1)
    with member(connection) as first:
        poll_until(lambda: first.leases.partitions, first)
        with member(connection) as second, pytest.raises(FatalKafkaError, match="fenced"):
            poll_until(lambda: False, first, second)


def test_readers_close_in_the_middle_of_a_change_of_ownership_while_the_machine_is_busy(
    connection: Connection,
) -> None:
    ensure_topics(connection, [Topic("regions.ocr", title="in")], partitions=4, replication_factor=1)
    command = [sys.executable, "-m", "tests.contract.closing", connection.bootstrap_servers]
    arguments = [connection.prefix, str(CLOSINGS)]
    with ExitStack() as left:
        programs = [subprocess.Popen([*command, *arguments]) for _ in range(BESIDE)]
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(BESIDE)]
        for process in [*busy, *programs]:
            left.callback(process.wait)
            left.callback(process.kill)
        assert [program.wait(LIMIT_S) for program in programs] == [0] * BESIDE


@contextmanager
def member(connection: Connection) -> Generator[PartitionReader]:
    with closing(PartitionReader(connection, "ocr", ["regions.ocr"], "ocr-0", Membership())) as reader:
        yield reader


def poll_until(holds: Callable[[], object], *readers: PartitionReader) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        for reader in readers:
            reader.poll(1, 0.1)
