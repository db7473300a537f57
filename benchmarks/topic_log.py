"""Reads a topic as it grows, as soon as records come."""

from typing import Any

from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition

from octavo.reader import Positions
from schemas.records import Record
from streams.connection import Connection
from streams.consumer import record_of


class TopicLog:
    """Committed records of one topic from given positions, or from the beginning. Returns what has come
    without waiting for more, so that the reader adds next to nothing to a measured latency."""

    def __init__(self, connection: Connection, topic: str, since: Positions | None = None) -> None:
        name = connection.name(topic)
        self._prefix = connection.prefix
        settings = connection.consumer(f"benchmark-{topic}")
        self._consumer = Consumer(settings)
        numbers = self._consumer.list_topics(name, timeout=30).topics[name].partitions
        starts: dict[Any, int] = dict(since or {})
        self._consumer.assign(
            [TopicPartition(name, n, starts.get((name, n), OFFSET_BEGINNING)) for n in numbers]
        )

    def poll(self, timeout_s: float) -> list[Record]:
        messages = self._consumer.consume(1, timeout_s)
        if messages:
            messages += self._consumer.consume(500, 0)
        return [record_of(message, self._prefix) for message in messages if message.error() is None]

    def close(self) -> None:
        self._consumer.close()
