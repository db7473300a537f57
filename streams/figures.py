"""What a stage tells of itself to whoever measures it."""

from dataclasses import dataclass

from streams.latency import ShapedLatency
from streams.memory import Budget


@dataclass(frozen=True, slots=True)
class Figures:
    """A look at a backlog. `latency`: (a in ms, c in ms a work unit) by shape bucket, as names."""

    waiting_items: int
    held_bytes: int
    held_peak_bytes: int
    batches: int
    latency: dict[str, tuple[float, float]]


def figures_of(waiting_items: int, budget: Budget, latency: ShapedLatency) -> Figures:
    known = {f"2^{bucket}": model.terms for bucket, model in latency.buckets.items()}
    return Figures(
        waiting_items,
        budget.held_bytes,
        budget.peak_bytes,
        latency.overall.batches,
        {"all": latency.overall.terms, **known},
    )
