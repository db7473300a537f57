"""The mission's ways of working and plain first-in-first-out, as bare loops over the simulated device.

No Kafka, no rendering, no decoding: what a program could reach that does nothing but call the model.
"""

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.recordings import fill, quantile, read_calls
from benchmarks.simulated import A_S, C_S, SimulatedDevice

PAGE_BYTES = 1700 * 2200 * 3
"""A letter page at 200 DPI, decoded."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A bare loop's times, in seconds at full scale."""

    makespan_s: float
    ends_s: tuple[float, ...]
    figures: dict[str, Any]


def bare_loop(batches: Iterable[int], time_scale: float) -> Loop:
    """Runs these batch sizes back to back, sleeping at `time_scale`; what it returns is scaled back."""
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as folder:
        device = SimulatedDevice(folder, time_scale=time_scale)
        started = time.perf_counter()
        ends: list[float] = []
        for pages in batches:
            device.call(pages)
            ends.append((time.perf_counter() - started) / time_scale)
        device.close()
        figures = fill(read_calls(Path(folder)))
    for name in ("busy_s", "device_s_per_page"):
        figures[name] = figures.get(name, 0.0) / time_scale
    return Loop(ends[-1] if ends else 0.0, tuple(ends), figures)


def baseline(requests: int, pages: int, whole: bool, time_scale: float) -> dict[str, Any]:
    """`requests` documents at once, one after the other on the device: page by page, or each as one batch.

    Bytes held are counted, not measured: every request that waits holds what the mission's pipelines hold,
    one page, or the whole document.
    """
    a_document = [pages] if whole else [1] * pages
    loop = bare_loop(a_document * requests, time_scale)
    latencies = loop.ends_s[len(a_document) - 1 :: len(a_document)]
    return {
        "requests": requests,
        "pages": requests * pages,
        "makespan_s": loop.makespan_s,
        "p50_s": quantile(latencies, 0.5),
        "p99_s": quantile(latencies, 0.99),
        "held_peak_bytes": requests * PAGE_BYTES * (pages if whole else 1),
        "requests_per_batch": 1.0,
        **loop.figures,
    }


def fifo_pages_per_s(cap: int) -> float:
    """What a device gives that always runs full batches in order of arrival."""
    return cap / (A_S + C_S * cap)
