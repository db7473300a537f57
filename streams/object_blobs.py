"""Bytes by key in an object store, or in this process's memory (obstore)."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import MemoryStore, ObjectStore, from_url

from streams.blob_store import BlobEntry, BlobStoreError, below, told

MEMORY = "memory://"


class ObjectBlobs:
    """The blob store behind a URL; implements streams.blob_store.Blobs.

    Pickles as its URL and is opened again where it is unpickled, but for one in memory, which lives in one
    process. obstore keeps a pool of threads for each process that uses one.
    """

    def __init__(self, url: str) -> None:
        """Raises BlobStoreError. Credentials come from the environment, as obstore reads them."""
        self.url = url
        with _told("open", "", url, "; check blob_url (OCTAVO_BLOB_URL)"):
            self._store: ObjectStore = MemoryStore() if url.startswith(MEMORY) else from_url(url)

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self._store, MemoryStore):
            raise BlobStoreError(f"{MEMORY} lives in one process; use a folder to share blobs with others.")
        return ObjectBlobs, (self.url,)

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
        """Deletes what lies below `prefix/` and returns how many.

        Raises BlobStoreError. Keys put meanwhile may stay. Deleting twice at once is harmless.
        """
        prefix = below(prefix)
        deleted = 0
        with _told("delete", prefix, self.url):
            for chunk in obstore.list(self._store, prefix=prefix):
                deleted += sum(self._delete(meta["path"]) for meta in chunk)
        return deleted

    def entries(self, prefix: str = "") -> Iterator[BlobEntry]:
        """As Blobs promises."""
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


@contextmanager
def _told(doing: str, key: str, url: str, advice: str = "") -> Generator[None]:
    """What obstore raises beside OSError, told alike."""
    with told(doing, key, url, advice):
        try:
            yield
        except BaseError as error:
            raise OSError(str(error)) from error
