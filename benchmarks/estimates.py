"""Figures from samples: how sure a ratio is, how even shares are, how fast a device went. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.recordings import Call, jain

Statistic = Callable[[Sequence[float]], float]


class Served(NamedTuple):
    """A page of a tenant that was done at a time (seconds since the Unix epoch), and its share of the
    device's time."""

    at: float
    tenant: str
    device_s: float


def bootstrap_ratio(
    above: Sequence[float],
    below: Sequence[float],
    q: float = 0.99,
    resamples: int = 2000,
    confidence: float = 0.95,
    seed: int = 0,
) -> tuple[float, float]:
    """The percentile bootstrap interval (Efron 1979) of the ratio of two `q` quantiles.

    It treats samples as independent, which latencies of one queue are not: the true interval is wider.
    (nan, nan) where either side has no sample.
    """
    if not above or not below:
        return float("nan"), float("nan")
    draw = np.random.default_rng(seed)
    quantiles = [
        np.quantile(draw.choice(np.asarray(side), (resamples, len(side))), q, axis=1)
        for side in (above, below)
    ]
    ratios = quantiles[0] / quantiles[1]
    edge = (1 - confidence) / 2
    low, high = np.quantile(ratios, (edge, 1 - edge))
    return float(low), float(high)


def pages_per_s(calls: Iterable[Call], since: float, until: float) -> float:
    """Pages that devices worked on in a span, a call at its edges counted by the part that lies within."""
    pages = 0.0
    for call in calls:
        within = min(call.end, until) - max(call.start, since)
        if within > 0:
            pages += call.pages * within / (call.end - call.start)
    return pages / (until - since)


def busy_share(calls: Iterable[Call], since: float, until: float, devices: int = 1) -> float:
    """The share of a span that the devices were at work."""
    busy_s = sum(max(0.0, min(call.end, until) - max(call.start, since)) for call in calls)
    return busy_s / (until - since) / devices


def jain_of_windows(
    served: Iterable[Served], backlogged_until: Mapping[str, float], since: float, window_s: float
) -> list[float]:
    """Jain's index of the device time of these tenants, a window after the other, for as long as all of
    them are backlogged. A window in which none was served is left out."""
    until = min(backlogged_until.values(), default=since)
    count = max(0, int((until - since) / window_s))
    windows = [dict.fromkeys(backlogged_until, 0.0) for _ in range(count)]
    for at, tenant, device_s in served:
        number = int((at - since) // window_s)
        if 0 <= number < count and tenant in backlogged_until:
            windows[number][tenant] += device_s
    return [jain(window.values()) for window in windows if any(window.values())]
