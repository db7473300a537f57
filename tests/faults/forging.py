"""A second producer on `outputs`: it publishes again what agents published, in whatever order it likes."""

import random
import threading
from collections import Counter, defaultdict
from typing import Self

from confluent_kafka import Consumer, KafkaError, Message, Producer, TopicPartition

from schemas.records import REQUEST, Record
from streams.connection import Connection
from tests.faults.oracle import FORGED
from tests.faults.reading import Follower, committed
from tests.faults.trial import wait_until

OUTPUTS, READER = "outputs", "assembler"
AT_ONCE, LATE, REORDERED = "repeated at once", "repeated after the end", "in another order"


class Forger:
    """Counts what it published by kind, with its place, until the assembler has committed past it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._producer = Producer(connection.producer())
        self._published: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._lock = threading.Lock()
        self._wanted = 0
        self._follower: Follower | None = None

    def __enter__(self) -> Self:
        self._follower = Follower(self._connection, OUTPUTS, taken=self._follow)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._follower is not None
        self._follower.close()
        self._producer.flush(10)

    def repeat_at_once(self, count: int, patience_s: float = 30.0) -> None:
        """The next records of whichever documents are under way are published again as they come."""
        with self._lock:
            self._wanted = count
        wait_until(f"{count} records repeated", lambda: self._wanted == 0, patience_s)

    def repeat(self, request: str) -> None:
        """All of a request that has ended."""
        for record in self._of(request):
            self._publish(LATE, record, request, record.value or b"")

    def shuffle(self, request: str, forged: str, dice: random.Random) -> None:
        """All of a request as if they were another one's, in any order: the opening may come last. Blobs are
        those of the first."""
        records = self._of(request)
        dice.shuffle(records)
        for record in records:
            value = (record.value or b"").replace(
                f'"request_id":"{request}"'.encode(), f'"request_id":"{forged}"'.encode()
            )
            self._publish(REORDERED, record, forged, value)

    def read_past(self, patience_s: float) -> dict[str, int]:
        """How much of each kind the assembler has committed past. Raises TimeoutError where not all of it."""
        assert self._producer.flush(30) == 0
        furthest: dict[int, int] = {}
        for places in self._published.values():
            for partition, offset in places:
                furthest[partition] = max(offset, furthest.get(partition, -1))
        consumer = Consumer(self._connection.consumer(READER))
        try:
            asked = [TopicPartition(self._connection.name(OUTPUTS), number) for number in furthest]
            wait_until(
                "the assembler has read past all that was forged",
                lambda: all(p.offset > furthest[p.partition] for p in consumer.committed(asked, timeout=30)),
                patience_s,
            )
        finally:
            consumer.close()
        return dict(Counter({kind: len(places) for kind, places in self._published.items()}))

    def _of(self, request: str) -> list[Record]:
        return [
            record
            for record in committed(self._connection, [OUTPUTS])
            if record.headers.get(REQUEST) == request and FORGED not in record.headers
        ]

    def _follow(self, record: Record) -> None:
        with self._lock:
            if self._wanted == 0 or FORGED in record.headers:
                return
            self._publish(AT_ONCE, record, record.headers.get(REQUEST, ""), record.value or b"")
            self._wanted -= 1

    def _publish(self, kind: str, record: Record, request: str, value: bytes) -> None:
        def told(error: KafkaError | None, message: Message) -> None:
            assert error is None, error
            self._published[kind].append((message.partition() or 0, message.offset() or 0))

        headers = {**record.headers, REQUEST: request, FORGED: "yes"}
        self._producer.produce(
            self._connection.name(OUTPUTS),
            value=value,
            key=request,
            headers=list(headers.items()),
            on_delivery=told,
        )
        self._producer.poll(0)
