"""Whether memory is short, with hysteresis so that a system at the edge does not flap. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(slots=True)
class Pressure:
    """Begins when any reading reaches `high`, ends when all are at `low` or below. `share` of the budget
    remains meanwhile. A reading is a used share, 0 to 1; one that is not given is not short."""

    high: float = 0.9
    low: float = 0.8
    least_share: float = 0.1
    reason: str = ""

    @property
    def share(self) -> float:
        return self.least_share if self.reason else 1.0

    def update(self, readings: Mapping[str, float]) -> None:
        short = {name: used for name, used in readings.items() if self._is_short(used)}
        self.reason = ", ".join(f"{name} {used:.0%} used" for name, used in sorted(short.items()))

    def _is_short(self, used: float) -> bool:
        return used > self.low if self.reason else used >= self.high
