"""What the last clean-up found, in a small blob where whoever submits looks: how full, whether too full."""

import logging
import shutil
import time
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from octavo.config import Settings
from octavo.errors import NoRoom
from schemas.blobs import BlobMissing, BlobStore
from streams.blobs import local_folder

log = logging.getLogger(__name__)

KEY = ".octavo/verdict.json"
_LOOK_EVERY_S = 5.0


class TopicUse(BaseModel):
    """Bytes are estimates (streams/fill.py)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    size_bytes: int
    unread_bytes: int
    unread_age_s: float


class Verdict(BaseModel):
    """`refusal`: why nothing more is taken, empty where it is. It counts until `until_ms`, so that one whose
    author is gone refuses nobody for ever."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at_ms: int
    until_ms: int
    refusal: str = ""
    alarms: tuple[str, ...] = ()
    blob_bytes: int = 0
    topics: Mapping[str, TopicUse] = {}


def write_verdict(blobs: BlobStore, verdict: Verdict) -> None:
    """Raises OSError."""
    blobs.put(KEY, verdict.model_dump_json().encode())


def read_verdict(blobs: BlobStore, now_ms: float) -> Verdict | None:
    """None where there is none that still counts. Raises OSError."""
    try:
        verdict = Verdict.model_validate_json(blobs.get(KEY))
    except (BlobMissing, ValidationError):
        return None
    return verdict if verdict.until_ms > now_ms else None


class Admission:
    """Whether there is room for one more. Looks at the verdict once in five seconds, and at the free space of
    a local folder each time: microseconds for whoever submits. Safe for many threads."""

    def __init__(self, settings: Settings, blobs: BlobStore) -> None:
        self._reserve_bytes = settings.disk_reserve_bytes
        self._folder = local_folder(settings.blobs)
        self._blobs = blobs
        self._looked_s = -_LOOK_EVERY_S
        self._refusal = ""

    def check(self) -> None:
        """Raises NoRoom."""
        if self._folder is not None and self._folder.exists():
            free_bytes = shutil.disk_usage(self._folder).free
            if free_bytes < self._reserve_bytes:
                raise NoRoom(
                    f"The disk of {self._folder} has {free_bytes:,} bytes left, less than disk_reserve_bytes "
                    f"({self._reserve_bytes:,}): make room, see 'octavo gc', or lower the reserve."
                )
        now_s = time.monotonic()
        if now_s - self._looked_s >= _LOOK_EVERY_S:
            self._looked_s = now_s
            self._refusal = self._look()
        if self._refusal:
            raise NoRoom(self._refusal)

    def _look(self) -> str:
        try:
            verdict = read_verdict(self._blobs, time.time() * 1000)
        except OSError as error:  # a store that does not answer is somebody else's to report
            log.info("no verdict can be read: %s", error)
            return ""
        return verdict.refusal if verdict else ""
