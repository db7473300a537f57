"""Load that nobody waits for, and what it was given: submitted, watched on `outputs`, cancelled."""

from collections.abc import Mapping, Sequence

from confluent_kafka import Producer

from benchmarks.estimates import Served
from benchmarks.rig import Rig
from benchmarks.topic_log import TopicLog
from octavo.reader import Positions, ends
from schemas.events import CancelRequested
from schemas.parts import PageLaidOut
from streams.codec import decode, encode


def cancel(rig: Rig, request_ids: Sequence[str]) -> None:
    """Asks for the end of these requests. Pages already on their way are still worked on."""
    producer = Producer(rig.connection.producer(delivery_timeout_ms=30_000))
    for request_id in request_ids:
        value, headers = encode(CancelRequested(request_id=request_id))
        producer.produce(rig.connection.name("control"), value=value, key=request_id, headers=headers)
    producer.flush(40.0)


def outputs_now(rig: Rig) -> Positions:
    """Where `outputs` ends, to read on from there later."""
    return ends(rig.connection, ["outputs"])


def served(rig: Rig, since: Positions, tenants: Mapping[str, str]) -> list[Served]:
    """Every page laid out since, in order of time, for requests named in `tenants` (request id to tenant).
    A page's time is when it was published, just after its batch ended."""
    log = TopicLog(rig.connection, "outputs", since)
    found: list[Served] = []
    try:
        while records := log.poll(2.0):
            for record in records:
                if record.headers.get("request") not in tenants:
                    continue
                event = decode(record)
                if isinstance(event, PageLaidOut) and event.timing:
                    tenant = tenants[event.request_id]
                    found.append(Served(record.timestamp_ms / 1000, tenant, event.timing.device_ms / 1000))
    finally:
        log.close()
    return sorted(found)
