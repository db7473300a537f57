"""Octavo as it is used: a whole system on its own Kafka, documents submitted, results read from `results`."""

import hashlib
import os
from collections.abc import Sequence
from typing import Self

from agents.document.stored import resolve
from benchmarks.quality.docling_reading import extraction_of
from benchmarks.quality.extraction import Extraction
from benchmarks.quality.family import Made
from benchmarks.rig import Rig
from benchmarks.topic_log import TopicLog
from benchmarks.workload import Job, mixed
from octavo.reader import ends
from schemas.document import Envelope
from streams.blobs import open_blobs
from streams.codec import decode

_PATIENCE_S = 30.0


class OctavoSystem:
    """Warm, for as long as the `with` block lasts."""

    def __init__(self) -> None:
        self._rig = Rig(profile="lite", warm_pages=mixed, model_threads=os.cpu_count() or 1)

    def __enter__(self) -> Self:
        self._rig.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._rig.__exit__()

    def read(self, documents: Sequence[Made]) -> tuple[dict[str, Extraction], float]:
        """(what was read, by the documents' names; the seconds from the first submission to the last result).
        All are submitted at once. Raises TimeoutError where a result does not come."""
        since = ends(self._rig.connection, ["results"])
        jobs = [Job(made.pdf, made.truth.page_count) for made in documents]
        seconds = self._rig.run(jobs).makespan_s if jobs else 0.0
        names = {hashlib.sha256(made.pdf).hexdigest(): made.name for made in documents}
        log = TopicLog(self._rig.connection, "results", since)
        try:
            return self._collected(log, names), seconds
        finally:
            log.close()

    def _collected(self, log: TopicLog, names: dict[str, str]) -> dict[str, Extraction]:
        found: dict[str, Extraction] = {}
        blobs = open_blobs(self._rig.system.settings.blobs)
        while len(found) < len(names):
            records = log.poll(_PATIENCE_S)
            if not records:
                raise TimeoutError(f"{len(names) - len(found)} results did not come.")
            for event in map(decode, records):
                if isinstance(event, Envelope) and event.source.sha256 in names:
                    document = resolve(event, blobs).document
                    found[names[event.source.sha256]] = extraction_of(document or {"body": {"children": []}})
        return found
