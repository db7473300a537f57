"""How far consumer groups are behind: read from the group's committed offsets, without joining it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from confluent_kafka import Consumer, KafkaError, KafkaException, TopicPartition

from streams.admin import REQUEST_LIMIT_S, Cluster, ClusterError
from streams.connection import Connection

RETRY_S = 0.05


@dataclass(frozen=True, slots=True)
class Lag:
    """One partition that a group has committed an offset for. `group` and `topic` with the prefix.

    `lag` is end - committed, in offsets. Transaction markers take offsets as well, so a group that has read
    everything may show a lag of one.
    """

    group: str
    topic: str
    partition: int
    committed: int
    end: int
    lag: int


def lag(connection: Connection, groups: Iterable[str]) -> list[Lag]:
    """The lag of these groups (names without prefix) on the topics with the connection's prefix.

    A partition where a group has committed nothing is left out. Raises ClusterError.
    """
    counts = {
        name: count
        for name, count in Cluster(connection).partition_counts().items()
        if name.startswith(connection.prefix) and not name.startswith("__")
    }
    committed = {group: _committed(connection, group, counts) for group in groups}
    seen = {topic for offsets in committed.values() for topic, _ in offsets}
    ends = Cluster(connection).end_offsets({name: counts[name] for name in seen})
    return [
        Lag(connection.name(group), *place, offset, ends[place], max(0, ends[place] - offset))
        for group, offsets in committed.items()
        for place, offset in sorted(offsets.items())
    ]


def _committed(connection: Connection, group: str, counts: dict[str, int]) -> dict[tuple[str, int], int]:
    """Asks as a member would, with a consumer that never subscribes: nobody is rebalanced.

    The admin client has a call for this, but librdkafka 2.16 crashes the process in it while the group's
    coordinator moves.
    """
    asked = [TopicPartition(name, number) for name, count in counts.items() for number in range(count)]
    if not asked:
        return {}
    consumer = Consumer(connection.consumer(group))
    try:
        answered = _ask(consumer, asked, connection.name(group))
    finally:
        consumer.close()
    return {(one.topic, one.partition): one.offset for one in answered if one.offset >= 0}


def _ask(consumer: Consumer, asked: list[TopicPartition], group: str) -> list[TopicPartition]:
    deadline = time.monotonic() + REQUEST_LIMIT_S
    while True:
        try:
            return consumer.committed(asked, timeout=REQUEST_LIMIT_S)
        except KafkaException as error:
            reason: KafkaError = error.args[0]
            if not _passes(reason) or time.monotonic() > deadline:
                raise ClusterError(
                    f"Kafka did not tell the offsets of the group {group} ({reason.str()}): check that it is "
                    "healthy and that this user may read the group."
                ) from error
            time.sleep(RETRY_S)


def _passes(reason: KafkaError) -> bool:
    """True where the group's coordinator is still being found or loaded."""
    return reason.retriable() or reason.code() in (
        KafkaError.NOT_COORDINATOR,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError._WAIT_COORD,
    )
