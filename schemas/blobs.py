"""References to bytes outside Kafka, and what a store of such bytes must do."""

from hashlib import sha256
from typing import Literal, Protocol
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict

Encoding = Literal["pdf", "json+zstd", "rgb+zstd", "jpeg", "png"]

PICTURES = "pictures"
"""The step of a run's blob keys below which the pictures of its document lie, as long as the result."""
_LONGEST_SEGMENT = 200


class BlobRef(BaseModel):
    """Names stored bytes. The blob is written before the event that carries its reference."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    key: str
    size_bytes: int
    encoding: Encoding


class ImageRef(BlobRef):
    """Names a stored image, decoded to an RGB array of shape (height_px, width_px, 3), uint8."""

    width_px: int
    height_px: int

    @property
    def decoded_bytes(self) -> int:
        return self.width_px * self.height_px * 3


class BlobMissing(Exception):
    """The store has no bytes under this key: collected, expired, or never written."""


class BlobStore(Protocol):
    """Bytes by key. Safe to call from many threads.

    Keys are made by `blob_key`. Putting the same key twice keeps the last bytes whole, never a mix.
    """

    def put(self, key: str, data: bytes) -> None: ...

    def get(self, key: str) -> bytes:
        """Raises BlobMissing."""
        ...

    def delete_under(self, prefix: str) -> int:
        """Deletes every key below the prefix (a whole path segment) and returns how many there were."""
        ...


def blob_key(request_id: str, run_id: str, *parts: str) -> str:
    """The key of a blob of one run of one request: `request/run/...`.

    Ids come from users: each becomes one path segment that is neither empty, hidden, `..`, nor longer than a
    file system takes.
    """
    return "/".join((_segment(request_id), _segment(run_id), *parts))


def _segment(text: str) -> str:
    quoted = quote(text, safe="")
    if len(quoted) > _LONGEST_SEGMENT:
        quoted = f"{quoted[:100]}-{sha256(text.encode()).hexdigest()}"
    return f"%{quoted}" if not quoted or quoted.startswith(".") else quoted
