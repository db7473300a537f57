"""The reading side of a stage: fetch, ownership, rewind. Used by one thread, the polling one."""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, Message, TopicPartition

from schemas.records import Record
from streams.clock import now_ms
from streams.connection import Connection
from streams.item import Partition
from streams.membership import Membership
from streams.ownership import Leases

log = logging.getLogger(__name__)

_LAST_LOOK_MS = 1000.0

GroupMetadata = Any  # opaque in confluent-kafka: handed back to it in send_offsets_to_transaction


class FatalKafkaError(Exception):
    """The client can never work again under this identity; the worker must end and be restarted."""


class PartitionReader:
    """Reads topics as a member of a consumer group, under leases.

    `before_revoke` runs inside `poll`, while the partitions are still ours: it may wait for running work
    to be committed, within bounds. A record is returned only under the lease it was fetched in; records
    fetched around a change of ownership are dropped and fetched again.
    """

    def __init__(
        self,
        connection: Connection,
        group: str,
        topics: Sequence[str],
        instance_id: str,
        membership: Membership,
        before_revoke: Callable[[list[Partition]], None] = lambda _: None,
    ) -> None:
        self.leases = Leases()
        self.at_end: dict[Partition, int] = {}
        self._prefix = connection.prefix
        self._before_revoke = before_revoke
        self._touched: set[Partition] = set()
        self._to_rewind: set[Partition] = set()
        self._braked: bool | None = False
        self._is_joining = True
        membership.tune(connection, group)
        self._consumer = Consumer(
            connection.consumer(
                group,
                fetch_wait_max_ms=150,
                prefetched_kbytes=32 * 1024,
                enable_partition_eof=True,
                **membership.settings(instance_id),
            )
        )
        self._consumer.subscribe(
            [connection.name(topic) for topic in topics],
            on_assign=self._assigned,
            on_revoke=self._revoked,
            on_lost=self._lost,
        )

    def poll(self, max_records: int, timeout_s: float) -> list[tuple[Record, int]]:
        """Records with their leases, in order within each partition. Raises FatalKafkaError.

        `at_end` has the partitions whose end was reached during this poll, as a read_committed reader sees
        it, with the offset of that end: an open transaction may hide more.
        """
        self._touched.clear()
        self.at_end.clear()
        # Asking for one and then for the rest: a single call would wait for max_records or the timeout.
        messages = self._consumer.consume(1, timeout_s)
        if messages:
            messages += self._consumer.consume(max_records - 1, 0)
        self._to_rewind |= {p for p in self._touched if self.leases.of(p) is not None}
        stale = self._touched | self._to_rewind
        self._rewind_pending()
        fresh: list[tuple[Record, int]] = []
        for message in messages:
            if self._is_data(message, stale):
                record = record_of(message, self._prefix)
                partition = Partition(record.topic, record.partition)
                lease = self.leases.of(partition)
                if lease is not None and partition not in stale:
                    fresh.append((record, lease))
        return fresh

    def metadata(self) -> GroupMetadata:
        """The group metadata to fence a transaction with. Only meaningful between two polls: every change
        of ownership that polling has shown is in the leases by then."""
        return self._consumer.consumer_group_metadata()

    def rewind(self) -> None:
        """Goes back to what is committed, for every owned partition, under new leases."""
        self.leases.renew()
        self._to_rewind |= set(self.leases.partitions)
        self._rewind_pending()

    def brake(self, on: bool) -> None:
        """Stops or resumes fetching. Stopping throws the prefetch away, so it is for emergencies only."""
        if on == self._braked:
            return
        owned = [TopicPartition(self._prefix + p.topic, p.number) for p in self.leases.partitions]
        (self._consumer.pause if on else self._consumer.resume)(owned)
        self._braked = on

    def close(self) -> None:
        """Leaves the group, once an assignment that is under way has come or a second has passed: where it
        comes while `Consumer.close` runs, that may hang for ever and hold the interpreter (librdkafka 4041,
        4884)."""
        until_ms = now_ms() + _LAST_LOOK_MS
        try:
            while (self._consumer.consume(256, 0.02) or self._is_joining) and now_ms() < until_ms:
                pass
        finally:
            self._consumer.close()

    def _is_data(self, message: Message, stale: set[Partition]) -> bool:
        error = message.error()
        if error is None:
            return True
        if error.code() == KafkaError._PARTITION_EOF:  # pyright: ignore[reportPrivateUsage]  its public name
            ended = Partition((message.topic() or "").removeprefix(self._prefix), message.partition() or 0)
            if ended not in stale:
                self.at_end[ended] = message.offset() or 0
            return False
        if is_fatal(error):
            raise FatalKafkaError(error.str())
        log.warning("Kafka says: %s", error.str())
        return False

    def committed(self, partition: Partition) -> int:
        """The committed offset, 0 where there is none. Waits for a transaction that still may move it.
        Raises KafkaException."""
        asked = TopicPartition(self._prefix + partition.topic, partition.number)
        (found,) = self._consumer.committed([asked], timeout=30)
        return max(0, found.offset)

    def partitions_of(self, topic: str) -> int:
        """How many partitions a topic has. Raises FatalKafkaError where it does not exist."""
        name = self._prefix + topic
        found = self._consumer.list_topics(name, timeout=30).topics[name]
        if found.error is not None:
            raise FatalKafkaError(f"The topic {name} is missing; 'octavo topics create' makes it.")
        return len(found.partitions)

    def _rewind_pending(self) -> None:
        owned = [p for p in self._to_rewind if self.leases.of(p) is not None]
        if not owned:
            self._to_rewind.clear()
            return
        try:
            asked = [TopicPartition(self._prefix + p.topic, p.number) for p in owned]
            for committed in self._consumer.committed(asked, timeout=10):
                offset = committed.offset if committed.offset >= 0 else OFFSET_BEGINNING
                self._consumer.seek(TopicPartition(committed.topic, committed.partition, offset))
        except KafkaException as error:
            raise_if_fatal(error)
            log.info("rewind waits for the group: %s", error)
            return
        self._to_rewind.clear()

    def _assigned(self, _: Consumer, partitions: list[TopicPartition]) -> None:
        named = self._named(partitions)
        self._braked = None  # those that stay may be paused, those that come are not: the next brake decides
        self.leases.grant(named)
        self._is_joining = False
        self._touched |= set(named)

    def _revoked(self, _: Consumer, partitions: list[TopicPartition]) -> None:
        named = self._named(partitions)
        self._before_revoke(named)
        self._end(named)

    def _lost(self, _: Consumer, partitions: list[TopicPartition]) -> None:
        named = self._named(partitions)
        log.info("%d partitions were lost; what was running for them is dropped and redone", len(named))
        self._end(named)

    def _end(self, partitions: list[Partition]) -> None:
        self.leases.end(partitions)
        self._is_joining = not self.leases.partitions
        self._touched |= set(partitions)

    def _named(self, partitions: Iterable[TopicPartition]) -> list[Partition]:
        return [Partition(p.topic.removeprefix(self._prefix), p.partition) for p in partitions]


def record_of(message: Message, prefix: str = "") -> Record:
    """A message as a plain record; header values that are not UTF-8 are read with replacement."""
    headers = message.headers() or []
    pairs = headers.items() if isinstance(headers, dict) else headers
    key, value = message.key(), message.value()
    return Record(
        topic=(message.topic() or "").removeprefix(prefix),
        partition=message.partition() or 0,
        offset=message.offset() or 0,
        key=key.encode() if isinstance(key, str) else key,
        value=value.encode() if isinstance(value, str) else value,
        headers={name: _text(content) for name, content in pairs},
        timestamp_ms=max(0, message.timestamp()[1]),
    )


def is_fatal(error: KafkaError) -> bool:
    """One that a consumer hands out in place of a message says so by its code alone."""
    return error.fatal() or error.code() == KafkaError._FATAL  # pyright: ignore[reportPrivateUsage]  its public name


def raise_if_fatal(error: KafkaException) -> None:
    cause = error.args[0]
    if isinstance(cause, KafkaError) and is_fatal(cause):
        raise FatalKafkaError(cause.str()) from error


def _text(content: str | bytes | None) -> str:
    return content.decode(errors="replace") if isinstance(content, bytes) else content or ""
