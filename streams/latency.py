"""What a batch will take: t(W) = a + c * W, fitted online, for each shape of work."""

import math
from dataclasses import dataclass, field

_ENOUGH = 3
_SPREAD = 0.05


@dataclass(slots=True)
class LatencyModel:
    """Least squares over batches with exponential forgetting, both terms held at or above zero.

    Predicts zero until the first batch; while all batches were alike, proportionally. `half_life` counts
    batches.
    """

    half_life: float = 50.0
    batches: int = 0
    _n: float = 0.0
    _w: float = 0.0
    _ww: float = 0.0
    _t: float = 0.0
    _wt: float = 0.0

    def observe(self, work: float, duration_ms: float) -> None:
        keep = 0.5 ** (1 / self.half_life)
        self.batches += 1
        self._n = self._n * keep + 1
        self._w = self._w * keep + work
        self._ww = self._ww * keep + work * work
        self._t = self._t * keep + duration_ms
        self._wt = self._wt * keep + work * duration_ms

    @property
    def fitted(self) -> bool:
        """True once batches of different sizes were seen: before, nobody can tell a from c."""
        if self.batches < _ENOUGH or self._w == 0:
            return False
        return math.sqrt(max(0.0, self._spread)) > _SPREAD * self._w

    @property
    def terms(self) -> tuple[float, float]:
        """(a in ms, c in ms a work unit)."""
        if self._n == 0 or self._ww == 0:
            return (self._t / self._n if self._n else 0.0), 0.0
        if self._spread <= 1e-9 * self._n * self._ww:
            return 0.0, self._wt / self._ww
        c = max(0.0, (self._n * self._wt - self._w * self._t) / self._spread)
        a = (self._t - c * self._w) / self._n
        return (a, c) if a >= 0 else (0.0, self._wt / self._ww)

    def predict_ms(self, work: float) -> float:
        a, c = self.terms
        return a + c * work

    @property
    def _spread(self) -> float:
        return self._n * self._ww - self._w * self._w


def bucket_of(largest_work: float) -> int:
    """The shape bucket of a batch: its largest item's work, to the next power of two. What the others are
    padded to, and how a model tiles it, follows the largest."""
    return math.ceil(math.log2(largest_work)) if largest_work > 0 else 0


@dataclass(slots=True)
class ShapedLatency:
    """One model for each shape bucket, and one over all of them for shapes that are not known yet."""

    overall: LatencyModel = field(default_factory=LatencyModel)
    buckets: dict[int, LatencyModel] = field(default_factory=dict[int, LatencyModel])

    def observe(self, largest_work: float, work: float, duration_ms: float) -> None:
        self.overall.observe(work, duration_ms)
        self.buckets.setdefault(bucket_of(largest_work), LatencyModel()).observe(work, duration_ms)

    def of(self, largest_work: float) -> LatencyModel:
        """The bucket's own model, unless only the one over all is fitted. What little is known of another
        shape says nothing about this one."""
        own = self.buckets.get(bucket_of(largest_work)) or LatencyModel()
        return self.overall if self.overall.fitted and not own.fitted else own

    def predict_ms(self, largest_work: float, work: float) -> float:
        return self.of(largest_work).predict_ms(work)
