"""One transaction, step by step, and how it is left when it takes too long."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from confluent_kafka import KafkaError, KafkaException, Producer, TopicPartition

from streams.codec import Headers
from streams.connection import Connection
from streams.consumer import GroupMetadata
from streams.item import Partition
from streams.stage import Address

_ANY_PARTITION = -1


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to publish."""

    address: Address
    value: bytes
    headers: Headers


@dataclass(slots=True)
class Transaction:
    """`run` may be in one thread and `abandon` in another."""

    producer: Producer
    connection: Connection
    outgoing: Sequence[Outgoing]
    offsets: Mapping[Partition, int]
    metadata: GroupMetadata
    limit_s: float
    _abandoned: threading.Event

    def run(self) -> None:
        """Raises KafkaException."""
        self.producer.begin_transaction()
        for record in self.outgoing:
            self._produce(record)
        positions = [
            TopicPartition(self.connection.name(partition.topic), partition.number, offset)
            for partition, offset in self.offsets.items()
        ]
        # librdkafka may forget this limit while the group's coordinator is away (its issue 5456).
        self.producer.send_offsets_to_transaction(positions, self.metadata, self.limit_s)
        if not self._abandoned.is_set():
            self.producer.commit_transaction(self.limit_s)

    def abandon(self) -> None:
        """Nobody waits for it any more: it is not committed, unless that has begun."""
        self._abandoned.set()

    def _produce(self, record: Outgoing) -> None:
        address = record.address
        partition = _ANY_PARTITION if address.partition is None else address.partition
        while not self._abandoned.is_set():
            try:
                self.producer.produce(
                    self.connection.name(address.topic),
                    value=record.value,
                    key=address.key,
                    partition=partition,
                    headers=record.headers,
                )
                break
            except BufferError:
                self.producer.poll(0.05)  # the local queue is full: let deliveries empty it


def group_moved(error: KafkaException) -> bool:
    """The group metadata was out of date."""
    return _code(error) in (
        KafkaError.ILLEGAL_GENERATION,
        KafkaError.UNKNOWN_MEMBER_ID,
        KafkaError.REBALANCE_IN_PROGRESS,
        KafkaError.FENCED_MEMBER_EPOCH,
        KafkaError.STALE_MEMBER_EPOCH,
    )


def broker_away(error: KafkaException) -> bool:
    """The broker did not answer, or was not ready; nothing is wrong with what it was asked."""
    cause = error.args[0]
    retriable = isinstance(cause, KafkaError) and cause.retriable()
    return retriable or _code(error) in (
        KafkaError._TIMED_OUT,  # pyright: ignore[reportPrivateUsage]  the public names of these
        KafkaError._MSG_TIMED_OUT,  # pyright: ignore[reportPrivateUsage]
        KafkaError._TRANSPORT,  # pyright: ignore[reportPrivateUsage]
        KafkaError._ALL_BROKERS_DOWN,  # pyright: ignore[reportPrivateUsage]
        KafkaError._WAIT_COORD,  # pyright: ignore[reportPrivateUsage]
        KafkaError.REQUEST_TIMED_OUT,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError.NOT_COORDINATOR,
        KafkaError.NOT_ENOUGH_REPLICAS,
        KafkaError.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
    )


def transaction_unknown(error: KafkaException) -> bool:
    """The broker has no such transaction open: what began it was lost while the broker was away. The client
    takes that for fatal, and only it has to go: nobody else holds its id."""
    return _code(error) == KafkaError.INVALID_TXN_STATE


def _code(error: KafkaException) -> int | None:
    cause = error.args[0]
    return cause.code() if isinstance(cause, KafkaError) else None
