"""A worker slot: the identity a worker keeps over restarts, so that its successor fences it at once."""

import fcntl
import os
import re
import socket
from pathlib import Path
from typing import TextIO

_SLOTS = 256


class Slot:
    """A name of this host that no other running process holds: `<stage>-<host>-<n>`, the lowest n free.

    Held by a lock on a file, so the kernel gives it back when the process ends, however it ends. Processes
    on one host share slots only if they are given the same folder; hosts are told apart by their names.
    """

    def __init__(self, folder: Path, stage: str) -> None:
        """Raises OSError where the folder cannot be written, or all 256 slots are held."""
        folder.mkdir(parents=True, exist_ok=True)
        host = re.sub(r"[^A-Za-z0-9_-]", "-", socket.gethostname())
        for number in range(_SLOTS):
            lock = _lock(folder / f"{stage}-{number}.lock")
            if lock is not None:
                self._lock = lock
                self.name = f"{stage}-{host}-{number}"
                self._path = folder / f"{stage}-{number}"
                return
        raise OSError(f"All {_SLOTS} worker slots of {stage} in {folder} are held.")

    def file(self, kind: str) -> Path:
        """Where its holder keeps something for the next one: `<stage>-<n>.<kind>`."""
        return self._path.with_name(f"{self._path.name}.{kind}")

    def release(self) -> None:
        self._lock.close()


def _lock(path: Path) -> TextIO | None:
    lock = path.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    os.set_inheritable(lock.fileno(), False)
    return lock
