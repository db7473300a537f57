"""Bytes by key in a local folder or an object store (obstore)."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from schemas.blobs import BlobMissing

MEMORY = "memory://"


class BlobStoreError(OSError):
    """The store cannot do what was asked: no disk, no permission, no network, no such bucket."""


class BlobEntry(NamedTuple):
    """A blob as it is listed; `put_ms` since the epoch, by the store's clock."""

    key: str
    size_bytes: int
    put_ms: int


class ObjectBlobs:
    """The blob store behind a URL; implements schemas.blobs.BlobStore.

    Pickles as its URL and is opened again where it is unpickled. In a local folder a put is a rename of a
    complete file, so readers see the old bytes or the new ones; nothing is flushed to disk, so a power cut
    may lose what was put last.
    """

    def __init__(self, url: str, store: ObjectStore) -> None:
        self.url = url
        self._store = store

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self._store, MemoryStore):
            raise BlobStoreError(f"{MEMORY} lives in one process; use a folder to share blobs with others.")
        return open_blobs, (self.url,)

    def put(self, key: str, data: bytes) -> None:
        """Raises BlobStoreError."""
        with _told("write", key, self.url):
            obstore.put(self._store, key, data)

    def get(self, key: str) -> bytes:
        """Raises BlobMissing, BlobStoreError."""
        with _told("read", key, self.url):
            return bytes(obstore.get(self._store, key).bytes())

    def size_bytes(self, key: str) -> int:
        """Raises BlobMissing, BlobStoreError."""
        with _told("read", key, self.url):
            return obstore.head(self._store, key)["size"]

    def delete_under(self, prefix: str) -> int:
        """Deletes what lies below `prefix/`, with the folders that become empty, and returns how many.

        Raises BlobStoreError. Keys put meanwhile may stay. Deleting twice at once is harmless.
        """
        if not prefix.strip("/"):
            raise ValueError("delete_under needs a prefix: an empty one would delete every blob.")
        deleted = 0
        with _told("delete", prefix, self.url):
            for chunk in obstore.list(self._store, prefix=prefix.strip("/")):
                deleted += sum(self._delete(meta["path"]) for meta in chunk)
        return deleted

    def entries(self, prefix: str = "") -> Iterator[BlobEntry]:
        """Every blob below `prefix/`, or all of them, in no promised order; asked for a thousand at a time,
        so that any number is listed in little memory. Raises BlobStoreError."""
        with _told("list", prefix, self.url):
            for chunk in obstore.list(self._store, prefix=prefix.strip("/") or None, chunk_size=1000):
                for meta in chunk:
                    yield BlobEntry(meta["path"], meta["size"], int(meta["last_modified"].timestamp() * 1000))

    def _delete(self, key: str) -> bool:
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return False
        return True


def open_blobs(url: str, create: bool = True) -> ObjectBlobs:
    """Opens a store by URL: a folder (a path or file://), s3://, gs://, az://, or memory:// (a new, empty
    one in this process). `create`: a folder that is missing is made. Credentials come from the environment,
    as obstore reads them. Raises BlobStoreError."""
    with _told("open", "", url, "; check blob_url (OCTAVO_BLOB_URL)" if create else ""):
        if url.startswith(MEMORY):
            return ObjectBlobs(url, MemoryStore())
        folder = local_folder(url)
        if folder is None:
            return ObjectBlobs(url, from_url(url))
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        return ObjectBlobs(str(folder), LocalStore(folder, automatic_cleanup=True))


def local_folder(url: str) -> Path | None:
    """The absolute folder that a path or a file:// URL means; None for any other URL."""
    if url.startswith("file://"):
        return Path(unquote(urlsplit(url).path))
    return None if "://" in url else Path(url).expanduser().absolute()


@contextmanager
def _told(doing: str, key: str, url: str, advice: str = "") -> Generator[None]:
    """Turns what the store raises into BlobMissing or a BlobStoreError that names blob and store."""
    what = f"blob {key!r} of " if key else ""
    try:
        yield
    except BlobStoreError:
        raise
    except (OSError, BaseError, ValueError) as error:
        if key and isinstance(error, FileNotFoundError):
            raise BlobMissing(f"There is no {what}{url}: it was collected, or never written.") from error
        reason = str(error).partition("\n")[0]
        raise BlobStoreError(f"Cannot {doing} {what}{url}: {reason}{advice}.") from error
