"""Arrivals, and what plain first-in-first-out would make of them. Pure: nothing here waits."""

import random
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Arrival(NamedTuple):
    """`at_s` seconds after the start, so many pages at once."""

    at_s: float
    pages: int = 1


def poisson_s(rate_per_s: float, count: int, seed: int) -> list[float]:
    """The first `count` times, in seconds, of a Poisson process: gaps are exponential with mean 1 / rate.

    The same seed gives the same times. Raises ValueError for a rate that is not positive.
    """
    if rate_per_s <= 0:
        raise ValueError(f"{rate_per_s:g} arrivals a second never come; give a positive rate.")
    gaps = random.Random(seed)
    at_s, times = 0.0, list[float]()
    for _ in range(count):
        at_s += gaps.expovariate(rate_per_s)
        times.append(at_s)
    return times


def fifo_latencies_s(
    arrivals: Iterable[Arrival], batch_s: Callable[[int], float], cap: int
) -> list[tuple[Arrival, float]]:
    """How long each arrival takes on one device that serves pages in order of arrival, up to `cap` at once,
    and never waits while there is one. `batch_s`: seconds of a call on so many pages."""
    coming = deque(sorted(arrivals))
    line: deque[tuple[Arrival, int]] = deque()
    done: list[tuple[Arrival, float]] = []
    now_s = 0.0
    while coming or line:
        if not line:
            now_s = max(now_s, coming[0].at_s)
        while coming and coming[0].at_s <= now_s:
            line.append((coming[0], coming.popleft().pages))
        batch, finished = _front(line, cap)
        now_s += batch_s(batch)
        done += [(arrival, now_s - arrival.at_s) for arrival in finished]
    return done


def _front(line: deque[tuple[Arrival, int]], cap: int) -> tuple[int, Sequence[Arrival]]:
    """Takes up to `cap` pages off the line: how many, and whose last page was among them."""
    taken, finished = 0, list[Arrival]()
    while line and taken < cap:
        arrival, left = line.popleft()
        take = min(left, cap - taken)
        taken += take
        if take == left:
            finished.append(arrival)
        else:
            line.appendleft((arrival, left - take))
    return taken, finished
