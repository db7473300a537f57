"""When a worker looks for unreachable cycles among all its objects.

Python looks through all of them whenever the long-lived ones have grown by a quarter
(https://devguide.python.org/internals/garbage-collector/), and no thread runs meanwhile: while a document of
tens of thousands of pages is put together, that is seconds, again and again. Young objects are looked through
as ever, so nearly all that goes in circles goes at once.
"""

import gc
import threading
import time
from typing import Self

from octavo.memory import return_free

_EVERY_S = 30.0
_SHARE = 0.01
_NEVER = 1_000_000_000
_PATIENCE_S = 10.0


def pause_after(took_s: float, every_s: float = _EVERY_S) -> float:
    """Seconds until the next look, so that looking takes no more than a hundredth of the time."""
    return max(every_s, took_s / _SHARE)


class GarbageTurns:
    """While it is open, old objects are looked through by the clock alone, in a thread of its own, and what
    is free after that goes back to the system. What is there when it is opened, modules above all, is never
    looked through.

    Not guaranteed: that a look is short. It takes as long as there are objects, and everything waits.
    """

    def __init__(self, every_s: float = _EVERY_S) -> None:
        self._every_s = every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="garbage", daemon=True)
        self._thresholds = gc.get_threshold()

    def __enter__(self) -> Self:
        gc.freeze()
        gc.set_threshold(*self._thresholds[:2], _NEVER)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join(_PATIENCE_S)
        gc.set_threshold(*self._thresholds)
        gc.unfreeze()

    def _run(self) -> None:
        pause_s = self._every_s
        while not self._stopping.wait(pause_s):
            started = time.monotonic()
            gc.collect()
            return_free()
            pause_s = pause_after(time.monotonic() - started, self._every_s)
