"""What simulated devices and probes wrote down, and the figures that follow from it."""

import itertools
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a device; times in seconds since the Unix epoch."""

    device: int
    pid: int
    asked: float
    start: float
    end: float
    pages: int
    decoded_bytes: int

    @property
    def busy_s(self) -> float:
        return self.end - self.start


def read_calls(folder: Path, since: float = 0.0, until: float = float("inf")) -> list[Call]:
    """Every call that ended in the span, by its start."""
    calls = (Call(**line) for path in folder.glob("calls-*.jsonl") for line in _lines(path))
    return sorted((call for call in calls if since <= call.end <= until), key=lambda call: call.start)


def held_over_time(folder: Path, since: float = 0.0, until: float = float("inf")) -> list[tuple[float, int]]:
    """What was reserved over all processes after each change in the span, as the probes saw it."""
    changes: list[tuple[float, int, str]] = []
    for path in folder.glob("held-*.jsonl"):
        changes += [(line["at"], line["held"], path.name) for line in _lines(path) if line["at"] <= until]
    held: dict[str, int] = {}
    seen: list[tuple[float, int]] = []
    for at, size_bytes, name in sorted(changes):
        held[name] = size_bytes
        if at >= since:
            seen.append((at, sum(held.values())))
    return seen


def held_peak_bytes(folder: Path, since: float = 0.0, until: float = float("inf")) -> int:
    """The most that was reserved at one time over all processes."""
    return max((size_bytes for _, size_bytes in held_over_time(folder, since, until)), default=0)


def fill(calls: Sequence[Call]) -> dict[str, float]:
    """Batch sizes and busy time. `batch_mean` is over calls, `batch_of_a_page` over pages."""
    pages = sum(call.pages for call in calls)
    busy_s = sum(call.busy_s for call in calls)
    if not calls or not pages:
        return {"calls": 0, "pages": 0, "busy_s": 0.0}
    return {
        "calls": len(calls),
        "pages": pages,
        "busy_s": busy_s,
        "batch_mean": pages / len(calls),
        "batch_of_a_page": sum(call.pages**2 for call in calls) / pages,
        "batch_max": max(call.pages for call in calls),
        "device_s_per_page": busy_s / pages,
    }


def idle_gaps_s(calls: Sequence[Call]) -> list[float]:
    """How long one device stood still between calls."""
    return [max(0.0, after.start - before.end) for before, after in itertools.pairwise(calls)]


def jain(shares: Iterable[float]) -> float:
    """Jain's fairness index (Jain, Chiu, Hawe 1984): 1 where all are equal, 1/n where one has all."""
    values = list(shares)
    squares = sum(value * value for value in values)
    return sum(values) ** 2 / (len(values) * squares) if squares else 1.0


def quantile(values: Iterable[float], q: float) -> float:
    """The nearest-rank quantile; nan of nothing."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    rank = math.ceil(q * len(ordered) - 1e-9)  # 0.07 * 100 is a little more than 7
    return ordered[min(len(ordered), max(1, rank)) - 1]


def _lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]  # a process that was killed may have left half a line
    return [json.loads(line) for line in whole.splitlines()]
