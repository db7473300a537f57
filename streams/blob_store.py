"""What every store of blobs can do, and how it says that it cannot."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import NamedTuple, Protocol

from schemas.blobs import BlobMissing, BlobStore


class BlobStoreError(OSError):
    """The store cannot do what was asked: no disk, no permission, no network, no such bucket."""


class BlobEntry(NamedTuple):
    """A blob as it is listed; `put_ms` since the epoch, by the store's clock."""

    key: str
    size_bytes: int
    put_ms: int


class Blobs(BlobStore, Protocol):
    """A store that was opened by its URL. Where it can be reached from other processes it pickles, and is
    opened again where it is unpickled."""

    url: str

    def size_bytes(self, key: str) -> int:
        """Raises BlobMissing, BlobStoreError."""
        ...

    def entries(self, prefix: str = "") -> Iterator[BlobEntry]:
        """Every blob below `prefix/`, or all of them, in no promised order; any number is listed in little
        memory. What is put or deleted meanwhile may be among them or not. Raises BlobStoreError."""
        ...


@contextmanager
def told(doing: str, key: str, url: str, advice: str = "") -> Generator[None]:
    """Turns what a store raises into BlobMissing, where it was to read what is not there, or a
    BlobStoreError that names blob and store."""
    what = f"blob {key!r} of " if key else ""
    try:
        yield
    except BlobStoreError:
        raise
    except (OSError, ValueError) as error:
        if doing == "read" and isinstance(error, FileNotFoundError):
            raise BlobMissing(f"There is no {what}{url}: it was collected, or never written.") from error
        reason = str(error).partition("\n")[0]
        raise BlobStoreError(f"Cannot {doing} {what}{url}: {reason}{advice}.") from error


def below(prefix: str) -> str:
    """A prefix to delete under. Raises ValueError where it is empty: that would delete every blob."""
    if not prefix.strip("/"):
        raise ValueError("delete_under needs a prefix: an empty one would delete every blob.")
    return prefix.strip("/")
