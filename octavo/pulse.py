"""The kernel ends this process where Python no longer runs in it.

C code that never comes back and holds the interpreter lock stops every thread of Python, those among them
that watch over the others. Clients and models do that in rare cases, and nothing but the kernel is left then.
"""

import signal
import threading
import time
from typing import Self

BEAT_S = 0.5


class Pulse:
    """While it is open: SIGALRM after `limit_s` in which no thread of Python got its turn, or at the end
    that `end_within` has set. Nothing here handles the signal, so it ends the process, after the last words
    where somebody listens for them.

    One in a process, since there is one timer in a process. Time in which the process is stopped counts.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._end_s: float | None = None
        self._lock = threading.RLock()  # a signal's handler may end what another one is just ending
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)

    def end_within(self, seconds: float) -> None:
        """The process is ending: whatever it is at by then, it is over. Only the first call counts."""
        with self._lock:
            if self._end_s is None:
                self._end_s = time.monotonic() + seconds
                self._arm()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _beat(self) -> None:
        while True:
            with self._lock:
                self._arm()
            if self._closed.wait(BEAT_S):
                return

    def _arm(self) -> None:
        left_s = self._limit_s if self._end_s is None else self._end_s - time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, max(0.001, left_s))
