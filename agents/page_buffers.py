"""Memory for decoded pages, used again: a page of 11 MB from fresh memory costs 2,700 page faults, which on
a virtual machine can take ten times as long as decoding it."""

import ctypes
import mmap
import threading
import weakref
from contextlib import suppress
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

_GRAIN_BYTES = 2 * 1024 * 1024
_KEPT_BYTES = 1024 * 1024 * 1024


class PageBuffers:
    """Lends arrays of bytes; one comes back by itself when its last view is gone. Safe for many threads.

    Idle memory is kept, up to `kept_bytes`, so a process that once held many pages stays as large as it was
    then: what it holds at most is bounded by whoever reserves before decoding.
    """

    def __init__(self, kept_bytes: int = _KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._lock = threading.Lock()
        self._idle: dict[int, list[mmap.mmap]] = {}
        self.idle_bytes = 0

    def lend(self, size_bytes: int) -> NDArray[np.uint8]:
        """Uninitialised: what stood there before may still be seen. Raises MemoryError."""
        whole = max(1, -(-size_bytes // _GRAIN_BYTES)) * _GRAIN_BYTES
        memory = self._taken(whole)
        lease = (ctypes.c_ubyte * whole).from_buffer(memory)
        weakref.finalize(lease, self._give_back, memory).atexit = False
        return np.frombuffer(cast(Any, lease), np.uint8)[:size_bytes]

    def _taken(self, whole_bytes: int) -> mmap.mmap:
        with self._lock:
            idle = self._idle.get(whole_bytes)
            if idle:
                self.idle_bytes -= whole_bytes
                return idle.pop()
        try:
            memory = mmap.mmap(-1, whole_bytes)
        except OSError as error:
            raise MemoryError(f"There is no memory for {whole_bytes} bytes of a page.") from error
        if hasattr(mmap, "MADV_HUGEPAGE"):
            with suppress(OSError):  # a kernel without huge pages
                memory.madvise(mmap.MADV_HUGEPAGE)
        return memory

    def _give_back(self, memory: mmap.mmap) -> None:
        with self._lock:
            if self.idle_bytes + len(memory) <= self._kept_bytes:
                self.idle_bytes += len(memory)
                self._idle.setdefault(len(memory), []).append(memory)


PAGES = PageBuffers()
"""Shared by all stages of a process."""
