"""How large a batch may be: between isolation and throughput. Pure; whoever shares one holds a lock.

Three caps that are learned meet the fixed ones of `Limits`:

- memory: halves at every out-of-memory, and grows back by one item a batch;
- isolation: while others wait, a batch takes no longer than the isolation slice, since a newcomer waits for
  the batch that runs;
- worth: the first batch on a device is small, the next take no longer than some seconds; once the device is
  known, no batch is so large that a smaller one would be as fast an item, since whoever waits for its first
  item waits for its last.
"""

import math
from dataclasses import dataclass, replace

from streams.latency import LatencyModel
from streams.window import Limits

_REMEMBERED_BATCHES = 64
_FULL_EFFICIENCY = 0.98
_WORTHWHILE_MS = 1000.0
_LEAST_SLICE_MS = 50.0
_FIRST_ITEMS = 8
_UNSURE_MS = 15_000.0


@dataclass(frozen=True, slots=True)
class Isolation:
    """What newcomers are protected by while more than one tenant, or lane, waits.

    `max_items` caps a batch then; so does `slice_ms`, the longest a batch may be predicted to take. Without
    `slice_ms` it is the time of the smallest batch that gives `efficiency` of a full batch's throughput.
    """

    max_items: int
    slice_ms: float | None = None
    efficiency: float = 0.85


class BatchCap:
    """The caps of the next batch, from what the batches before it took."""

    def __init__(self, limits: Limits, isolation: Isolation | None = None) -> None:
        self._limits = limits
        self._isolation = isolation
        self._memory_items = limits.max_items
        self._since_crowded = _REMEMBERED_BATCHES

    def note(self, crowded: bool) -> None:
        """At each formation: whether others wait. It counts for some batches after: who comes next meets
        the batch that is formed now."""
        self._since_crowded = 0 if crowded else min(_REMEMBERED_BATCHES, self._since_crowded + 1)

    def limits(self, model: LatencyModel, item_work: float) -> Limits:
        """`item_work`: work units of a usual item. The first item of a batch passes any cap."""
        items, work = self._memory_items, self._limits.max_work
        if model.batches == 0:
            items = min(items, _FIRST_ITEMS)
        elif item_work > 0:
            work = min(work, _worthwhile(model) if model.fitted else _within(model, _UNSURE_MS))
        isolation = self._isolation
        if isolation is not None and self._since_crowded < _REMEMBERED_BATCHES:
            items = min(items, isolation.max_items)
            if model.fitted and item_work > 0:
                work = min(work, self._slice(isolation, model, item_work))
        return replace(self._limits, max_items=items, max_work=work)

    def ran(self) -> None:
        """A batch left its device."""
        self._memory_items = min(self._limits.max_items, self._memory_items + 1)

    def shrink(self, failed_at: int) -> None:
        """Out of memory at a batch of `failed_at`."""
        self._memory_items = max(1, min(self._memory_items, failed_at) // 2)

    def _slice(self, isolation: Isolation, model: LatencyModel, item_work: float) -> float:
        """Work units that take no longer than the isolation slice."""
        a, c = model.terms
        if isolation.slice_ms is not None:
            return _within(model, isolation.slice_ms)
        if a <= 0:
            return _within(model, _LEAST_SLICE_MS)
        full = self._limits.max_items * item_work
        work = a / ((a / full + c) / isolation.efficiency - c)
        whole_items = math.ceil(work / item_work - 1e-6) * item_work * (1 + 1e-9)
        return max(whole_items, _within(model, _LEAST_SLICE_MS))


def _worthwhile(model: LatencyModel) -> float:
    """The work at which 98% of the device's best throughput is reached, or a second's, if that is more."""
    a, c = model.terms
    if c == 0:
        return math.inf
    return max(a / c * _FULL_EFFICIENCY / (1 - _FULL_EFFICIENCY), _within(model, _WORTHWHILE_MS))


def _within(model: LatencyModel, duration_ms: float) -> float:
    a, c = model.terms
    return max(0.0, (duration_ms - a) / c) if c else math.inf
