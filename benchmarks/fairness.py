"""What one-page requests suffer from a huge one that came before them, and what sparing them costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.background import cancel
from benchmarks.baselines import bare_loop, fifo_pages_per_s
from benchmarks.estimates import bootstrap_ratio, busy_share, pages_per_s
from benchmarks.plain_pdf import plain_pdf
from benchmarks.queueing import Arrival, fifo_latencies_s, poisson_s
from benchmarks.recordings import fill, quantile
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.shares import even_shares
from benchmarks.simulated import A_S, C_S
from benchmarks.workload import Job
from octavo.presets import PRESETS

SCALE, DPI = 0.1, 72
LARGEST = PRESETS["api"].max_batch
CAP = PRESETS["api"].shared_batch or LARGEST
CAPACITY = fifo_pages_per_s(CAP) / SCALE
"""Pages a second of the simulated device at full batches, in the time of these runs."""
_HEAD_START_S = 3.0


@dataclass(frozen=True, slots=True)
class Case:
    """`load`: the arrival rate of the one-page requests of all `tenants`, as a share of CAPACITY. A new
    elephant comes when the one before would be done if it were alone, so one is always there."""

    name: str
    figure: str
    tenants: int
    load: float
    elephant_pages: int
    quick_samples: int

    @property
    def rate_per_s(self) -> float:
        return self.load * CAPACITY


ONE = Case("1 small tenant, elephants of 2,000", "p99_ratio_one_elephant", 1, 0.1, 2_000, 30)
MANY = Case("20 small tenants, one elephant", "p99_ratio_many_tenants", 20, 0.3, 60_000, 80)


def fairness(mode: Mode) -> Result:
    """Tiny pages, so that the simulated device, and not the machine, is the bottleneck."""
    result = Result(says=_says(mode))
    fifo = bare_loop([CAP] * 8, SCALE)
    fifo_pages = CAP * 8 / fifo.makespan_s / SCALE
    with Rig(time_scale=SCALE, dpi=DPI) as rig:
        rig.run(_small(MANY, 60))  # fresh consumers and a fresh Java are slow for some seconds
        alone = [rig.run(_small(case, _samples(case, mode))) for case in (ONE, MANY)]
        even_shares(rig, mode, SCALE, CAPACITY, result)
        for case, quiet in zip((ONE, MANY), alone, strict=True):
            _against(rig, case, quiet, fifo_pages, result)
    ratios = [row["throughput_vs_fifo"] for row in result.rows if "throughput_vs_fifo" in row]
    result.figures["throughput_vs_fifo"] = min(ratios)
    return result


def _says(mode: Mode) -> str:
    return (
        f"Simulated device at a tenth of the mission's times: {CAPACITY:.0f} pages/s in batches of "
        f"{CAP}, the cap of preset api while tenants share. Pages of one square inch at {DPI} DPI. Small "
        "requests have one page and come as a Poisson process; alone means the same arrivals without "
        "the elephant. Load is their rate over that capacity. Intervals are 95% by bootstrap and treat "
        f"samples as independent. FIFO throughput is a bare loop of batches of {CAP}, run on the same "
        f"device, and beside it what one of {LARGEST} gives; its p99 is calculated for the same "
        "arrivals. Jain's index is that of device time by tenant in windows of 10 s of the unscaled "
        "device, over tenants that have work waiting throughout."
        + ("" if mode == "full" else " Quick has too few samples for a p99: it is near the worst.")
    )


def _samples(case: Case, mode: Mode) -> int:
    return 1_100 if mode == "full" else case.quick_samples


def _small(case: Case, samples: int, after_s: float = 0.0) -> list[Job]:
    """A Poisson process whose arrivals fall to the tenants in turn: each has its share of the rate."""
    times = poisson_s(case.rate_per_s, samples, seed=1)
    pdf = plain_pdf(1)
    return [Job(pdf, 1, after_s + at_s, f"small-{n % case.tenants}") for n, at_s in enumerate(times)]


def _elephants(case: Case, last_s: float) -> list[Job]:
    every_s = case.elephant_pages / CAPACITY
    pdf = plain_pdf(case.elephant_pages)
    count = 1 + int(last_s / every_s)
    return [Job(pdf, case.elephant_pages, n * every_s, "elephant", awaited=False) for n in range(count)]


def _against(rig: Rig, case: Case, alone: Run, fifo_pages: float, result: Result) -> None:
    small = _small(case, len(alone.requests), _HEAD_START_S)
    elephants = _elephants(case, small[-1].at_s)
    run = rig.run([*elephants, *small])
    cancel(rig, rig.background)
    since, until = run.started + _HEAD_START_S, run.started + small[-1].at_s
    quiet, behind = _latencies(alone), _latencies(run)
    low, high = bootstrap_ratio(behind, quiet)
    rate = pages_per_s(run.calls, since, until)
    row: dict[str, Any] = {
        "case": case.name,
        "elephants": len(elephants),
        "elephant_pages": case.elephant_pages,
        "small_load": case.load,
        "small_per_s": case.rate_per_s,
        "samples": len(behind),
        "alone_p50_s": quantile(quiet, 0.5),
        "alone_p99_s": quantile(quiet, 0.99),
        "alone_device_busy": busy_share(alone.calls, alone.started, alone.ended),
        "p50_s": quantile(behind, 0.5),
        "p99_s": quantile(behind, 0.99),
        "p99_ratio": quantile(behind, 0.99) / quantile(quiet, 0.99),
        "p99_ratio_low": low,
        "p99_ratio_high": high,
        "fifo_p99_s": _fifo_p99_s([*elephants, *small]),
        "device_busy": busy_share(run.calls, since, until),
        "batch_mean": fill([call for call in run.calls if since <= call.start <= until])["batch_mean"],
        "pages_per_s": rate,
        "fifo_pages_per_s": fifo_pages,
        "throughput_vs_fifo": rate / fifo_pages,
        "throughput_vs_largest_batches": rate * SCALE / fifo_pages_per_s(LARGEST),
    }
    result.rows.append(row)
    result.figures[case.figure] = row["p99_ratio"]
    result.raw[case.name] = {"alone": alone.raw(), "behind": run.raw()}


def _latencies(run: Run) -> list[float]:
    return [request.latency_s for request in run.requests]


def _fifo_p99_s(jobs: Sequence[Job]) -> float:
    """Of the one-page requests, if the device served all in order of arrival."""
    done = fifo_latencies_s(
        (Arrival(job.at_s, job.pages) for job in jobs), lambda pages: (A_S + C_S * pages) * SCALE, CAP
    )
    return quantile((latency_s for arrival, latency_s in done if arrival.pages == 1), 0.99)
