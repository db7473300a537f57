"""Which runs were cancelled, as the `control` topic tells: known to every worker, at every queue."""

import logging
import threading
from collections import deque

from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, Message, TopicPartition

from schemas.events import CancelRequested, Request
from streams.clock import now_ms
from streams.codec import Undecodable, decode
from streams.connection import Connection
from streams.consumer import record_of
from streams.item import Item
from streams.unwanted import past_deadline

log = logging.getLogger(__name__)


TOPIC = "control"
_STEP_S = 0.2
_PAUSE_S = 1.0


class Cancels:
    """Follows `control` in a thread of its own, from `kept_ms` before its start on.

    A cancel is known here a moment after it was published. Not guaranteed: that it is known before work on
    the run has begun, or, while the broker is away, at all; the assembler, which ends the run, has it from
    its own log.
    """

    def __init__(self, connection: Connection, kept_ms: float) -> None:
        """`kept_ms`: how long a run may be under way; its cancel is remembered as long."""
        self._connection = connection
        self._kept_ms = kept_ms
        self.runs: set[Request] = set()
        self._order: deque[tuple[float, Request]] = deque()
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._follow, name="cancels", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def unwanted(self, item: Item) -> bool:
        """True for an item of a cancelled run, and for an expired one. Safe from any thread."""
        return past_deadline(item) or (item.request in self.runs and item.may_be_dropped)

    def note(self, request: Request, at_ms: float) -> None:
        """This run was cancelled; what was cancelled long before is forgotten."""
        with self._changed:
            if request not in self.runs:
                self.runs.add(request)
                self._order.append((at_ms, request))
            while self._order and self._order[0][0] < at_ms - self._kept_ms:
                self.runs.discard(self._order.popleft()[1])
            self._changed.notify_all()

    def await_noted(self, request: Request, timeout_s: float) -> bool:
        """Waits until this cancel is known here; False where it is not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: request in self.runs, timeout_s)

    def _follow(self) -> None:
        consumer = Consumer(self._connection.consumer("cancels", fetch_wait_max_ms=500), logger=log)
        try:
            while not self._stopping.is_set() and not self._assigned(consumer):
                self._stopping.wait(_PAUSE_S)
            while not self._stopping.is_set():
                # One at a time: a call for more waits for more.
                for message in consumer.consume(1, _STEP_S):
                    if message.error() is None:
                        self._take(message)
                    else:
                        log.info("control cannot be read: %s", message.error())
        finally:
            consumer.close()

    def _assigned(self, consumer: Consumer) -> bool:
        """Goes to where the cancels lie that still count; False where the broker does not say."""
        name = self._connection.name(TOPIC)
        try:
            found = consumer.list_topics(name, timeout=10).topics[name]
            since = max(0, int(now_ms() - self._kept_ms))
            asked = [TopicPartition(name, number, since) for number in found.partitions]
            starts = consumer.offsets_for_times(asked, timeout=10) if asked else []
        except KafkaException as error:
            log.info("control cannot be read yet: %s", error)
            return False
        # -1: nothing that young is there. From the end, a cancel published at this moment could be missed.
        consumer.assign(
            [
                TopicPartition(p.topic, p.partition, p.offset if p.offset >= 0 else OFFSET_BEGINNING)
                for p in starts
            ]
        )
        return bool(starts)

    def _take(self, message: Message) -> None:
        record = record_of(message)
        try:
            event = decode(record)
        except Undecodable:
            return  # intake answers it
        if isinstance(event, CancelRequested):
            self.note((event.request_id, event.run_id), record.timestamp_ms or now_ms())
