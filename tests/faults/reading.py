"""Reads topics as a read_committed consumer that belongs to no group: as they stand, or as they grow."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, TopicPartition

from schemas.events import Event
from schemas.records import Record
from streams.codec import Undecodable, decode
from streams.connection import Connection
from streams.consumer import record_of

_EOF = KafkaError._PARTITION_EOF  # pyright: ignore[reportPrivateUsage]  its public name


class Follower:
    """Calls `saw(partition, event)` for each event from the beginning on, until it is closed, or `taken` for
    each record, whatever it holds.

    What goes wrong with the broker meanwhile is waited out: brokers are killed here.
    """

    def __init__(
        self,
        connection: Connection,
        topic: str,
        saw: Callable[[int, Event], None] = lambda _number, _event: None,
        taken: Callable[[Record], None] | None = None,
    ) -> None:
        name = connection.name(topic)
        self._prefix = connection.prefix
        self._saw = saw
        self._taken = taken or self._decoded
        self._closing = threading.Event()
        self._consumer = Consumer(
            connection.consumer(
                f"faults-{topic}", reconnect_backoff_max_ms=200, topic_metadata_refresh_interval_ms=1000
            )
        )
        numbers = self._consumer.list_topics(name, timeout=30).topics[name].partitions
        self._consumer.assign([TopicPartition(name, number, OFFSET_BEGINNING) for number in numbers])
        self._thread = threading.Thread(target=self._follow, name=f"follow-{topic}", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._thread.join()
        self._consumer.close()

    def _follow(self) -> None:
        while not self._closing.is_set():
            messages = self._consumer.consume(1, 0.2)
            if messages:
                messages += self._consumer.consume(500, 0)
            for message in messages:
                if message.error() is None:
                    self._taken(record_of(message, self._prefix))

    def _decoded(self, record: Record) -> None:
        with suppress(Undecodable):
            self._saw(record.partition, decode(record))


def committed(connection: Connection, topics: Iterable[str]) -> Iterator[Record]:
    """Every committed record of these topics, from the beginning to the end as it stands now. One that is
    hidden behind an open transaction is waited for, since it may yet be committed."""
    consumer = Consumer(connection.consumer("faults-reader") | {"enable.partition.eof": True})
    raw = Consumer(connection.consumer("faults-reader") | {"isolation.level": "read_uncommitted"})
    try:
        names = [connection.name(topic) for topic in topics]
        found = consumer.list_topics(timeout=30).topics
        left = {
            (name, number): end
            for name in names
            for number in found[name].partitions
            if (end := raw.get_watermark_offsets(TopicPartition(name, number), timeout=30)[1])
        }
        consumer.assign([TopicPartition(name, number, OFFSET_BEGINNING) for name, number in left])
        while left:
            # Where reading came to an end, which is past what no record shows: the markers that end
            # transactions, and records that were deleted meanwhile.
            for message in [*consumer.consume(1, 0.2), *consumer.consume(500, 0)]:
                error = message.error()
                place = (message.topic() or "", message.partition() or 0)
                if error is None:
                    yield record_of(message, connection.prefix)
                elif error.code() == _EOF and (message.offset() or 0) >= left.get(place, 0):
                    left.pop(place, None)
    finally:
        consumer.close()
        raw.close()
