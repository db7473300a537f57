"""What the broker says of consumer groups: who owns partitions, and how often they were shared out anew."""

import struct
from collections.abc import Iterable

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition

from streams.admin import Cluster
from streams.connection import Connection
from streams.transaction import broker_away
from tests.faults.trial import wait_until

_LOG = "__consumer_offsets"
_CLASSIC_GROUP, _CONSUMER_GROUP = 2, 3
"""Which kind of record a key of that topic names, in its first two bytes."""


class Groups:
    """The groups of stages, each named as its stage."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._admin = Cluster(connection).admin

    def owners(self, stage: str) -> int:
        """How many members own partitions; -1 while the broker cannot say."""
        group = self._connection.name(stage)
        try:
            members = self._admin.describe_consumer_groups([group])[group].result().members
        except KafkaException as error:
            if not broker_away(error):
                raise
            return -1
        return sum(bool(member.assignment and member.assignment.topic_partitions) for member in members)

    def await_owners(self, stages: Iterable[str], count: int, patience_s: float = 30.0) -> None:
        """Returns when so many members own partitions in each of these groups. Raises TimeoutError."""
        for stage in stages:
            wait_until(
                f"{count} own partitions of {stage}", lambda s=stage: self.owners(s) == count, patience_s
            )

    def generations(self, stages: Iterable[str]) -> dict[str, int]:
        """The generation of each group, or its epoch under KIP-848, as the broker's own log has it. It grows
        whenever partitions are shared out anew, even where everybody gets what he had."""
        found = dict.fromkeys(stages, 0)
        groups = {self._connection.name(stage): stage for stage in found}
        for key, value in self._records():
            (kind,) = struct.unpack_from(">h", key)
            if kind not in (_CLASSIC_GROUP, _CONSUMER_GROUP):
                continue
            stage = groups.get(_text_at(key, 2)[0])
            if stage is not None:
                found[stage] = max(found[stage], _generation(kind, value))
        return found

    def _records(self) -> Iterable[tuple[bytes, bytes]]:
        """Keys and values of the topic in which the broker keeps its groups, to its end as it stands now."""
        settings = self._connection.consumer("faults-groups", enable_partition_eof=True)
        reader = Consumer({**settings, "isolation.level": "read_uncommitted"})
        try:
            left = set(reader.list_topics(_LOG, timeout=30).topics[_LOG].partitions)
            reader.assign([TopicPartition(_LOG, number, OFFSET_BEGINNING) for number in left])
            while left:
                for message in reader.consume(1000, 0.2):
                    key, value = message.key(), message.value()
                    if message.error() is not None:
                        left.discard(message.partition() or 0)
                    elif isinstance(key, bytes) and isinstance(value, bytes):
                        yield key, value
        finally:
            reader.close()


def _generation(kind: int, value: bytes) -> int:
    """After the version of the record; in a classic group, after the protocol's name as well."""
    at = 2 if kind == _CONSUMER_GROUP else _text_at(value, 2)[1]
    return struct.unpack_from(">i", value, at)[0]


def _text_at(content: bytes, at: int) -> tuple[str, int]:
    """A text that follows its length, and where it ends."""
    (length,) = struct.unpack_from(">h", content, at)
    end = at + 2 + max(0, length)
    return content[at + 2 : end].decode(), end
