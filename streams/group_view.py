"""What the polling thread last saw of its consumer group, for the threads that do not poll."""

import threading
from typing import Any


class GroupView:
    """The group metadata as it stood after a poll, and how many polls there were. Safe for many threads.

    Between two polls the leases show every change of ownership, so metadata taken then is no fresher than
    what is known of who owns what.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._metadata: Any = None
        self._polls = 0

    def saw(self, metadata: Any) -> None:
        """After a poll, or inside one before partitions are revoked."""
        with self._changed:
            self._metadata = metadata
            self._polls += 1
            self._changed.notify_all()

    def latest(self) -> tuple[Any, int]:
        """(metadata, number of polls so far)."""
        with self._changed:
            return self._metadata, self._polls

    def await_poll(self, after: int, timeout_s: float) -> bool:
        """Waits for a poll later than number `after`; False where none came in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._polls > after, timeout_s)
