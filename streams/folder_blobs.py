"""Bytes by key in a folder: a file each, read and written by whoever asks, with no thread in between."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from streams.blob_store import BlobEntry, below, told

_STAGED = "#"
"""Stands in the name of a file that is not complete yet, and in no key that `blob_key` makes."""
_TRIES = 20


class FolderBlobs:
    """The blob store in a local folder; implements streams.blob_store.Blobs.

    A put is a rename of a complete file, so readers see the old bytes or the new ones; nothing is flushed to
    disk, so a power cut may lose what was put last. Half-written files of a worker that died go with the
    next `delete_under`.
    """

    def __init__(self, folder: Path) -> None:
        self.url = str(folder)

    def put(self, key: str, data: bytes) -> None:
        """Raises BlobStoreError."""
        with told("write", key, self.url):
            path = self._path(key)
            for _ in range(_TRIES):
                with suppress(FileNotFoundError):  # its folder is not there yet, or was deleted this moment
                    _write(path, data)
                    return
                with suppress(FileNotFoundError, FileExistsError):  # what was there a moment ago is gone
                    os.makedirs(os.path.dirname(path), exist_ok=True)
            _write(path, data)

    def get(self, key: str) -> bytes:
        """Raises BlobMissing, BlobStoreError."""
        with told("read", key, self.url):
            path = self._path(key)
            _require_file(path)
            with open(path, "rb", buffering=0) as file:
                return file.read()

    def size_bytes(self, key: str) -> int:
        """Raises BlobMissing, BlobStoreError."""
        with told("read", key, self.url):
            return _require_file(self._path(key)).st_size

    def delete_under(self, prefix: str) -> int:
        """Deletes what lies below `prefix/`, with the folders that become empty, and returns how many.

        Raises BlobStoreError. Keys put meanwhile may stay. Deleting twice at once is harmless.
        """
        prefix = below(prefix)
        with told("delete", prefix, self.url):
            path = self._path(prefix)
            deleted = _delete_tree(path)
            while (path := os.path.dirname(path)) != self.url and _removed(path):
                pass
        return deleted

    def entries(self, prefix: str = "") -> Iterator[BlobEntry]:
        """As Blobs promises."""
        with told("list", prefix, self.url):
            yield from _walk(
                self._path(prefix.strip("/")) if prefix.strip("/") else self.url, prefix.strip("/")
            )

    def _path(self, key: str) -> str:
        """Raises ValueError where a key would lead out of the folder."""
        if any(step in ("", ".", "..") for step in key.split("/")):
            raise ValueError("the key has a step that is empty or made of dots")
        return f"{self.url}/{key}"


def _write(path: str, data: bytes) -> None:
    staged = f"{path}{_STAGED}{uuid4().hex}"
    try:
        with open(staged, "xb") as file:
            file.write(data)
        os.replace(staged, path)
    except OSError:
        with suppress(OSError):
            os.unlink(staged)
        raise


def _require_file(path: str) -> os.stat_result:
    """Raises FileNotFoundError where there is none: a folder is no blob, and to open a pipe would wait for
    whoever writes into it."""
    try:
        found = os.stat(path)
    except NotADirectoryError as error:
        raise FileNotFoundError(path) from error
    if not stat.S_ISREG(found.st_mode):
        raise FileNotFoundError(path)
    return found


def _delete_tree(folder: str) -> int:
    deleted = 0
    for entry in _entries_of(folder):
        if entry.is_dir(follow_symlinks=False):
            deleted += _delete_tree(entry.path)
            continue
        with suppress(FileNotFoundError):
            os.unlink(entry.path)
            deleted += _STAGED not in entry.name
    _removed(folder)
    return deleted


def _walk(folder: str, prefix: str) -> Iterator[BlobEntry]:
    for entry in _entries_of(folder):
        key = f"{prefix}/{entry.name}" if prefix else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, key)
        elif _STAGED not in entry.name:
            with suppress(FileNotFoundError):
                found = entry.stat()
                yield BlobEntry(key, found.st_size, found.st_mtime_ns // 1_000_000)


def _entries_of(folder: str) -> Iterator[os.DirEntry[str]]:
    """Nothing where the folder is gone, or never was one."""
    try:
        with os.scandir(folder) as found:
            yield from found
    except (FileNotFoundError, NotADirectoryError):
        return


def _removed(folder: str) -> bool:
    """False where it is not empty, or somebody else removed it."""
    try:
        os.rmdir(folder)
    except OSError:
        return False
    return True
