"""Publishing PDFs to `ingest`, as any other Kafka client could."""

import logging
import re
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from confluent_kafka import KafkaError, Message, Producer

from octavo.errors import NoKafka, UsageError
from octavo.reader import answering
from octavo.verdict import Admission
from schemas.blobs import BlobRef, BlobStore, blob_key
from schemas.events import FIRST_RUN, DocumentSubmitted
from schemas.labels import Priority
from schemas.records import DEADLINE, NAME, PRIORITY, REQUEST, SCHEMA, TENANT
from streams.codec import Headers
from streams.connection import Connection

log = logging.getLogger(__name__)

INGEST = "ingest"
INLINE_BYTES = 1024 * 1024
"""A larger PDF goes through the blob store: Kafka moves many small records better than a few huge ones."""


@dataclass(frozen=True, slots=True)
class Order:
    """Who asks, how urgently, and how long the answer is worth having (seconds from now)."""

    tenant: str = "default"
    priority: str = Priority.NORMAL
    deadline_s: float | None = None

    def __post_init__(self) -> None:
        if self.priority not in tuple(Priority):
            choices = ", ".join(Priority)
            raise UsageError(f"There is no priority {self.priority!r}; choose one of {choices}.")
        if self.deadline_s is not None and self.deadline_s <= 0:
            raise UsageError("A deadline must lie ahead: give more than 0 seconds.")
        if not self.tenant:
            raise UsageError("A tenant needs a name.")


class Submitter:
    """Publishes PDFs. `submit` returns before Kafka has them; `flush` waits until it does. Safe for many
    threads. Raises NoKafka where a PDF could not be published, and NoRoom where `admission` refuses it."""

    def __init__(self, connection: Connection, blobs: BlobStore, admission: Admission | None = None) -> None:
        self._admission = admission
        self._connection = connection
        self._blobs = blobs
        self._producer = Producer(connection.producer(delivery_timeout_ms=30_000), logger=log)
        self._lock = threading.Lock()
        self._lost: str = ""

    def submit(self, data: bytes, name: str, order: Order, request_id: str) -> None:
        if self._admission:
            self._admission.check()
        headers = _headers(name, order, request_id)
        value = data
        if len(data) > INLINE_BYTES:
            value = self._store(data, name, order, request_id)
            headers.append((SCHEMA, f"{DocumentSubmitted.__name__}/{DocumentSubmitted.version}".encode()))
        with answering(self._connection):
            while True:
                try:
                    self._producer.produce(
                        self._connection.name(INGEST),
                        value=value,
                        key=request_id,
                        headers=headers,
                        on_delivery=self._delivered,
                    )
                    break
                except BufferError:
                    self._producer.poll(0.1)  # the local queue is full: let deliveries empty it
        self._producer.poll(0)

    def flush(self, timeout_s: float = 40.0) -> None:
        """Waits until Kafka has everything that was submitted."""
        left = self._producer.flush(timeout_s)
        with self._lock:
            lost, self._lost = self._lost, ""
        if lost or left:
            where = self._connection.bootstrap_servers
            raise NoKafka(
                f"Kafka at {where} did not take what was submitted ({lost or 'no answer'}): "
                "check that it runs, and submit it again."
            )

    def _store(self, data: bytes, name: str, order: Order, request_id: str) -> bytes:
        key = blob_key(request_id, FIRST_RUN, "submitted.pdf")
        self._blobs.put(key, data)
        event = DocumentSubmitted(
            request_id=request_id,
            tenant=order.tenant,
            priority=Priority(order.priority),
            name=name,
            deadline_ms=_deadline_ms(order),
            blob=BlobRef(key=key, size_bytes=len(data), encoding="pdf"),
        )
        return event.model_dump_json().encode()

    def _delivered(self, error: KafkaError | None, _: Message) -> None:
        if error is not None:
            with self._lock:
                self._lost = self._lost or error.str()


def new_request_id(name: str) -> str:
    """A unique id that still says which file it was: `annual-report-1f0c2a9b`."""
    stem = name.rpartition("/")[2]
    stem = stem[:-4] if stem.lower().endswith(".pdf") else stem
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")[:48].rstrip("-")
    return f"{slug or 'document'}-{uuid.uuid4().hex[:8]}"


def new_run_id() -> str:
    """A unique id that says when the run was asked for, in UTC: `20260131-174500-1f0c`."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:4]}"


def _deadline_ms(order: Order) -> int | None:
    return None if order.deadline_s is None else max(1, round(order.deadline_s * 1000))


def _headers(name: str, order: Order, request_id: str) -> Headers:
    named = {REQUEST: request_id, TENANT: order.tenant, PRIORITY: str(order.priority), NAME: name}
    deadline_ms = _deadline_ms(order)
    if deadline_ms is not None:
        named[DEADLINE] = f"{deadline_ms}ms"
    return [(key, text.encode()) for key, text in named.items()]
