"""Surroundings that fail (a full disk, a store or a broker that is away) are nobody's fault: work waits for
them and is tried again. Pure: times are arguments."""

import threading
from dataclasses import dataclass

PATIENCE_S = 600.0
KAFKA_PAUSE_S = 1.0
"""The longest pause before Kafka is tried again: a try waits by itself until it is there, for seconds."""
_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 10.0
_SAY_AGAIN_MS = 60_000.0


@dataclass(slots=True)
class Patience:
    """How long one piece of work is tried again, with pauses that double up to `longest_pause_s`."""

    limit_s: float = PATIENCE_S
    longest_pause_s: float = _LONGEST_PAUSE_S
    _since_ms: float | None = None
    _pause_s: float = 0.0

    def failed(self, now_ms: float) -> float | None:
        """Seconds until the next try; None once the limit has passed since the first failure."""
        if self._since_ms is None:
            self._since_ms = now_ms
        left_s = self.limit_s - (now_ms - self._since_ms) / 1000
        if left_s <= 0:
            return None
        self._pause_s = min(self.longest_pause_s, 2 * self._pause_s or _FIRST_PAUSE_S)
        return min(self._pause_s, left_s)

    def over(self) -> None:
        """It went well: the next failure begins anew."""
        self._since_ms, self._pause_s = None, 0.0


class Outage:
    """When to speak of something that is away, so that a log has a few sentences and no flood: at its start,
    once a minute while it lasts, and when it is over. Safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since_ms: float | None = None
        self._said_ms = 0.0

    def lasts(self, now_ms: float) -> bool:
        """True where it is time to say so."""
        with self._lock:
            if self._since_ms is None:
                self._since_ms = now_ms
            elif now_ms - self._said_ms < _SAY_AGAIN_MS:
                return False
            self._said_ms = now_ms
            return True

    def over(self, now_ms: float) -> float | None:
        """The seconds it lasted, once; None where there was none."""
        with self._lock:
            since_ms, self._since_ms = self._since_ms, None
            return None if since_ms is None else (now_ms - since_ms) / 1000
