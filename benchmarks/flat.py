"""Whether memory stays flat: ten times the requests against the mission's thirty."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.plain_pdf import plain_pdf
from benchmarks.recordings import held_over_time
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.workload import LETTER_PT, Job, letters

FEW, MANY = 30, 300
_KINDS = 10
"""Different PDFs: making one takes longer than reading it."""


@dataclass(frozen=True, slots=True)
class Load:
    """FEW requests against MANY, all of so many pages at a resolution, on a device at a share of the
    mission's times. `make`: a PDF of so many pages, by number."""

    make: Callable[[int, int], bytes]
    kind: str
    pages: int
    dpi: int
    time_scale: float

    def jobs(self, requests: int) -> list[Job]:
        return [Job(self.make(self.pages, n % _KINDS), self.pages) for n in range(requests)]


def _one_line(pages: int, _kind: int) -> bytes:
    return plain_pdf(pages, *(round(side) for side in LETTER_PT))


_LOADS: dict[Mode, Load] = {
    "full": Load(letters, "of text", 25, 200, 0.25),
    "quick": Load(_one_line, "with one line", 10, 50, 0.06),
}
"""Fewer than ten pages would go the way of small requests and not share what is to stay flat."""


def flat(mode: Mode) -> Result:
    """All requests are submitted at once, to a fresh system each time, preset `api`."""
    load = _LOADS[mode]
    result = Result(
        says=f"Letter pages {load.kind} at {load.dpi} DPI, all submitted at once, preset api, the simulated "
        f"device at {load.time_scale:g} of the mission's times. Held is decoded bytes reserved by the stage "
        "loops; RSS is the sum over all agent processes and their children, the broker not counted; each "
        "number of requests had a fresh system."
        + ("" if mode == "full" else " Quick has fewer and smaller pages than the claim names.")
    )
    for requests in (FEW, MANY):
        name = f"{requests} x {load.pages}"
        with Rig(preset="api", dpi=load.dpi, time_scale=load.time_scale) as rig:
            run = rig.run(load.jobs(requests))
            held = held_over_time(rig.device_folder, run.started, run.ended)
        result.rows.append(_row(name, load, run))
        result.raw[name] = {**run.raw(), "held": [[round(at, 3), size] for at, size in held]}
    few, many = result.rows
    for name in ("held_peak_bytes", "rss_peak_bytes", "rss_median_bytes", "blob_peak_bytes"):
        many[f"{name}_ratio"] = many[name] / few[name]
    result.figures[f"api_held_bytes_{MANY}"] = many["held_peak_bytes"]
    result.figures["flat_held_ratio"] = many["held_peak_bytes_ratio"]
    result.figures["flat_rss_ratio"] = many["rss_peak_bytes_ratio"]
    return result


def _row(name: str, load: Load, run: Run) -> dict[str, Any]:
    """Processes grow while they start, so the median is over the second half of the run."""
    settled = [sample.rss_bytes for sample in run.samples if sample.at > run.started + run.makespan_s / 2]
    return {
        "load": name,
        "dpi": load.dpi,
        "time_scale": load.time_scale,
        **run.figures(),
        "pages_per_s": run.pages / run.makespan_s,
        "rss_median_bytes": median(settled),
    }
