"""The mission's table: one request and thirty of 25 pages, in every way of working."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.baselines import bare_loop, baseline
from benchmarks.recordings import idle_gaps_s
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.workload import Job, letters

PAGES, REQUESTS = 25, 30
_LOOP_SCALE = 0.1


@dataclass(frozen=True, slots=True)
class Way:
    """A way of working through Octavo: its settings, and the time scale of many requests in full mode."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
    scale: float = 1.0
    max_wait_ms: float | None = None
    quick: bool = True


_WAYS = (
    Way("Octavo sequential", {"strategy": "sequential"}, scale=0.1, quick=False),
    Way("Octavo whole document", {"strategy": "batched"}, scale=0.25, quick=False),
    Way("fixed 8 / 100 ms", {"stages": {"layout": {"max_batch": 8}}}, max_wait_ms=100.0),
    Way("Octavo api", {"preset": "api"}),
    Way("Octavo batch", {"preset": "batch"}),
)


@dataclass(frozen=True, slots=True)
class Load:
    """So many requests stand for the mission's thirty; `scale` caps the time scale they run at."""

    many: int
    scale: float
    singles: int


_LOADS: dict[Mode, Load] = {"full": Load(REQUESTS, 1.0, 5), "quick": Load(8, 0.3, 3)}


def mission(mode: Mode) -> Result:
    """Letter pages of text at 200 DPI, rendered, stored and decoded as always."""
    load = _LOADS[mode]
    result = Result(says=_says(load))
    whole_s = _loops(result, load)
    for way in _WAYS:
        if way.quick or mode == "full":
            _singles(result, way, load)
            _many(result, way, load, whole_s)
    return result


def _says(load: Load) -> str:
    return (
        f"Letter pages of text at 200 DPI; {load.many} requests at once where the mission has thirty. Times "
        "are at full scale: measured ones are divided by time_scale, rendering and Kafka with them. One "
        f"request runs at full scale, {load.singles} times, each on a quiet system; the median counts. Held "
        "is decoded bytes reserved by the stage loops, sampled 50 times a second; each rendering child holds "
        "one page more, which is not in it. RSS is the sum over all agent processes. Bare loops neither "
        "render nor decode, and know no Kafka: what they hold is counted, not measured, and they have no RSS "
        "and no blobs. The ways of the mission through Octavo are `--strategy sequential` and `batched`. "
        "fixed closes a batch beside an idle device, too, as the mission's does not."
    )


def _loops(result: Result, load: Load) -> float:
    """The mission's two ways at their best; the makespan of many whole documents."""
    for whole, name in ((False, "bare loop, sequential"), (True, "bare loop, whole document")):
        for requests in (1, load.many):
            row = baseline(requests, PAGES, whole, _LOOP_SCALE)
            named = {"way": name, "load": f"{requests} x {PAGES}", "time_scale": _LOOP_SCALE}
            result.rows.append({**named, **row})
    return float(result.rows[-1]["makespan_s"])


def _singles(result: Result, way: Way, load: Load) -> None:
    with Rig(warm_pages=letters, **_settings(way, 1.0)) as rig:
        rig.run([Job(letters(PAGES), PAGES)])  # pages of this size, so many at once, have their memory now
        runs: list[Run] = []
        for seed in range(load.singles):
            rig.quiet()
            runs.append(rig.run([Job(letters(PAGES, seed), PAGES)]))
    middle = sorted(runs, key=lambda run: run.makespan_s)[len(runs) // 2]
    _add(result, way.name, 1, middle, 1.0)
    result.raw[f"{way.name}, every single one"] = [run.raw() for run in runs]
    if way.name == "Octavo api":
        result.figures["single_25_s"] = middle.makespan_s


def _many(result: Result, way: Way, load: Load, whole_s: float) -> None:
    scale = min(way.scale, load.scale)
    with Rig(time_scale=scale, warm_pages=letters, **_settings(way, scale)) as rig:
        rig.quiet()
        run = rig.run([Job(letters(PAGES, seed), PAGES) for seed in range(load.many)])
    row = _add(result, way.name, load.many, run, scale)
    if preset := way.settings.get("preset"):
        result.figures[f"{preset}_held_bytes_{REQUESTS}"] = run.held_peak_bytes
        result.figures[f"{preset}_makespan_vs_whole_document"] = row["makespan_s"] / whole_s
    if preset == "api":
        perfect = bare_loop([call.pages for call in run.calls], _LOOP_SCALE)
        row["perfect_batch_s"] = perfect.makespan_s
        result.figures["throughput_vs_perfect_batch"] = perfect.makespan_s / row["makespan_s"]
        result.figures["requests_per_batch_mean"] = row["requests_per_batch"]


def _settings(way: Way, scale: float) -> dict[str, Any]:
    """The way's settings, the window in the time of the scaled device."""
    if way.max_wait_ms is None:
        return dict(way.settings)
    layout = {**way.settings["stages"]["layout"], "max_wait_ms": way.max_wait_ms * scale}
    return {**way.settings, "stages": {"layout": layout}}


def _add(result: Result, way: str, requests: int, run: Run, scale: float) -> dict[str, Any]:
    figures = run.figures()
    for name in ("makespan_s", "p50_s", "p99_s", "busy_s", "device_s_per_page"):
        figures[name] = figures.get(name, 0.0) / scale
    figures["idle_between_calls_s"] = sum(idle_gaps_s(run.calls))
    figures["first_call_after_s"] = run.calls[0].start - run.started
    figures["last_call_to_result_s"] = run.ended - run.calls[-1].end
    row = {"way": way, "load": f"{requests} x {PAGES}", "time_scale": scale, **figures}
    result.rows.append(row)
    result.raw[f"{way}, {requests} x {PAGES}"] = run.raw()
    return row
