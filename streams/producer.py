"""The writing side: outputs and consumed offsets in one transaction."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping

from confluent_kafka import KafkaException, Producer

from streams.calls import Caller, Overdue
from streams.clock import now_ms
from streams.connection import Connection
from streams.consumer import FatalKafkaError, GroupMetadata, raise_if_fatal
from streams.item import Partition
from streams.surroundings import KAFKA_PAUSE_S, PATIENCE_S, Patience
from streams.transaction import Outgoing, Transaction, broker_away, group_moved, transaction_unknown

__all__ = ["Aborted", "Outgoing", "TransactionalProducer"]

log = logging.getLogger(__name__)

_OPEN_STEP_S = 5.0
_SHARE_OF_SESSION = 0.6
"""How long the broker leaves a transaction open, of the session. A dead worker's partitions go to another
when its session ends; by then what it left open must be over, or the other would wait for that as well."""
_MARGIN_S = 5.0


class Aborted(Exception):
    """The transaction was aborted: nothing of it is visible, no offset moved. The work may be redone.

    `fenced_by_group`: the group metadata was out of date; with a fresh snapshot the same outputs may be
    committed, if the partitions stayed with this worker throughout. `away`: the broker did not answer, so
    that even whether it was committed is not known; the committed offsets tell.
    """

    def __init__(self, message: str, fenced_by_group: bool = False, away: bool = False) -> None:
        super().__init__(message)
        self.fenced_by_group = fenced_by_group
        self.away = away


class TransactionalProducer:
    """One transaction at a time, under a transactional id that is static for a worker slot, so that a
    restarted worker fences its predecessor at once. Used by one thread. A record that cannot be delivered
    fails the commit, so no delivery report is asked for.

    A client that hangs, or cannot abort, is left behind and another takes its place under the same id, which
    settles the fate of whatever was open. `patience_s`: how long the broker may be away; `stopping` ends
    waiting early.
    """

    def __init__(
        self,
        connection: Connection,
        transactional_id: str,
        session_timeout_ms: int,
        stopping: threading.Event | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._connection = connection
        self._id = connection.name(transactional_id)
        self._timeout_ms = round(_SHARE_OF_SESSION * session_timeout_ms)
        self._limit_s = session_timeout_ms / 1000 + _MARGIN_S
        self._stopping = stopping or threading.Event()
        self._patience_s = patience_s
        self._caller = Caller(f"transactions of {transactional_id}")
        self._producer = self._made()

    def open(self) -> bool:
        """Fences predecessors and aborts what they left open, and waits for a broker that is away. False
        where it was told to stop first. Raises FatalKafkaError."""
        patience = Patience(self._patience_s, KAFKA_PAUSE_S)
        while not self._stopping.is_set():
            try:
                self._caller.call(_opened(self._producer), 2 * _OPEN_STEP_S)
                return True
            except Overdue:
                self._producer = self._made()
                self._wait(patience, "it does not answer")
            except KafkaException as error:
                raise_if_fatal(error)
                self._wait(patience, str(error.args[0]))
        return False

    def commit(
        self, outgoing: Iterable[Outgoing], offsets: Mapping[Partition, int], metadata: GroupMetadata
    ) -> None:
        """Publishes all of it and moves the offsets, or nothing. Raises Aborted or FatalKafkaError."""
        transaction = Transaction(
            self._producer,
            self._connection,
            list(outgoing),
            offsets,
            metadata,
            self._limit_s,
            threading.Event(),
        )
        try:
            self._caller.call(transaction.run, 2 * self._limit_s)
        except Overdue as error:
            transaction.abandon()
            self._renew()
            raise Aborted(f"Kafka did not answer: {error}", away=True) from error
        except KafkaException as error:
            if transaction_unknown(error):
                self._renew()
                raise Aborted(str(error), away=True) from error
            raise_if_fatal(error)
            self._abort()
            raise Aborted(str(error), group_moved(error), broker_away(error)) from error

    def close(self) -> None:
        """Lets go of the connection. A transaction left open is aborted by the next holder of the id."""
        try:
            self._caller.call(self._producer.close, self._limit_s)
        except (KafkaException, Overdue) as error:  # a fenced producer cannot even say good-bye
            log.debug("closing a producer: %s", error)
        self._caller.close()

    def _made(self) -> Producer:
        return Producer(
            self._connection.producer(transactional_id=self._id, transaction_timeout_ms=self._timeout_ms)
        )

    def _abort(self) -> None:
        producer = self._producer
        try:
            self._caller.call(lambda: producer.abort_transaction(self._limit_s), self._limit_s + _MARGIN_S)
        except Overdue:
            self._renew()
        except KafkaException as error:
            if not transaction_unknown(error):
                raise_if_fatal(error)
            self._renew()

    def _renew(self) -> None:
        log.info("the producer of %s is replaced", self._id)
        self._producer = self._made()
        self.open()

    def _wait(self, patience: Patience, why: str) -> None:
        pause_s = patience.failed(now_ms())
        if pause_s is None:
            raise FatalKafkaError(
                f"Kafka at {self._connection.bootstrap_servers} gave no transactional producer in "
                f"{self._patience_s:g} s ({why}); check that it runs and that this user may write."
            )
        self._stopping.wait(pause_s)


def _opened(producer: Producer) -> Callable[[], None]:
    return lambda: producer.init_transactions(_OPEN_STEP_S)
