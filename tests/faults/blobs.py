"""The blob store of an agent under test: full while a flag lies there, or without what it should have."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from streams.blobs import BlobEntry, Blobs, BlobStoreError, local_folder, open_blobs
from tests.faults.traps import Traps

FULL = "disk-full"
TRAPS = "traps"
"""Beside the folder of the blobs, so that whoever is told of one finds the other."""


class FragileBlobs:
    """A blob store like any other; pickles, and is opened again where it is unpickled.

    Traps: `store.put.<kind>` fills the disk when somebody comes to write a blob of that kind (`kind_of`);
    `store.get.<pid>` takes the pixels away that this process comes to load.
    """

    def __init__(self, url: str) -> None:
        folder = local_folder(url)
        assert folder is not None
        self.url = url
        self._inner: Blobs = open_blobs(url)
        self._folder = folder
        self._traps = Traps(folder.parent / TRAPS)
        self._full = folder.parent / FULL

    def __reduce__(self) -> tuple[object, ...]:
        return FragileBlobs, (self.url,)

    def put(self, key: str, data: bytes) -> None:
        if self._traps.claim(f"store.put.{kind_of(key)}") is not None:
            self._full.touch()
        if self._full.exists():
            self._traps.struck("store.full", key=key)
            raise BlobStoreError(errno.ENOSPC, f"Cannot write blob {key!r}: no space left on device.")
        self._inner.put(key, data)

    def get(self, key: str) -> bytes:
        if key.endswith(".img") and self._traps.claim(f"store.get.{os.getpid()}") is not None:
            self._traps.struck("store.gone", key=key)
            (self._folder / key).unlink(missing_ok=True)
        return self._inner.get(key)

    def size_bytes(self, key: str) -> int:
        return self._inner.size_bytes(key)

    def entries(self, prefix: str = "") -> Iterator[BlobEntry]:
        return self._inner.entries(prefix)

    def delete_under(self, prefix: str) -> int:
        return self._inner.delete_under(prefix)


def open_fragile(url: str, create: bool = True) -> Blobs:
    return FragileBlobs(url)


def kind_of(key: str) -> str:
    """What a blob is by its key: `source`, `img`, `words`, `lines`, `cells`, `parts`, `document`."""
    run, _, name = key.rpartition("/")
    if run.endswith("/parts"):
        return "parts"
    return name.rpartition(".")[2] if run.endswith("/pages") else name.partition(".")[0]


def set_full(folder: Path, full: bool) -> None:
    """Fills or empties the disk of the agents whose blobs lie in `folder`."""
    flag = folder.parent / FULL
    flag.touch() if full else flag.unlink(missing_ok=True)
