"""The reading side as a member of a group."""

import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager

import pytest

from streams.connection import Connection
from streams.consumer import FatalKafkaError, PartitionReader
from streams.membership import Membership
from streams.topics import Topic, ensure_topics


def test_a_worker_whose_slot_another_one_took_ends_and_does_not_go_on_without_partitions(
    connection: Connection,
) -> None:
    ensure_topics(connection, [Topic("regions.ocr", title="in")], partitions=4, replication_factor=1)
    with member(connection) as first:
        poll_until(lambda: first.leases.partitions, first)
        with member(connection) as second, pytest.raises(FatalKafkaError, match="fenced"):
            poll_until(lambda: False, first, second)


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
