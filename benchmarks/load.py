"""When a batch should close: idle-close on and off, `max_wait` and cap, over the load."""

from dataclasses import dataclass
from typing import Any

from benchmarks.baselines import fifo_pages_per_s
from benchmarks.estimates import busy_share
from benchmarks.plain_pdf import plain_pdf
from benchmarks.queueing import poisson_s
from benchmarks.recordings import quantile
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.workload import Job

SCALE = 0.25
_WARM_S = 2.0


@dataclass(frozen=True, slots=True)
class Closing:
    """How batches close. `max_wait_ms` is in the time of the scaled device."""

    idle_close: bool
    max_wait_ms: float
    cap: int

    @property
    def capacity(self) -> float:
        """Pages a second in full batches, in scaled time."""
        return fifo_pages_per_s(self.cap) / SCALE


_FULL = [
    *(Closing(True, 100.0, cap) for cap in (8, 16, 32)),
    *(Closing(False, wait_ms, cap) for cap in (8, 16) for wait_ms in (25.0, 100.0, 400.0)),
]
_QUICK = [Closing(True, 100.0, 16), Closing(False, 100.0, 16)]
_LOADS: dict[Mode, tuple[float, ...]] = {"full": (0.3, 0.5, 0.7, 0.9), "quick": (0.3, 0.7)}


def load(mode: Mode) -> Result:
    """One-page requests as a Poisson process; the same seed for every way of closing."""
    lasts_s = 12.0 if mode == "full" else 3.0
    result = Result(
        says=f"One-page requests, one square inch each, as a Poisson process of {lasts_s:g} s on the "
        f"simulated device at {SCALE:g} of the mission's times; load is their rate over the device's at full "
        "batches of the cap, so a cap of 32 sees more requests a second than one of 8 at the same load. "
        "Latencies are as measured, in scaled time; max_wait is as set. Device seconds a page are scaled, "
        "too. What queues at the end of a run is still served and counted."
    )
    for closing in _FULL if mode == "full" else _QUICK:
        stages = {
            "layout": {
                "idle_close": closing.idle_close,
                "max_wait_ms": closing.max_wait_ms,
                "max_batch": closing.cap,
            }
        }
        with Rig(time_scale=SCALE, dpi=72, stages=stages) as rig:
            rig.run(_jobs(20.0, _WARM_S))
            for share in _LOADS[mode]:
                run = rig.run(_jobs(share * closing.capacity, lasts_s))
                result.rows.append(_row(closing, share, run))
                result.raw[f"{closing}, load {share}"] = run.raw()
    _compare(result)
    return result


def _jobs(rate_per_s: float, lasts_s: float) -> list[Job]:
    pdf = plain_pdf(1)
    return [Job(pdf, 1, at_s) for at_s in poisson_s(rate_per_s, max(1, int(rate_per_s * lasts_s)), seed=2)]


def _row(closing: Closing, share: float, run: Run) -> dict[str, Any]:
    latencies = [request.latency_s for request in run.requests]
    figures = run.figures()
    return {
        "idle_close": closing.idle_close,
        "max_wait_ms": closing.max_wait_ms,
        "cap": closing.cap,
        "load": share,
        "requests_per_s": share * closing.capacity,
        "samples": len(latencies),
        "p50_s": quantile(latencies, 0.5),
        "p99_s": quantile(latencies, 0.99),
        "device_s_per_page": figures["device_s_per_page"],
        "device_busy": busy_share(run.calls, run.started, run.ended),
        "batch_mean": figures["batch_mean"],
    }


def _compare(result: Result) -> None:
    """Figures of the two ways at the preset's own cap and wait, at the loads that every mode has."""
    for row in result.rows:
        if (row["cap"], row["max_wait_ms"]) == (16, 100.0) and row["load"] in (0.3, 0.7):
            way = "on" if row["idle_close"] else "off"
            percent = round(100 * row["load"])
            result.figures[f"idle_close_{way}_p99_s_load_{percent}"] = row["p99_s"]
            result.figures[f"idle_close_{way}_device_s_per_page_load_{percent}"] = row["device_s_per_page"]
