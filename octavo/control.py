"""Cancelling: a word on the `control` topic, which every worker and the assembler hear."""

import time

from confluent_kafka import Producer

from octavo.errors import NoKafka, UsageError
from octavo.reader import EventReader, answering
from schemas.events import FIRST_RUN, CancelRequested, DocumentProgressed
from streams.codec import encode
from streams.connection import Connection

CONTROL = "control"
_UNDER_WAY = ("waiting", "running")


def cancel(connection: Connection, request_id: str, run_id: str | None = None) -> list[str]:
    """Asks for the end of a run, or of every run of the request that is under way, and returns their ids.

    Returns when Kafka has the word; the result, a DocumentCancelled, comes a moment later. A request of which
    nothing is known yet is taken to be on its way: its first run ends as soon as it is opened. A run that has
    ended stays as it is. Raises UsageError where all have ended, NoKafka.
    """
    runs = [run_id] if run_id else _runs_under_way(connection, request_id)
    with answering(connection):
        producer = Producer(connection.producer(delivery_timeout_ms=30_000))
        for run in runs:
            event = CancelRequested(
                request_id=request_id, run_id=run, requested_at_ms=time.time_ns() // 1_000_000
            )
            value, headers = encode(event)
            producer.produce(connection.name(CONTROL), value=value, key=request_id, headers=headers)
        if producer.flush(40.0):
            raise NoKafka(f"Kafka at {connection.bootstrap_servers} did not take the cancel; try again.")
    return runs


def _runs_under_way(connection: Connection, request_id: str) -> list[str]:
    latest: dict[str, str] = {}
    reader = EventReader(connection, ["progress"])
    try:
        while not reader.at_end:
            for event in reader.poll(0.5):
                if isinstance(event, DocumentProgressed) and event.request_id == request_id:
                    latest[event.run_id] = event.status
    finally:
        reader.close()
    under_way = [run for run, status in latest.items() if status in _UNDER_WAY]
    if latest and not under_way:
        raise UsageError(f"{request_id} has ended already; there is nothing to cancel.")
    return under_way or [FIRST_RUN]
