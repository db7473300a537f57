"""Devices by name, and turns of several stages on one of them, by device-seconds used."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from threading import Condition

AUTO = "auto"
"""The first GPU where there is one, else the host."""


def device_of(name: str) -> str:
    """The one name of the device that this name means here: `auto` and `cuda` stand for others."""
    if name == "cuda":
        return "cuda:0"
    if name != AUTO:
        return name
    try:
        import torch
    except ImportError:
        return "cpu"
    return "cuda:0" if torch.cuda.is_available() else "cpu"


def next_turn(waiting: Collection[str], used_s: Mapping[str, float], order: Sequence[str]) -> str:
    """The waiting stage that has used the device least; on a tie the most downstream one.

    `order` names the stages from upstream to downstream: finishing what is begun frees memory.
    """
    return min(waiting, key=lambda stage: (used_s.get(stage, 0.0), -order.index(stage)))


class DeviceTurns:
    """One stage at a time on a device. Safe for many threads; a turn cannot be taken within a turn.

    A stage that comes back after a pause starts level with the least of those that are at work, so that it
    can neither claim what it did not use nor keep the others waiting until it has caught up. No turn is
    ever cut short: the longest batch of any stage bounds how long another waits for its own.
    """

    def __init__(self, order: Sequence[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._order = tuple(order)
        self._clock = clock
        self._changed = Condition()
        self._used_s: dict[str, float] = dict.fromkeys(self._order, 0.0)
        self._waiting: Counter[str] = Counter()
        self._running: str | None = None

    @contextmanager
    def turn(self, stage: str) -> Generator[None]:
        """Waits for the stage's turn, holds the device meanwhile, and charges the time it took.

        Raises ValueError for a stage that `order` does not name.
        """
        self._begin(stage)
        started = self._clock()
        try:
            yield
        finally:
            self._end(stage, self._clock() - started)

    def used_s(self) -> dict[str, float]:
        """Seconds charged to each stage, pauses levelled out."""
        with self._changed:
            return dict(self._used_s)

    def _begin(self, stage: str) -> None:
        if stage not in self._used_s:
            raise ValueError(f"{stage} is no stage of this device; it has {', '.join(self._order)}.")
        with self._changed:
            active = {*self._waiting, self._running} - {None}
            if active and stage not in active:
                least = min(self._used_s[other] for other in active if other is not None)
                self._used_s[stage] = max(self._used_s[stage], least)
            self._waiting[stage] += 1
            self._changed.wait_for(lambda: self._may_run(stage))
            self._running = stage
            self._waiting -= Counter({stage: 1})

    def _may_run(self, stage: str) -> bool:
        return self._running is None and next_turn(self._waiting, self._used_s, self._order) == stage

    def _end(self, stage: str, seconds: float) -> None:
        with self._changed:
            self._used_s[stage] += seconds
            self._running = None
            self._changed.notify_all()
