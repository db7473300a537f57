"""What a batch will take: t(W) = a + c * W, fitted online."""

from dataclasses import dataclass


@dataclass(slots=True)
class LatencyModel:
    """Least squares over batches with exponential forgetting, both terms held at or above zero.

    Predicts zero until the first batch; from one batch alone, proportionally. `half_life` counts batches.
    """

    half_life: float = 50.0
    _n: float = 0.0
    _w: float = 0.0
    _ww: float = 0.0
    _t: float = 0.0
    _wt: float = 0.0

    def observe(self, work: float, duration_ms: float) -> None:
        keep = 0.5 ** (1 / self.half_life)
        self._n = self._n * keep + 1
        self._w = self._w * keep + work
        self._ww = self._ww * keep + work * work
        self._t = self._t * keep + duration_ms
        self._wt = self._wt * keep + work * duration_ms

    @property
    def terms(self) -> tuple[float, float]:
        """(a in ms, c in ms a work unit)."""
        spread = self._n * self._ww - self._w * self._w
        if self._n == 0 or self._ww == 0:
            return (self._t / self._n if self._n else 0.0), 0.0
        if spread <= 1e-9 * self._n * self._ww:
            return 0.0, self._wt / self._ww
        c = max(0.0, (self._n * self._wt - self._w * self._t) / spread)
        a = (self._t - c * self._w) / self._n
        return (a, c) if a >= 0 else (0.0, self._wt / self._ww)

    def predict_ms(self, work: float) -> float:
        a, c = self.terms
        return a + c * work
