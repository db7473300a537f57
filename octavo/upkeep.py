"""Automatic clean-up: a thread beside the assembler, which never waits for it."""

import logging
import threading
from collections.abc import Callable

from confluent_kafka import KafkaException

from octavo.collector import Collected, Collector
from octavo.config import Settings
from octavo.errors import OctavoError
from octavo.memory import return_free
from octavo.verdict import Verdict
from schemas.blobs import BlobMissing
from streams.admin import ClusterError
from streams.blobs import Blobs
from streams.connection import Connection

log = logging.getLogger(__name__)

_FIRST_S = 60.0
_SOONER = 10


class Upkeep:
    """Collects every `gc_every_s` while `leads` says that this assembler is the one to do it; ten times as
    often it looks at the topics again where something was wrong. What can fail is logged and tried again;
    `run` raises the rest, and should end the worker: nobody would clean up any more, for days."""

    def __init__(
        self, settings: Settings, connection: Connection, blobs: Blobs, leads: Callable[[], bool]
    ) -> None:
        self._every_s = settings.gc_every_s
        self._leads = leads
        self._stopping = threading.Event()
        self._collector = Collector(settings, connection, blobs, self._stopping.is_set)
        self._told: tuple[str, ...] = ()
        self.verdict: Verdict | None = None
        """The last one; None while another assembler leads."""

    def close(self) -> None:
        """Ends `run` within seconds; what it was removing is removed by the next one."""
        self._stopping.set()

    def run(self) -> None:
        """Until it is closed."""
        pause_s, looks_left = min(_FIRST_S, self._every_s), 0
        while not self._stopping.wait(pause_s):
            pause_s = self._every_s
            if not self._leads():
                self.verdict = None
                continue
            try:
                looks_left = self._once(looks_left)
            except (OctavoError, ClusterError, KafkaException, OSError, BlobMissing) as error:
                log.warning("clean-up is tried again later: %s", error)
            return_free()  # its clients held megabytes, which would stay until garbage is looked for
            if looks_left:
                pause_s = self._every_s / _SOONER

    def _once(self, looks_left: int) -> int:
        """Returns how many looks at the topics come before the next whole pass."""
        if looks_left > 1 and self.verdict is not None:
            self.verdict = self._collector.look(self.verdict.blob_bytes)
            looks_left -= 1
        else:
            found = self._collector.collect()
            _log(found)
            self.verdict = found.verdict
            looks_left = _SOONER
        for alarm in self.verdict.alarms:
            if alarm not in self._told:
                log.warning("%s", alarm)
        self._told = self.verdict.alarms
        return looks_left if self.verdict.alarms else 0


def _log(found: Collected) -> None:
    if found.plan.requests or found.plan.pages or found.trimmed:
        log.info(
            "removed the blobs of %d requests and the pixels of %d runs, %d bytes; trimmed %s",
            len(found.plan.requests),
            len(found.plan.pages),
            found.plan.freed_bytes,
            ", ".join(found.trimmed) or "no topic",
        )
