"""Readers that close with news of their group still to be told: `python -m tests.contract.closing <servers>
<prefix> <count>`.

A program of its own, since a reader that hangs as it closes may hold the interpreter.
"""

import sys
import time
from collections.abc import Callable

from confluent_kafka import ConsumerGroupState
from confluent_kafka.admin import AdminClient

from streams.connection import Connection
from streams.consumer import PartitionReader
from streams.membership import Membership

TOPIC = "regions.ocr"


class Group:
    """One consumer group, as the broker sees it."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._admin = AdminClient(connection.client())
        self._connection = connection
        self.name = name

    def member(self, instance_id: str) -> PartitionReader:
        return PartitionReader(self._connection, self.name, [TOPIC], instance_id, Membership())

    @property
    def is_shared_out(self) -> bool:
        """True once the broker has given its members their partitions, whether they know it or not."""
        name = self._connection.name(self.name)
        found = self._admin.describe_consumer_groups([name], request_timeout=30)[name].result()
        stable = found.state == ConsumerGroupState.STABLE
        return stable and all(member.assignment.topic_partitions for member in found.members)


def await_that(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until


def main(servers: str, prefix: str, count: int) -> None:
    connection = Connection(servers, prefix=prefix)
    for number in range(count):
        group = Group(connection, f"group-{time.time_ns()}-{number}")
        reader = group.member("ocr-0")
        await_that(lambda group=group: group.is_shared_out)
        reader.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
