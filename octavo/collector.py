"""Clean-up: blobs that nothing can replay any more, what topics hold too much of, and a verdict on the rest.

Harmless where two do it at once. Not guaranteed: that a replay announced in the very moment its request goes
finds the PDF; it then ends with `blob_missing`.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from octavo.config import Settings
from octavo.ended import EndedRuns, runs_in
from octavo.expiry import Known, Plan, RequestBlobs, plan, tally
from octavo.reader import EventReader, answering
from octavo.retention import blob_limits
from octavo.topology import TOPOLOGY
from octavo.verdict import TopicUse, Verdict, write_verdict
from streams.admin import Cluster
from streams.blobs import Blobs
from streams.clock import now_ms
from streams.connection import Connection
from streams.fill import TopicFill, fills

log = logging.getLogger(__name__)

ALARM_SHARE = 0.8
"""Of a cap, or of a retention, from which on somebody should look."""
_TRIM_SHARE = 0.5
_KNOWN_LATE_MS = 15 * 60_000
"""A blob is put before the event that names it: this much before, at most."""


@dataclass(slots=True)
class Collected:
    """What went, or would go. `trimmed`: estimated bytes by topic."""

    plan: Plan
    blob_bytes: int
    trimmed: dict[str, int]
    verdict: Verdict
    kept_after_all: list[str] = field(default_factory=list[str])


class Collector:
    """Looks and cleans up, once each time it is asked. Used by one thread."""

    def __init__(
        self,
        settings: Settings,
        connection: Connection,
        blobs: Blobs,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._settings = settings
        self._connection = connection
        self._blobs = blobs
        self._stopping = stopping
        self._ended = EndedRuns(connection)

    def collect(self, dry_run: bool = False) -> Collected:
        """Raises NoKafka and SystemFailed as octavo.reader does, OSError where the store fails."""
        filled = self._fills()
        since_ms = self._since_ms(filled)
        live = self._live(filled)
        held = tally(self._blobs.entries())
        # Last, so that a run that was live a moment ago is either still among those or finished here.
        known = Known(self._ended.look(held), live, since_ms)
        done = plan(held, known, blob_limits(self._settings), now_ms())
        blob_bytes = sum(one.size_bytes for one in held.values())
        kept = [] if dry_run else self._remove(done, held)
        trimmed = self._trim(filled, dry_run)
        left = done.left_bytes + sum(held[request].size_bytes for request in kept)
        found = Collected(
            done, blob_bytes, trimmed, self._verdict(filled, blob_bytes if dry_run else left), kept
        )
        if not dry_run:
            write_verdict(self._blobs, found.verdict)
        return found

    def look(self, blob_bytes: int) -> Verdict:
        """A new verdict from the topics alone, the blobs as they were counted last."""
        verdict = self._verdict(self._fills(), blob_bytes)
        write_verdict(self._blobs, verdict)
        return verdict

    def _fills(self) -> list[TopicFill]:
        readers = {topic.name: "" for topic in TOPOLOGY.topics}
        readers |= {topic: stage.name for stage in TOPOLOGY.stages for topic in stage.reads}
        readers[TOPOLOGY.join.reads] = TOPOLOGY.join.name
        with answering(self._connection):
            return fills(self._connection, readers)

    def _since_ms(self, filled: Sequence[TopicFill]) -> float:
        """What was put before this, and is in no topic, is nobody's: its submission was read, if ever there
        was one, as long as no older one waits."""
        waiting = [one.oldest_unread_ms for one in filled if one.topic == "ingest" and one.oldest_unread_ms]
        return min([now_ms(), *waiting]) - _KNOWN_LATE_MS

    def _live(self, filled: Sequence[TopicFill]) -> set[str]:
        """Runs in `outputs` from where the assembler would begin to read again."""
        positions = {p: at for one in filled if one.topic == "outputs" for p, at in one.read_to.items()}
        reader = EventReader(self._connection, ["outputs"], positions)
        try:
            return set(runs_in(reader))
        finally:
            reader.close()

    def _remove(self, done: Plan, held: dict[str, RequestBlobs]) -> list[str]:
        """Returns the requests that were to go but of which something was put meanwhile."""
        kept: list[str] = []
        for run in done.pages:
            if self._stopping():
                return kept
            self._blobs.delete_under(f"{run}/pages")
        for request in done.requests:
            if self._stopping():
                return kept
            seen_ms = held[request].last_ms(frozenset())
            if any(entry.put_ms > seen_ms for entry in self._blobs.entries(request)):
                kept.append(request)
            else:
                self._blobs.delete_under(request)
        return kept

    def _trim(self, filled: Sequence[TopicFill], dry_run: bool) -> dict[str, int]:
        """Deletes what was read of work topics beyond their cap, down to half of it: the newer half of what
        was read stays, to be looked at and replayed."""
        cap = self._settings.topic_cap_bytes
        full = [one for one in filled if one.size_bytes > cap and _is_work(one)]
        trimmed: dict[str, int] = {}
        with answering(self._connection):
            for one in full:
                offsets = one.surplus(round(cap * _TRIM_SHARE))
                trimmed[one.topic] = round(
                    one.record_bytes * sum(at - one.starts[p] for p, at in offsets.items())
                )
                if not dry_run:
                    Cluster(self._connection).delete_before(offsets)
        return trimmed

    def _verdict(self, filled: Sequence[TopicFill], blob_bytes: int) -> Verdict:
        settings, at_ms = self._settings, now_ms()
        alarms, refusals = blob_words(blob_bytes, settings.blob_cap_bytes)
        for one in filled:
            more_alarms, more_refusals = topic_words(one, settings.topic_cap_bytes, at_ms)
            alarms += more_alarms
            refusals += more_refusals
        return Verdict(
            at_ms=int(at_ms),
            until_ms=int(at_ms + 3000 * settings.gc_every_s),
            refusal=refusals[0] if refusals else "",
            alarms=tuple(alarms),
            blob_bytes=blob_bytes,
            topics={
                one.topic: TopicUse(
                    size_bytes=one.size_bytes,
                    unread_bytes=one.unread_bytes,
                    unread_age_s=one.unread_age_ms(at_ms) / 1000,
                )
                for one in filled
            },
        )


def blob_words(blob_bytes: int, cap_bytes: int | None) -> tuple[list[str], list[str]]:
    """Alarms and refusals that the blobs are worth."""
    if cap_bytes is None or blob_bytes <= ALARM_SHARE * cap_bytes:
        return [], []
    full = f"Blobs take {blob_bytes:,} bytes of blob_cap_bytes ({cap_bytes:,})"
    refused = f"{full}, and nothing more can go yet: raise the cap, or submit again when requests have ended."
    return [f"{full}."], [refused] if blob_bytes > cap_bytes else []


def topic_words(one: TopicFill, cap_bytes: int, at_ms: float) -> tuple[list[str], list[str]]:
    """Alarms and refusals that a topic is worth."""
    alarms: list[str] = []
    refusals: list[str] = []
    if one.unread_bytes > ALARM_SHARE * cap_bytes:
        full = f"Some {one.unread_bytes:,} bytes of {one.topic} are not read yet, of {cap_bytes:,} allowed"
        alarms.append(f"{full}; start more workers.")
        if one.unread_bytes > cap_bytes:
            refusals.append(
                f"{full}: start more workers for what 'octavo lag' shows to be behind, or submit later."
            )
    age_ms = one.unread_age_ms(at_ms)
    if one.retention_ms > 0 and age_ms > ALARM_SHARE * one.retention_ms:
        left_s = max(0.0, one.retention_ms - age_ms) / 1000
        alarms.append(
            f"The oldest unread event of {one.topic} expires in {left_s:,.0f} s: start workers that read it, "
            "or raise the topic's retention.ms."
        )
    return alarms, refusals


def _is_work(one: TopicFill) -> bool:
    """Whether workers read it, so that it is known what was read."""
    return one.topic == TOPOLOGY.join.reads or any(one.topic in stage.reads for stage in TOPOLOGY.stages)
