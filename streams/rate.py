"""How many a second, over the last while. Pure: times are arguments."""

import math
from dataclasses import dataclass


@dataclass(slots=True)
class Rate:
    """Counts with exponential forgetting: an event counts half after `half_life_s`. Starts at zero, and is
    too low until some half-lives have passed."""

    half_life_s: float = 5.0
    _count: float = 0.0
    _at_ms: float = 0.0

    def add(self, count: int, now_ms: float) -> None:
        self._forget(now_ms)
        self._count += count

    def per_s(self, now_ms: float) -> float:
        self._forget(now_ms)
        return self._count * math.log(2) / self.half_life_s

    def _forget(self, now_ms: float) -> None:
        passed_s = max(0.0, now_ms - self._at_ms) / 1000
        self._count *= 0.5 ** (passed_s / self.half_life_s)
        self._at_ms = max(now_ms, self._at_ms)
