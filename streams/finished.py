"""The `finished` topic as a set: which runs of which requests are over."""

import math
from collections import deque

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    KafkaError,
    KafkaException,
    Message,
    TopicPartition,
)

from schemas.events import Request
from streams.clock import now_ms
from streams.codec import Undecodable, decode
from streams.connection import Connection
from streams.consumer import record_of
from streams.digests import Digests, digest

TOPIC = "finished"
_LONGEST_MS = 30_000.0


class FinishedRuns:
    """Runs that are over, remembered for at least `kept_ms` each, and an eighth of it longer at most: as long
    as `outputs` may still hold a part of theirs."""

    def __init__(self, kept_ms: float = math.inf) -> None:
        self._kept_ms = kept_ms
        self._spans: deque[tuple[float, Digests]] = deque()  # (the last time in it, runs), oldest first

    def add(self, request: Request, at_ms: float) -> None:
        """`at_ms`: when it ended. A span takes in whatever ends within an eighth of `kept_ms`."""
        if not self._spans or at_ms > self._spans[-1][0]:
            self._spans.append((at_ms + self._kept_ms / 8, Digests()))
        self._spans[-1][1].add(digest(request))

    def forget(self, now_ms: float) -> None:
        """Drops what ended too long ago."""
        while self._spans and self._spans[0][0] < now_ms - self._kept_ms:
            self._spans.popleft()

    def __contains__(self, request: Request) -> bool:
        sought = digest(request)
        return any(sought in span for _, span in self._spans)

    def __len__(self) -> int:
        return sum(len(span) for _, span in self._spans)


class FinishedReader:
    """Reads one partition of `finished` from its beginning to its end, as that stands when it is asked.

    The end is that of a read_uncommitted reader, and reading goes on until it is reached: a transaction
    that is still open there is waited for, since it may be a predecessor's result on its way.
    """

    def __init__(self, connection: Connection, kept_ms: float = math.inf) -> None:
        self._kept_ms = kept_ms
        self._connection = connection
        self._consumer = Consumer(connection.consumer("finished-reader", enable_partition_eof=True))
        settings = connection.consumer("finished-reader") | {"isolation.level": "read_uncommitted"}
        self._raw = Consumer(settings)

    def end_of(self, topic: str, partition: int) -> int:
        """One past the last record of a partition, committed or not. Raises KafkaException."""
        asked = TopicPartition(self._connection.name(topic), partition)
        return self._raw.get_watermark_offsets(asked, timeout=30)[1]

    def read(self, partition: int) -> FinishedRuns:
        """Raises KafkaException where the broker does not answer, or a transaction stays open too long."""
        end = self.end_of(TOPIC, partition)
        finished = FinishedRuns(self._kept_ms)
        if end == 0:
            return finished
        self._consumer.assign([TopicPartition(self._connection.name(TOPIC), partition, OFFSET_BEGINNING)])
        try:
            # Strictly by age: a run that was forgotten, and came again, must not be over after a restart.
            _read_to(self._consumer, end, finished, now_ms() - self._kept_ms)
            return finished
        finally:
            self._consumer.unassign()

    def close(self) -> None:
        self._consumer.close()
        self._raw.close()


def _read_to(consumer: Consumer, end: int, finished: FinishedRuns, since_ms: float) -> None:
    until = now_ms() + _LONGEST_MS
    while now_ms() < until:
        for message in consumer.consume(1, 1.0):
            error = message.error()
            if error is None:
                _take(message, finished, since_ms)
            elif error.code() != KafkaError._PARTITION_EOF:  # pyright: ignore[reportPrivateUsage]  its public name
                raise KafkaException(error)
            elif (message.offset() or 0) >= end:
                return
    raise KafkaException(KafkaError(KafkaError._TIMED_OUT))  # pyright: ignore[reportPrivateUsage]  its public name


def _take(message: Message, finished: FinishedRuns, since_ms: float) -> None:
    record = record_of(message)
    try:
        event = decode(record)
    except Undecodable:
        return
    at_ms = record.timestamp_ms or now_ms()
    if at_ms >= since_ms:
        finished.add((event.request_id, event.run_id), at_ms)
