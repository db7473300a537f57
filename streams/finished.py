"""The `finished` topic as a set: which runs of which requests are over."""

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

from streams.codec import Undecodable, decode
from streams.connection import Connection
from streams.consumer import record_of

Request = tuple[str, str]


class FinishedReader:
    """Reads one partition from its beginning to its end as a read_committed reader sees it now."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._consumer = Consumer(connection.consumer("finished-reader", enable_partition_eof=True))

    def read(self, partition: int) -> set[Request]:
        """Raises KafkaException where the broker does not answer."""
        topic = self._connection.name("finished")
        _, end = self._consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=30)
        if end == 0:
            return set()
        self._consumer.assign([TopicPartition(topic, partition, OFFSET_BEGINNING)])
        try:
            return _read_to_end(self._consumer)
        finally:
            self._consumer.unassign()

    def close(self) -> None:
        self._consumer.close()


def _read_to_end(consumer: Consumer) -> set[Request]:
    finished: set[Request] = set()
    while True:
        for message in consumer.consume(1, 5.0):
            error = message.error()
            if error is None:
                try:
                    event = decode(record_of(message))
                except Undecodable:
                    continue
                finished.add((event.request_id, event.run_id))
            elif error.code() == KafkaError._PARTITION_EOF:  # pyright: ignore[reportPrivateUsage]  its public name
                return finished
            else:
                raise KafkaException(error)
