"""Where a scenario happens: topics and folders of its own, and the settings of the workers there."""

import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from octavo.config import Settings
from octavo.submission import Submitter
from octavo.system import prepare_topics
from streams.blobs import open_blobs
from streams.connection import Connection
from tests.faults.blobs import TRAPS
from tests.faults.broker import ProxiedBroker
from tests.faults.fleet import Fleet
from tests.faults.traps import Traps

SESSION_TIMEOUT_MS = 6000
SUBMIT_PATIENCE_S = 120
_PROFILE = """name = "pixels"
[layout]
backend = "tests.faults.models:PixelLayout"
instances = 1
settings = {{ call_ms = {call_ms}, oom_at = {oom_at} }}
[ocr]
backend = "tests.faults.models:PixelOcr"
instances = 1
settings = {{ call_ms = {call_ms}, oom_at = {oom_at} }}
[table]
backend = "tests.faults.models:PixelTable"
instances = 1
settings = {{ call_ms = {call_ms}, oom_at = {oom_at} }}
[chart]
backend = "tests.faults.models:PixelChart"
instances = 1
settings = {{ call_ms = {call_ms}, oom_at = {oom_at} }}
"""


class Field:
    """Topics and folders of its own on a shared broker. Several fleets may work on it, one after the other.

    `answers`: of the undisturbed run, by variant; empty while that is being made.
    """

    def __init__(
        self, broker: ProxiedBroker, folder: Path, answers: dict[int, bytes], **settings: Any
    ) -> None:
        self.broker = broker
        self.folder = folder / f"field-{uuid.uuid4().hex[:8]}"
        self.answers = answers
        self.traps = Traps(self.folder / TRAPS)
        self.settings = self.tuned(**settings)
        # Whoever asks and judges is never behind the proxy.
        direct = self.settings.model_copy(update={"bootstrap_servers": broker.bootstrap_servers})
        self.connection = _patient(prepare_topics(direct))
        self.submitter = Submitter(self.connection, open_blobs(self.settings.blobs))

    def tuned(
        self, call_ms: float = 10.0, oom_at: int = 0, proxied: bool = False, **settings: Any
    ) -> Settings:
        """The settings of a worker here. Models of `call_ms` a call; `proxied`: Kafka is behind the proxy."""
        profile = self.folder / f"pixels-{call_ms:g}-{oom_at}.toml"
        profile.write_text(_PROFILE.format(call_ms=call_ms, oom_at=oom_at), encoding="utf-8")
        chosen: dict[str, Any] = {
            "bootstrap_servers": self.broker.proxied_servers if proxied else self.broker.bootstrap_servers,
            "topic_prefix": f"{self.folder.name}.",
            "data_dir": self.folder,
            "blob_url": str(self.folder / "blobs"),
            "profile": str(profile),
            "dpi": 72,
            "rasterizer_children": 1,
            "session_timeout_ms": SESSION_TIMEOUT_MS,
            "disk_reserve_bytes": 0,
            "log_level": "info",
            **settings,
        }
        return Settings(**chosen)

    @contextmanager
    def fleet(
        self, settings: Settings | None = None, crew: bool = True, together: bool = False
    ) -> Generator[Fleet]:
        """Workers, ended at the end of the block. `together`: one process has all stages."""
        fleet = Fleet(settings or self.settings, self.folder)
        try:
            if together:
                fleet.start_together()
            elif crew:
                fleet.start_crew()
            yield fleet
        finally:
            fleet.close()

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _patient(connection: Connection) -> Connection:
    """It finds a broker again as soon as that is there, and no submission is given up before."""
    patience = {"reconnect.backoff.max.ms": "200", "delivery.timeout.ms": f"{SUBMIT_PATIENCE_S * 1000}"}
    return replace(connection, options={**connection.options, **patience})
