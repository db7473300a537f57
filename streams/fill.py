"""How full topics are, and how much of them nobody has read: what Kafka's clients can tell of it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, TopicPartition

from streams.admin import Cluster, Partition
from streams.clock import now_ms
from streams.connection import Connection
from streams.lag import lag
from streams.topics import RETENTION

_LONGEST_MS = 20_000.0
_SAMPLE = 8
_OVERHEAD_BYTES = 70
"""What a record takes beside key, value and headers, its share of a batch's and a transaction's included."""


@dataclass(frozen=True, slots=True)
class TopicFill:
    """One topic, its partitions by (name with prefix, number). `read_to` is the offset before which its
    group has read everything; without a group nothing counts as unread.

    Bytes are an estimate: offsets counted (transaction markers take some, compaction leaves gaps) times the
    mean size of records sampled at both ends and where reading stands, before compression. So it is rather
    too high than too low.
    """

    topic: str
    starts: Mapping[Partition, int]
    read_to: Mapping[Partition, int]
    ends: Mapping[Partition, int]
    record_bytes: float
    oldest_unread_ms: int
    retention_ms: int

    @property
    def size_bytes(self) -> int:
        return round(self.record_bytes * sum(self.ends[p] - self.starts[p] for p in self.ends))

    @property
    def unread_bytes(self) -> int:
        """0 where nothing is unread but markers of transactions."""
        unread = sum(self.ends[p] - self.read_to[p] for p in self.ends) if self.oldest_unread_ms else 0
        return round(self.record_bytes * unread)

    def unread_age_ms(self, at_ms: float) -> float:
        return max(0.0, at_ms - self.oldest_unread_ms) if self.oldest_unread_ms else 0.0

    def surplus(self, target_bytes: int) -> dict[Partition, int]:
        """Up to where each partition must be deleted so that the topic takes `target_bytes`; what nobody has
        read stays, so it may remain larger. Empty where nothing is to be done."""
        read = {p: max(0, self.read_to[p] - self.starts[p]) for p in self.ends}
        wanted = (self.size_bytes - target_bytes) / self.record_bytes if self.record_bytes else 0.0
        share = min(1.0, wanted / max(1, sum(read.values())))
        return {p: self.starts[p] + int(n * share) for p, n in read.items() if int(n * share) > 0}


def fills(connection: Connection, readers: Mapping[str, str]) -> list[TopicFill]:
    """The topics that exist, in this order, with the group that reads each ("": none does). Names are without
    prefix. Raises ClusterError, KafkaException."""
    cluster = Cluster(connection)
    names = {connection.name(topic): topic for topic in readers}
    counts = {name: count for name, count in cluster.partition_counts().items() if name in names}
    starts, ends = cluster.start_offsets(counts), cluster.end_offsets(counts)
    read_to = {**ends}
    read_to |= {p: starts[p] for p in ends if readers[names[p[0]]]}
    for one in lag(connection, {group for group in readers.values() if group}):
        place = (one.topic, one.partition)
        if place in read_to and readers[names[one.topic]] == one.group.removeprefix(connection.prefix):
            read_to[place] = min(max(one.committed, starts[place]), ends[place])
    sizes, oldest = _sampled(connection, starts, read_to, ends)
    retention = {name: int(config[RETENTION]) for name, config in cluster.configs(list(counts)).items()}
    return [
        TopicFill(
            topic,
            *({p: offsets[p] for p in ends if p[0] == name} for offsets in (starts, read_to, ends)),
            record_bytes=sizes.get(name, 0.0),
            oldest_unread_ms=oldest.get(name, 0),
            retention_ms=retention[name],
        )
        for name, topic in names.items()
        if name in counts
    ]


def _sampled(
    connection: Connection,
    starts: Mapping[Partition, int],
    read_to: Mapping[Partition, int],
    ends: Mapping[Partition, int],
) -> tuple[dict[str, float], dict[str, int]]:
    """The mean record of each topic, and the time of its oldest unread one."""
    sizes: dict[str, list[int]] = defaultdict(list)
    oldest: dict[str, int] = {}
    consumer = Consumer(
        connection.consumer(
            f"octavo-fill-{uuid.uuid4().hex}",
            prefetched_kbytes=1024,
            enable_partition_eof=True,
        )
    )
    try:
        filled = [p for p in ends if ends[p] > starts[p]]
        for message in _from(consumer, {p: starts[p] for p in filled}):
            sizes[message.topic() or ""].append(_size(message))
        for message in _from(consumer, {p: max(starts[p], ends[p] - _SAMPLE) for p in filled}):
            sizes[message.topic() or ""].append(_size(message))
        for message in _from(consumer, {p: read_to[p] for p in filled if read_to[p] < ends[p]}, 1):
            name, at_ms = message.topic() or "", max(1, message.timestamp()[1])
            sizes[name].append(_size(message))
            oldest[name] = min(oldest.get(name, at_ms), at_ms)
    finally:
        consumer.close()
    return {name: sum(found) / len(found) for name, found in sizes.items()}, oldest


def _from(consumer: Consumer, offsets: Mapping[Partition, int], most: int = _SAMPLE) -> Iterable[Message]:
    """The first records of each partition from these offsets on, as far as there are any."""
    left = dict.fromkeys(offsets, most)
    consumer.assign([TopicPartition(*place, offset) for place, offset in offsets.items()])
    until = now_ms() + _LONGEST_MS
    while left and now_ms() < until:
        for message in consumer.consume(1, 0.5) + consumer.consume(500, 0):
            place = (message.topic() or "", message.partition() or 0)
            if place not in left:
                continue
            error = message.error()
            if error is not None:
                if error.code() != KafkaError._PARTITION_EOF:  # pyright: ignore[reportPrivateUsage]  its public name
                    raise KafkaException(error)
                del left[place]
                continue
            yield message
            left[place] -= 1
            if not left[place]:
                del left[place]
                consumer.incremental_unassign([TopicPartition(*place)])
    if left:  # what was not seen must not pass for read
        raise KafkaException(KafkaError(KafkaError._TIMED_OUT))  # pyright: ignore[reportPrivateUsage]  its public name
    consumer.unassign()


def _size(message: Message) -> int:
    headers = message.headers() or []
    pairs = headers.items() if isinstance(headers, dict) else headers
    named = sum(len(name) + len(content or b"") for name, content in pairs)
    return len(message.value() or b"") + len(message.key() or b"") + named + _OVERHEAD_BYTES
