"""Which batches have their device, and when one will be free. Pure: times are arguments."""

import math
from dataclasses import dataclass, field

_LOAD_MARGIN = 1.5
_LEAST_LEAD_MS = 10.0
_RUN_MARGIN = 0.05
_NEW_SHARE = 0.3


@dataclass(slots=True)
class Devices:
    """`count` batches run at once; one more may be formed ahead. A prediction that proves too short costs a
    batch formed early, one that proves too long a device that waits while its next batch is loaded."""

    count: int
    load_ms: float = 0.0
    _ahead: set[int] = field(default_factory=set[int])
    _running: dict[int, tuple[float, float]] = field(default_factory=dict[int, tuple[float, float]])

    def form(self, number: int) -> None:
        self._ahead.add(number)

    def loaded(self, load_ms: float) -> None:
        self.load_ms += _NEW_SHARE * (load_ms - self.load_ms)

    def start(self, number: int, now_ms: float, predicted_ms: float) -> None:
        self._ahead.discard(number)
        self._running[number] = (now_ms, predicted_ms)

    def rest(self, number: int) -> None:
        """It waits to be tried again: without a device, and with nothing more formed ahead."""
        self._running.pop(number, None)
        self._ahead.add(number)

    def end(self, number: int) -> None:
        self._ahead.discard(number)
        self._running.pop(number, None)

    def ready_at_ms(self) -> float:
        """From when on the next batch may be formed: at once beside an idle device; else the time its loading
        takes before the first device falls idle; never (inf) while one formed ahead has no device yet."""
        under_way = len(self._ahead) + len(self._running)
        if under_way < self.count:
            return -math.inf
        if under_way > self.count or not self._running:
            return math.inf
        return min(
            start + predicted - self._lead_ms(predicted) for start, predicted in self._running.values()
        )

    def longest_run_ms(self, now_ms: float) -> float:
        return max((now_ms - start for start, _ in self._running.values()), default=0.0)

    def _lead_ms(self, predicted_ms: float) -> float:
        return self.load_ms * _LOAD_MARGIN + _LEAST_LEAD_MS + _RUN_MARGIN * predicted_ms
