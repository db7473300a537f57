"""The mission's table: one and thirty requests of 25 pages, five ways of working."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.baselines import bare_loop, baseline
from benchmarks.recordings import idle_gaps_s
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.workload import Job, letters

PAGES, REQUESTS = 25, 30
"""The mission's. Figures are named after them in every mode."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is run. Scales are shares of the mission's times: `scale` of the ways that keep up with a
    device at full speed, `slow_scale` of page after page, `loop_scale` of loops without Octavo."""

    requests: int
    singles: int
    single_scale: float
    scale: float
    slow_scale: float
    loop_scale: float


_PLANS: dict[Mode, Plan] = {
    "full": Plan(REQUESTS, singles=5, single_scale=1.0, scale=1.0, slow_scale=0.1, loop_scale=0.1),
    "quick": Plan(8, singles=1, single_scale=0.25, scale=0.25, slow_scale=0.04, loop_scale=0.02),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way of working, as settings of a whole Octavo."""

    name: str
    settings: Callable[[float], dict[str, Any]] = field(default=lambda _: {})
    """At a time scale."""
    slow: bool = False


def _fixed(scale: float) -> dict[str, Any]:
    layout = {"max_batch": 8, "max_wait_ms": 100.0 * scale, "idle_close": False}
    return {"stages": {"layout": layout}}


API = Way("Octavo api", lambda _: {"preset": "api"})
BATCH = Way("Octavo batch", lambda _: {"preset": "batch"})
FIXED = Way("fixed 8 / 100 ms", _fixed)
_OTHERS = (
    Way("sequential", lambda _: {"strategy": "sequential"}, slow=True),
    Way("whole documents", lambda _: {"strategy": "batched"}),
    FIXED,
)


def mission(mode: Mode) -> Result:
    """Letter pages of text at 200 DPI, rendered, stored and decoded as always; loops do none of it."""
    plan = _PLANS[mode]
    result = Result(says=_says(mode, plan))
    _loops(result, plan)
    whole_s: float = result.rows[-1]["makespan_s"]
    for way in _OTHERS if mode == "full" else (FIXED,):
        _measure(result, way, plan)
    for way, preset in ((API, "api"), (BATCH, "batch")):
        one, many = _measure(result, way, plan)
        result.figures[f"{preset}_held_bytes_{REQUESTS}"] = many["held_peak_bytes"]
        result.figures[f"{preset}_makespan_vs_whole_document"] = many["makespan_s"] / whole_s
        if way is API:
            _against_loop(result, one, many, plan)
    return result


def _says(mode: Mode, plan: Plan) -> str:
    text = (
        f"{plan.requests} requests of {PAGES} letter pages of text at 200 DPI, all at once, and one alone: "
        f"the median of {plan.singles}, each begun when the pages of the one before were deleted. Times are "
        "at full scale: measured ones are divided by time_scale. Held is decoded bytes reserved by the stage "
        "loops, sampled 50 times a second; each rendering child holds one page more, which is not in it. "
        "Sequential and whole documents run as a bare loop, the best case of each, and in full mode through "
        "Octavo, too. A loop neither renders nor decodes, and what it holds is counted, not measured; "
        "makespans are compared with it. Fixed waits for 8 pages or 100 ms even if the device is idle."
    )
    if mode == "full":
        return text
    return text + (
        f" Quick has {plan.requests} requests where figures are named after {REQUESTS}; at less than "
        f"{plan.scale:g} of the mission's times this machine's rendering would be the bottleneck."
    )


def _loops(result: Result, plan: Plan) -> None:
    for whole, name in ((False, "sequential"), (True, "whole documents")):
        for requests in (1, plan.requests):
            row = baseline(requests, PAGES, whole, plan.loop_scale)
            load = f"{requests} x {PAGES}"
            about = {"way": f"{name}, bare loop", "load": load, "time_scale": plan.loop_scale}
            result.rows.append({**about, **row})


def _measure(result: Result, way: Way, plan: Plan) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of one request and of many. Each of the two has a fresh system where scales differ."""
    one_scale, scale = _scales(way, plan)
    if one_scale == scale:
        with _rig(way, scale) as rig:
            singles, many = _singles(rig, plan), _many(rig, plan)
    else:
        with _rig(way, one_scale) as rig:
            singles = _singles(rig, plan)
        with _rig(way, scale) as rig:
            many = _many(rig, plan)
    middle = sorted(singles, key=lambda run: run.makespan_s)[len(singles) // 2]
    result.raw[f"{way.name}, every 1 x {PAGES}"] = [single.raw() for single in singles]
    return (
        _add(result, way.name, f"1 x {PAGES}", middle, one_scale),
        _add(result, way.name, f"{plan.requests} x {PAGES}", many, scale),
    )


def _scales(way: Way, plan: Plan) -> tuple[float, float]:
    """Of one request, of many. A single request of Octavo's own always has a device at full scale."""
    if way.slow:
        return plan.slow_scale, plan.slow_scale
    return 1.0 if way is API else plan.single_scale, plan.scale


def _rig(way: Way, scale: float) -> Rig:
    return Rig(time_scale=scale, warm_pages=letters, **way.settings(scale))


def _singles(rig: Rig, plan: Plan) -> list[Run]:
    runs: list[Run] = []
    for seed in range(plan.singles):
        rig.quiet()
        runs.append(rig.run([Job(letters(PAGES, seed), PAGES)]))
    return runs


def _many(rig: Rig, plan: Plan) -> Run:
    jobs = [Job(letters(PAGES, seed), PAGES) for seed in range(plan.requests)]
    rig.quiet()
    return rig.run(jobs)


def _against_loop(result: Result, one: dict[str, Any], many: dict[str, Any], plan: Plan) -> None:
    """Against a device that runs the same batches back to back."""
    calls = result.raw[f"{API.name}, {many['load']}"]["calls"]
    perfect = bare_loop([pages for *_, pages in calls], plan.loop_scale)
    many["perfect_batch_s"] = perfect.makespan_s
    result.figures["single_25_s"] = one["makespan_s"]
    result.figures["throughput_vs_perfect_batch"] = perfect.makespan_s / many["makespan_s"]
    result.figures["requests_per_batch_mean"] = many["requests_per_batch"]


def _add(result: Result, way: str, load: str, run: Run, scale: float) -> dict[str, Any]:
    figures = run.figures()
    for name in ("makespan_s", "p50_s", "p99_s", "busy_s", "device_s_per_page"):
        figures[name] = figures.get(name, 0.0) / scale
    gaps = idle_gaps_s(run.calls)
    figures["idle_between_calls_s"] = sum(gaps)
    figures["first_call_after_s"] = run.calls[0].start - run.started
    figures["last_call_to_result_s"] = run.ended - run.calls[-1].end
    row = {"way": way, "load": load, "time_scale": scale, **figures}
    result.rows.append(row)
    result.raw[f"{way}, {load}"] = run.raw()
    return row
