"""The writing side: outputs and consumed offsets in one transaction."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from confluent_kafka import KafkaError, KafkaException, Producer, TopicPartition

from streams.codec import Headers
from streams.connection import Connection
from streams.consumer import FatalKafkaError, GroupMetadata, raise_if_fatal
from streams.item import Partition
from streams.stage import Address

log = logging.getLogger(__name__)

_ANY_PARTITION = -1


class Aborted(Exception):
    """The transaction was aborted: nothing of it is visible, no offset moved. The work may be redone.

    `fenced_by_group`: the group metadata was out of date; with a fresh snapshot the same outputs may be
    committed, if the partitions stayed with this worker throughout.
    """

    def __init__(self, message: str, fenced_by_group: bool) -> None:
        super().__init__(message)
        self.fenced_by_group = fenced_by_group


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record to publish."""

    address: Address
    value: bytes
    headers: Headers


class TransactionalProducer:
    """One transaction at a time, under a transactional id that is static for a worker slot, so that a
    restarted worker fences its predecessor at once. Used by one thread. A record that cannot be delivered
    fails the commit, so no delivery report is asked for."""

    def __init__(self, connection: Connection, transactional_id: str, timeout_ms: int) -> None:
        self._connection = connection
        self._producer = Producer(
            connection.producer(
                transactional_id=connection.name(transactional_id), transaction_timeout_ms=timeout_ms
            )
        )

    def open(self, timeout_s: float = 60.0) -> None:
        """Fences predecessors and aborts what they left open. Raises FatalKafkaError."""
        try:
            self._producer.init_transactions(timeout_s)
        except KafkaException as error:
            raise FatalKafkaError(f"Kafka gave no transactional producer: {error}") from error

    def commit(
        self, outgoing: Iterable[Outgoing], offsets: Mapping[Partition, int], metadata: GroupMetadata
    ) -> None:
        """Publishes all of it and moves the offsets, or nothing. Raises Aborted or FatalKafkaError."""
        try:
            self._producer.begin_transaction()
            for record in outgoing:
                self._produce(record)
            positions = [
                TopicPartition(self._connection.name(partition.topic), partition.number, offset)
                for partition, offset in offsets.items()
            ]
            self._producer.send_offsets_to_transaction(positions, metadata, 30.0)
            self._producer.commit_transaction(30.0)
        except KafkaException as error:
            raise_if_fatal(error)
            self._abort()
            raise Aborted(str(error), _group_moved(error)) from error

    def close(self) -> None:
        """Lets go of the connection. A transaction left open is aborted by the next holder of the id."""
        try:
            self._producer.close()
        except KafkaException as error:  # a fenced producer cannot even say good-bye
            log.debug("closing a producer: %s", error)

    def _produce(self, record: Outgoing) -> None:
        address = record.address
        partition = _ANY_PARTITION if address.partition is None else address.partition
        while True:
            try:
                self._producer.produce(
                    self._connection.name(address.topic),
                    value=record.value,
                    key=address.key,
                    partition=partition,
                    headers=record.headers,
                )
                break
            except BufferError:
                self._producer.poll(0.05)  # the local queue is full: let deliveries empty it

    def _abort(self) -> None:
        try:
            self._producer.abort_transaction(30.0)
        except KafkaException as error:
            raise_if_fatal(error)
            raise FatalKafkaError(f"A transaction could not be aborted: {error}") from error


def _group_moved(error: KafkaException) -> bool:
    cause = error.args[0]
    return isinstance(cause, KafkaError) and cause.code() in (
        KafkaError.ILLEGAL_GENERATION,
        KafkaError.UNKNOWN_MEMBER_ID,
        KafkaError.REBALANCE_IN_PROGRESS,
        KafkaError.FENCED_MEMBER_EPOCH,
        KafkaError.STALE_MEMBER_EPOCH,
    )
