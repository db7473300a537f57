"""Ctrl-C and SIGTERM for commands that have processes to end: the first stops, a second hurries."""

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType
from typing import Self


class Interrupts:
    """While the `with` block lasts, the first signal raises KeyboardInterrupt in the main thread; every
    further one only sets `hurry`, so that whatever is being ended is ended, at once."""

    def __init__(self) -> None:
        self.hurry = threading.Event()
        self._ending = False
        self._held = self._asked = False
        self._before: dict[signal.Signals, signal._HANDLER] = {}  # pyright: ignore[reportPrivateUsage]

    def ending(self) -> None:
        """From here on a first signal hurries, too: the work is done and its processes are being ended."""
        self._ending = True

    @contextmanager
    def held(self) -> Generator[None]:
        """A first signal raises at the end of this block and not within it: whatever is broken off between
        the opening of a file and its `with`, an import as well, leaves the file open."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._asked:
            raise KeyboardInterrupt

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _take(self, _: int, __: FrameType | None) -> None:
        if self._ending:
            self.hurry.set()
            return
        self._ending = self._asked = True
        if not self._held:
            raise KeyboardInterrupt
