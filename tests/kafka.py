"""Publishing and reading events in tests, on a real broker."""

from collections.abc import Callable, Iterable

from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

from schemas.events import Event
from schemas.records import Record
from streams.clock import now_ms
from streams.codec import Headers, encode
from streams.connection import Connection
from streams.consumer import record_of


def publish(connection: Connection, topic: str, events: Iterable[tuple[str, Event]]) -> None:
    """Publishes (key, event) pairs and waits until the broker has them."""
    producer = Producer(connection.producer())
    for key, event in events:
        value, headers = encode(event)
        producer.produce(connection.name(topic), value=value, key=key, headers=headers)
    assert producer.flush(30) == 0


def publish_raw(
    connection: Connection,
    topic: str,
    key: str | None,
    value: bytes,
    headers: dict[str, str] | None = None,
    timestamp_ms: int = 0,
) -> None:
    """`timestamp_ms` 0: now."""
    producer = Producer(connection.producer())
    pairs: Headers = [*(headers or {}).items()]
    producer.produce(connection.name(topic), value=value, key=key, headers=pairs, timestamp=timestamp_ms)
    assert producer.flush(30) == 0


def read_until(
    connection: Connection, topic: str, enough: Callable[[list[Record]], bool], timeout_s: float = 60
) -> list[Record]:
    """What a read_committed consumer sees from the beginning, once `enough` says so.

    Fails with what it has seen when that takes longer than `timeout_s`.
    """
    name = connection.name(topic)
    consumer = Consumer(connection.consumer("test-reader"))
    seen: list[Record] = []
    until = now_ms() + timeout_s * 1000
    try:
        found = consumer.list_topics(name, timeout=30).topics[name].partitions
        consumer.assign([TopicPartition(name, number, OFFSET_BEGINNING) for number in found])
        while not enough(seen):
            assert now_ms() < until, f"{topic}: only {len(seen)} records after {timeout_s} s"
            for message in consumer.consume(100, 0.05):
                assert message.error() is None, message.error()
                seen.append(record_of(message, connection.prefix))
        return seen
    finally:
        consumer.close()


def read_all(connection: Connection, topic: str) -> list[Record]:
    """What a read_committed consumer sees of a topic as it stands now."""
    name = connection.name(topic)
    consumer = Consumer(connection.consumer("test-reader", enable_partition_eof=True))
    seen: list[Record] = []
    try:
        partitions = list(consumer.list_topics(name, timeout=30).topics[name].partitions)
        consumer.assign([TopicPartition(name, number, OFFSET_BEGINNING) for number in partitions])
        ended = 0
        while ended < len(partitions):
            for message in consumer.consume(100, 1.0):
                if message.error() is None:
                    seen.append(record_of(message, connection.prefix))
                else:
                    ended += 1
        return seen
    finally:
        consumer.close()
