"""The `finished` topic as a set: which runs of which requests are over."""

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    KafkaError,
    KafkaException,
    Message,
    TopicPartition,
)

from streams.clock import now_ms
from streams.codec import Undecodable, decode
from streams.connection import Connection
from streams.consumer import record_of

Request = tuple[str, str]

TOPIC = "finished"
_LONGEST_MS = 30_000.0


class FinishedReader:
    """Reads one partition of `finished` from its beginning to its end, as that stands when it is asked.

    The end is that of a read_uncommitted reader, and reading goes on until it is reached: a transaction
    that is still open there is waited for, since it may be a predecessor's result on its way.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._consumer = Consumer(connection.consumer("finished-reader", enable_partition_eof=True))
        settings = connection.consumer("finished-reader") | {"isolation.level": "read_uncommitted"}
        self._raw = Consumer(settings)

    def end_of(self, topic: str, partition: int) -> int:
        """One past the last record of a partition, committed or not. Raises KafkaException."""
        asked = TopicPartition(self._connection.name(topic), partition)
        return self._raw.get_watermark_offsets(asked, timeout=30)[1]

    def read(self, partition: int) -> set[Request]:
        """Raises KafkaException where the broker does not answer, or a transaction stays open too long."""
        end = self.end_of(TOPIC, partition)
        if end == 0:
            return set()
        self._consumer.assign([TopicPartition(self._connection.name(TOPIC), partition, OFFSET_BEGINNING)])
        try:
            return _read_to(self._consumer, end)
        finally:
            self._consumer.unassign()

    def close(self) -> None:
        self._consumer.close()
        self._raw.close()


def _read_to(consumer: Consumer, end: int) -> set[Request]:
    finished: set[Request] = set()
    until = now_ms() + _LONGEST_MS
    while now_ms() < until:
        for message in consumer.consume(1, 1.0):
            error = message.error()
            if error is None:
                finished |= _request_of(message)
            elif error.code() != KafkaError._PARTITION_EOF:  # pyright: ignore[reportPrivateUsage]  its public name
                raise KafkaException(error)
            elif (message.offset() or 0) >= end:
                return finished
    raise KafkaException(KafkaError(KafkaError._TIMED_OUT))  # pyright: ignore[reportPrivateUsage]  its public name


def _request_of(message: Message) -> set[Request]:
    try:
        event = decode(record_of(message))
    except Undecodable:
        return set()
    return {(event.request_id, event.run_id)}
