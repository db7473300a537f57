"""How many workers a stage has, as told by what they have done. Pure: times are arguments."""

from collections import defaultdict

_FORGET_MS = 60_000.0


class Crew:
    """Counts the workers that finished something lately. One that works on a single batch for longer than a
    minute, or has had nothing to do for so long, is not counted until it finishes something again."""

    def __init__(self) -> None:
        self._seen_ms: dict[str, dict[str, float]] = defaultdict(dict[str, float])

    def saw(self, stage: str, worker: str, now_ms: float) -> None:
        self._seen_ms[stage][worker] = now_ms

    def largest(self, now_ms: float) -> int:
        """The workers of the stage that has most of them; 1 where nothing is known."""
        for seen in self._seen_ms.values():
            for worker in [name for name, at_ms in seen.items() if now_ms - at_ms > _FORGET_MS]:
                del seen[worker]
        return max(1, *map(len, self._seen_ms.values())) if self._seen_ms else 1
