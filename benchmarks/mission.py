"""The mission's table: one and thirty requests of 25 pages, five ways of working."""

from typing import Any

from benchmarks.baselines import bare_loop, baseline
from benchmarks.recordings import idle_gaps_s
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.workload import Job, letters

PAGES, REQUESTS = 25, 30
_FIXED = {"layout": {"max_batch": 8, "max_wait_ms": 100.0}}


def mission(mode: Mode) -> Result:
    """Letter pages of text at 200 DPI, rendered, stored and decoded as always. Thirty requests run at the
    scale named in the table; one request runs at full scale, three times, the median counts."""
    scale = 1.0 if mode == "full" else 0.1
    result = Result(
        says="Times are at full scale: measured ones are divided by time_scale. Held is decoded bytes "
        "reserved by the stage loops, sampled 50 times a second; each rendering child holds one page more, "
        "which is not in it. Baselines hold what is counted, not measured, and neither render nor decode."
    )
    for whole, name in ((False, "sequential"), (True, "whole document")):
        for requests in (1, REQUESTS):
            loop_scale = 0.02 if mode == "quick" else 0.1
            row = baseline(requests, PAGES, whole, loop_scale)
            result.rows.append(
                {"way": name, "load": f"{requests} x {PAGES}", "time_scale": loop_scale, **row}
            )
    whole_s = result.rows[-1]["makespan_s"]
    for preset in ("api", "batch"):
        _octavo(result, preset, scale, whole_s)
    _fixed(result, scale)
    return result


def _octavo(result: Result, preset: str, scale: float, whole_s: float) -> None:
    singles: list[Run] = []
    if preset == "api":
        with Rig(preset=preset, warm_pages=letters) as rig:
            singles = [rig.run([Job(letters(PAGES, seed), PAGES)]) for seed in range(3)]
        middle = sorted(singles, key=lambda run: run.makespan_s)[1]
        result.figures["single_25_s"] = middle.makespan_s
        _add(result, f"Octavo {preset}", f"1 x {PAGES}", middle, 1.0)
    with Rig(preset=preset, time_scale=scale, warm_pages=letters) as rig:
        run = rig.run([Job(letters(PAGES, seed), PAGES) for seed in range(REQUESTS)])
    row = _add(result, f"Octavo {preset}", f"{REQUESTS} x {PAGES}", run, scale)
    result.figures[f"{preset}_held_bytes_{REQUESTS}"] = run.held_peak_bytes
    result.figures[f"{preset}_makespan_vs_whole_document"] = row["makespan_s"] / whole_s
    if preset == "api":
        perfect = bare_loop([call.pages for call in run.calls], 0.1 * scale)
        row["perfect_batch_s"] = perfect.makespan_s
        result.figures["throughput_vs_perfect_batch"] = perfect.makespan_s / row["makespan_s"]
        result.figures["requests_per_batch_mean"] = row["requests_per_batch"]
    result.raw[f"{preset}_singles"] = [single.raw() for single in singles]


def _fixed(result: Result, scale: float) -> None:
    """The mission's 8 pages or 100 ms. Octavo closes a batch as soon as the device is idle, too."""
    with Rig(time_scale=scale, stages={"layout": {**_FIXED["layout"], "max_wait_ms": 100 * scale}}) as rig:
        run = rig.run([Job(letters(PAGES, seed), PAGES) for seed in range(REQUESTS)])
    _add(result, "fixed 8 / 100 ms", f"{REQUESTS} x {PAGES}", run, scale)


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
