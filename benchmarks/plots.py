"""The plots of docs/benchmarks.md, drawn by matplotlib from what scenarios wrote. The same samples give the
same bytes."""

import itertools
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.results import Measured

_STYLE: dict[str, Any] = {
    "svg.hashsalt": "octavo",  # names of clip paths are random otherwise
    "font.size": 10,
    "axes.grid": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": "#dddddd",
    "legend.frameon": False,
    "lines.linewidth": 1.6,
}
_ALONE, _BEHIND = "tab:blue", "tab:red"
_SPANS = 50

Panels = Sequence[Any]
"""matplotlib.axes.Axes, side by side. The library is looked up when it draws: `make check` has none."""


def draw(measured: Mapping[str, Measured], folder: Path, ending: str = "svg") -> set[str]:
    """Draws what there are samples for. Returns the names of the scenarios that have a plot now."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {name: _PLOTS[name] for name in measured if name in _PLOTS}
    with import_module("matplotlib").rc_context(_STYLE):
        for name, (count, plot) in drawn.items():
            content = measured[name]
            figure: Any = import_module("matplotlib.figure").Figure(figsize=(8.5, 4.2), layout="constrained")
            plot(content, list(figure.subplots(1, count(content), squeeze=False)[0]))
            figure.savefig(
                folder / f"{name}.{ending}", dpi=100, metadata={"Date": None} if ending == "svg" else None
            )
    return set(drawn)


def _mission(content: Measured, panels: Panels) -> None:
    """Many requests. Ways lie close together, so the legend names them, not a word beside each point."""
    (axes,) = panels
    rows = [row for row in content["rows"] if not row["load"].startswith("1 ")]
    for row, marker in zip(rows, itertools.cycle("osD^v"), strict=False):
        held_mb, makespan_s = row["held_peak_bytes"] / 1e6, row["makespan_s"]
        label = f"{row['way']}: {makespan_s:,.0f} s, {held_mb:,.0f} MB"
        axes.scatter(held_mb, makespan_s, s=80, marker=marker, label=label, zorder=3)
    axes.set(xscale="log", xlabel="page bytes held, MB", ylabel="makespan, s (simulated device)")
    axes.set_xlim(100, 20_000)
    axes.set_ylim(0, 1.1 * max(row["makespan_s"] for row in rows))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.legend(loc="upper right")


def _flat(content: Measured, panels: Panels) -> None:
    """Over the share of the run, since one run is ten times as long as the other."""
    held, rss = panels
    for (name, run), color in zip(content["raw"].items(), (_ALONE, _BEHIND), strict=False):
        label = f"{name} pages ({run['figures']['makespan_s']:.0f} s)"
        for axes, samples in ((held, run.get("held", [])), (rss, run["samples"])):
            axes.step(*_peaks(samples, run), where="post", label=label, color=color)
    held.set(title=f"held, the peak of every {100 // _SPANS}% of the run")
    rss.set(title="RSS of all agents and renderers")
    for axes in panels:
        axes.set(xlabel="share of the run, %", ylabel="MB", xlim=(0, 100))
        axes.set_ylim(0, 1.25 * axes.get_ylim()[1])
        axes.legend(loc="upper left")


def _peaks(samples: Sequence[Sequence[float]], run: Mapping[str, Any]) -> tuple[list[float], list[float]]:
    """(percent of the run, MB) of samples that begin with a time and a size in bytes, which lasts until the
    next. Held bytes go up and down with every batch: their peaks are what a budget is for."""
    peaks, last, coming = list[float](), 0.0, deque(samples)
    for span in range(1, _SPANS + 1):
        until = run["started"] + run["figures"]["makespan_s"] * span / _SPANS
        peak = last
        while coming and coming[0][0] <= until:
            last = coming.popleft()[1]
            peak = max(peak, last)
        peaks.append(peak / 1e6)
    return [100 * span / _SPANS for span in range(_SPANS + 1)], [*peaks, peaks[-1]]


def _fairness(content: Measured, panels: Panels) -> None:
    for axes, (case, runs) in zip(panels, _cases(content).items(), strict=True):
        for name, color in (("alone", _ALONE), ("behind", _BEHIND)):
            latencies = sorted(one["ended"] - one["submitted"] for one in runs[name]["requests"])
            shares = [100 * (n + 1) / len(latencies) for n in range(len(latencies))]
            label = f"{name}, {len(latencies)} requests"
            axes.step(latencies, shares, where="post", label=label, color=color)
        axes.axhline(99, color="gray", linewidth=0.8, linestyle=":")
        axes.set(title=case, xlabel="latency, s (scaled time)", ylabel="requests that were faster, %")
        axes.set_xlim(left=0)
        axes.legend(loc="lower right")


def _cases(content: Measured) -> dict[str, Any]:
    return {name: raw for name, raw in content["raw"].items() if {"alone", "behind"} <= set(raw)}


def _scaling(content: Measured, panels: Panels) -> None:
    (axes,) = panels
    rows = [row for row in content["rows"] if row["what"] == "workers"]
    workers, rates = [row["workers"] for row in rows], [row["pages_per_s"] for row in rows]
    axes.plot(workers, [rates[0] * n for n in workers], "--", color="gray", label="as many times one")
    axes.plot(workers, rates, "o-", label="workers, a simulated device each")
    pool = [row for row in content["rows"] if "instances" in row]
    if pool:
        numbers = [row["instances"] for row in pool]
        axes.plot(numbers, [row["pages_per_s"] for row in pool], "s-", label="instances in one worker")
    axes.set(xlabel="simulated devices", ylabel="pages/s", xticks=workers)
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper left")


def _load(content: Measured, panels: Panels) -> None:
    """A panel a cap, a line a rule."""
    for axes, cap in zip(panels, _caps(content), strict=True):
        lines: dict[str, list[tuple[float, float]]] = {}
        for row in content["rows"]:
            if row["cap"] == cap:
                rule = "idle device closes" if row["idle_close"] else f"waits {row['max_wait_ms']:g} ms"
                lines.setdefault(rule, []).append((100 * row["load"], row["p99_s"]))
        for rule, points in lines.items():
            axes.plot(*zip(*sorted(points), strict=True), "o-", label=rule)
        axes.set(title=f"batches of {cap} at most", xlabel="load, %", ylabel="p99, s (scaled time)")
        axes.set_xlim(0, 100)
        axes.set_ylim(bottom=0)
        axes.legend(loc="best")


def _caps(content: Measured) -> list[int]:
    return sorted({row["cap"] for row in content["rows"]})


def _one(_content: Measured) -> int:
    return 1


_PLOTS: dict[str, tuple[Callable[[Measured], int], Callable[[Measured, Panels], None]]] = {
    "mission": (_one, _mission),
    "flat": (lambda _content: 2, _flat),
    "fairness": (lambda content: len(_cases(content)), _fairness),
    "scaling": (_one, _scaling),
    "load": (lambda content: len(_caps(content)), _load),
}
"""How many panels a scenario's samples fill, and what draws them."""
