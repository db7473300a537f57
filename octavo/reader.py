"""Reads committed events of some topics from given positions, as a member of no consumer group."""

import logging
import uuid
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Message, TopicPartition

from octavo.errors import NoKafka, SystemFailed
from schemas.events import Event
from streams.admin import Cluster, ClusterError
from streams.codec import Undecodable, decode
from streams.connection import Connection
from streams.consumer import is_fatal, record_of

log = logging.getLogger(__name__)

Positions = Mapping[tuple[str, int], int]


class EventReader:
    """Events of `topics` in order within each partition; what cannot be decoded is logged and skipped.

    Starts at `positions` (as `ends` gives them), or at the beginning. Used by one thread at a time.
    Raises NoKafka where the cluster does not answer, SystemFailed where a topic is missing.
    """

    def __init__(
        self, connection: Connection, topics: Sequence[str], positions: Positions | None = None
    ) -> None:
        self._connection = connection
        self._ended: set[tuple[str, int]] = set()
        self._next: dict[tuple[str, int], int] = {}
        with answering(connection):
            counts = _partition_counts(Cluster(connection), connection, topics)
        self._partitions = [(topic, number) for topic, count in counts.items() for number in range(count)]
        self._consumer = Consumer(
            connection.consumer(f"octavo-reader-{uuid.uuid4().hex}", enable_partition_eof=True), logger=log
        )
        self._consumer.assign(
            [
                TopicPartition(topic, number, (positions or {}).get((topic, number), OFFSET_BEGINNING))
                for topic, number in self._partitions
            ]
        )

    @property
    def at_end(self) -> bool:
        """True where every partition was read to what was committed when it was last looked at."""
        return self._ended.issuperset(self._partitions)

    @property
    def positions(self) -> Positions:
        """Where to go on reading: behind what came so far, of each partition of which something is known."""
        return dict(self._next)

    def reached(self, positions: Positions) -> bool:
        """True where every partition named was read to there, as `ends` gives it."""
        return all(self._next.get(partition, 0) >= offset for partition, offset in positions.items())

    def poll(
        self, timeout_s: float, max_events: int = 500, wanted: Mapping[str, str] | None = None
    ) -> list[Event]:
        """What has come, at latest after `timeout_s`; perhaps nothing. Only what has the `wanted` headers is
        decoded."""
        events: list[Event] = []
        for message in self.messages(timeout_s, max_events):
            try:
                record = record_of(message, self._connection.prefix)
                if all(record.headers.get(name) == value for name, value in (wanted or {}).items()):
                    events.append(decode(record))
            except Undecodable as error:
                log.warning("skipped an event of %s: %s", message.topic(), error)
        return events

    def messages(self, timeout_s: float, max_messages: int = 500) -> list[Message]:
        """The same as they lie in the topics, whether they can be decoded or not."""
        found: list[Message] = []
        with answering(self._connection):
            # One, then the rest: a call for many waits for many, or for the whole timeout.
            messages = self._consumer.consume(1, timeout_s)
            if messages:
                messages += self._consumer.consume(max_messages - 1, 0)
        for message in messages:
            partition = (message.topic() or "", message.partition() or 0)
            offset = message.offset() or 0  # at the end of a partition, that of what comes next
            if message.error():
                self._ends(partition, message, offset)
                continue
            self._ended.discard(partition)
            self._next[partition] = offset + 1
            found.append(message)
        return found

    def close(self) -> None:
        self._consumer.close()

    def _ends(self, partition: tuple[str, int], message: Message, offset: int) -> None:
        error = message.error()
        if error and error.code() == KafkaError._PARTITION_EOF:
            self._ended.add(partition)
            self._next[partition] = offset
        elif error and is_fatal(error):
            raise SystemFailed(f"Kafka refuses to be read: {error.str()}.")
        else:
            log.info("Kafka says: %s", error)


def ends(connection: Connection, topics: Sequence[str]) -> Positions:
    """The committed end of every partition now: what is published from here on lies behind it."""
    with answering(connection):
        cluster = Cluster(connection)
        counts = _partition_counts(cluster, connection, topics)
        return cluster.end_offsets(counts)


@contextmanager
def answering(connection: Connection) -> Generator[None]:
    """Turns what a Kafka client raises into a sentence."""
    try:
        yield
    except ClusterError as error:
        raise NoKafka(str(error)) from error
    except KafkaException as error:
        cause = error.args[0]
        said = cause.str() if isinstance(cause, KafkaError) else str(cause)
        where = connection.bootstrap_servers
        raise NoKafka(f"Kafka at {where} does not answer as it should: {said}.") from error


def _partition_counts(cluster: Cluster, connection: Connection, topics: Sequence[str]) -> dict[str, int]:
    """By names with prefix. Raises SystemFailed for a topic that is missing."""
    counts = cluster.partition_counts()
    names = [connection.name(topic) for topic in topics]
    for name in names:
        if name not in counts:
            where = connection.bootstrap_servers
            raise SystemFailed(f"Kafka at {where} has no topic {name}: run 'octavo topics create' first.")
    return {name: counts[name] for name in names}
