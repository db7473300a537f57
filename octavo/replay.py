"""Replaying: requests that have ended are submitted again under a new run id."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from confluent_kafka import Producer

from agents.reuse import STAGES
from octavo.durations import seconds_of
from octavo.errors import NoKafka, UsageError
from octavo.ingested import restore
from octavo.profiles import ProfileError, load_profile
from octavo.reader import EventReader, answering
from octavo.submission import INGEST, new_run_id
from schemas.blobs import BlobMissing, BlobRef, blob_key
from schemas.document import Envelope
from schemas.events import FIRST_RUN, DocumentProgressed, DocumentSubmitted, ReplayOf
from streams.blobs import Blobs
from streams.codec import encode
from streams.connection import Connection

_FROM = {"ingest": ("rasterizer",), "pages": ("layout",), "outputs": ("assembler",)}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which requests. Times are of submission, in milliseconds since the epoch; no selector means all."""

    request_id: str | None = None
    since_ms: int | None = None
    until_ms: int | None = None
    failed: bool = False

    def takes(self, result: Envelope) -> bool:
        at_ms = result.timings.submitted_at_ms
        return (
            self.request_id in (None, result.request_id)
            and (self.since_ms is None or at_ms >= self.since_ms)
            and (self.until_ms is None or at_ms <= self.until_ms)
            and (not self.failed or result.status in ("failed", "partial"))
        )


@dataclass(frozen=True, slots=True)
class How:
    """The stages to redo, besides what follows them; `profile`: the only one whose workers may do it."""

    redo: tuple[str, ...] = _FROM["ingest"]
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Replayed:
    """`running`: requests left out, since a run of theirs has not ended. `gone`: those without a PDF."""

    run_id: str
    requests: tuple[str, ...]
    running: tuple[str, ...]
    gone: tuple[str, ...]


def how_of(start: str | None, stage: str | None, profile: str | None, failed: bool) -> How:
    """Raises UsageError for a place or stage that there is not, and for a profile that cannot be read."""
    if start is not None and start not in _FROM:
        raise UsageError(f"Nothing can be replayed from {start!r}; choose one of {', '.join(_FROM)}.")
    if stage is not None and stage not in STAGES:
        raise UsageError(f"There is no stage {stage!r} to redo; choose one of {', '.join(STAGES)}.")
    redo = (stage,) if stage else _FROM[start] if start else ()
    if start and stage and start != "ingest":
        redo = (*_FROM[start], stage)
    if not redo and not profile and not failed:
        redo = _FROM["ingest"]
    try:
        return How(redo, load_profile(profile).name if profile else "")
    except ProfileError as error:
        raise UsageError(str(error)) from error


def time_ms(text: str) -> int:
    """An ISO 8601 time (UTC where it names no zone), or a length of time ago. Raises UsageError."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return int((time.time() - seconds_of(text)) * 1000)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)


def replay(connection: Connection, blobs: Blobs, selection: Selection, how: How) -> Replayed:
    """Returns when Kafka has the new submissions. Raises UsageError where nothing can be replayed, NoKafka,
    and OSError where the blob store fails."""
    newest, running = _known(connection)
    if selection.request_id and selection.request_id not in {*newest, *running}:
        raise UsageError(f"There is no result of a request {selection.request_id!r}; see octavo results.")
    chosen = [result for result in newest.values() if selection.takes(result)]
    ended = [result for result in chosen if result.request_id not in running]
    run_id = new_run_id()
    stored = {result.request_id: _pdf(blobs, result) for result in ended}
    lost = {request_id for request_id, blob in stored.items() if blob is None}
    if lost:
        stored |= restore(connection, blobs, lost)
    submitted = {
        result.request_id: _submission(stored[result.request_id], result, run_id, how) for result in ended
    }
    there = [event for event in submitted.values() if event]
    left_out = tuple(sorted(running & {*(result.request_id for result in chosen), selection.request_id}))
    gone = tuple(request_id for request_id, event in submitted.items() if event is None)
    if not there:
        why = f" Still running: {', '.join(left_out)}." if left_out else ""
        why += f" The PDF is gone, submit it again: {', '.join(gone)}." if gone else ""
        raise UsageError(f"There is nothing to replay.{why}")
    for event in there:
        assert event.replay is not None
        blobs.put(blob_key(event.request_id, event.replay.run_id, "pins", run_id), b"pinned")
    _publish(connection, there)
    return Replayed(run_id, tuple(event.request_id for event in there), left_out, gone)


def _known(connection: Connection) -> tuple[dict[str, Envelope], set[str]]:
    """The newest result of each request, without its document, and the requests that have not ended."""
    newest: dict[str, Envelope] = {}
    progress: dict[tuple[str, str], str] = {}
    ended: set[tuple[str, str]] = set()
    for event in _all(connection):
        if isinstance(event, Envelope):
            newest[event.request_id] = event.model_copy(update={"document": None})
            ended.add((event.request_id, event.run_id))
        elif isinstance(event, DocumentProgressed):
            progress[event.request_id, event.run_id] = event.status
    open_runs = {run for run, status in progress.items() if status in ("waiting", "running")} - ended
    return newest, {request_id for request_id, _ in open_runs}


def _all(connection: Connection) -> Iterator[object]:
    reader = EventReader(connection, ["results", "progress"])
    try:
        while not reader.at_end:
            yield from reader.poll(0.5)
    finally:
        reader.close()


def _submission(blob: BlobRef | None, result: Envelope, run_id: str, how: How) -> DocumentSubmitted | None:
    """None where the PDF is gone."""
    return blob and DocumentSubmitted(
        request_id=result.request_id,
        run_id=run_id,
        tenant=result.source.tenant,
        priority=result.source.priority,
        name=result.source.name,
        blob=blob,
        replay=ReplayOf(run_id=result.run_id, redo=how.redo, profile=how.profile),
    )


def _pdf(blobs: Blobs, result: Envelope) -> BlobRef | None:
    """A large PDF stays where its submission put it, under the first run."""
    for run_id, name in ((result.run_id, "source.pdf"), (FIRST_RUN, "submitted.pdf")):
        key = blob_key(result.request_id, run_id, name)
        try:
            return BlobRef(key=key, size_bytes=blobs.size_bytes(key), encoding="pdf")
        except BlobMissing:
            continue
    return None


def _publish(connection: Connection, events: list[DocumentSubmitted]) -> None:
    with answering(connection):
        producer = Producer(connection.producer(delivery_timeout_ms=30_000))
        for event in events:
            value, headers = encode(event)
            producer.produce(connection.name(INGEST), value=value, key=event.request_id, headers=headers)
            producer.poll(0)
        if producer.flush(40.0):
            raise NoKafka(f"Kafka at {connection.bootstrap_servers} did not take the replay; try again.")
