"""Where figures go: one file of raw samples for each scenario and mode, and one flat summary of a mode.

A summary is made from the files of its mode, not from what just ran, so scenarios may be measured one by one.
That of a full run is summary.json. That of a quick run is summary-quick.json, and it is written to
summary.json as well for as long as that holds no full run. Where the files stem from several commits or
machines, the summary names them all.
"""

import datetime
import math
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

import orjson
import psutil

RESULTS = Path(__file__).parent / "results"
SUMMARY, SUMMARY_QUICK = "summary.json", "summary-quick.json"
Mode = Literal["quick", "full"]

KEYS = (
    "single_25_s",
    "api_held_bytes_30",
    "api_held_bytes_300",
    "api_makespan_vs_whole_document",
    "batch_held_bytes_30",
    "batch_makespan_vs_whole_document",
    "throughput_vs_perfect_batch",
    "requests_per_batch_mean",
    "p99_ratio_one_elephant",
    "p99_ratio_many_tenants",
    "throughput_vs_fifo",
    "jain_min",
    "cpu_ms_per_page",
    "scaling_efficiency_8",
    "added_worker_speedup_15s",
    "lite_vs_script_mixed",
    "lite_vs_script_scans",
    "huge_document_rss_bytes",
    "one_page_run_s",
)
"""The figures of a summary, in their order. Scenarios may give more: those stand in their files only."""


@dataclass(slots=True)
class Result:
    """`figures`: flat, for the summary. `rows`: the table, as printed. `raw`: every sample behind them.
    `says`: what was measured, and how, where the names do not tell."""

    figures: dict[str, float] = field(default_factory=dict[str, float])
    rows: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    raw: dict[str, Any] = field(default_factory=dict[str, Any])
    says: str = ""


Scenario = Callable[[Mode], Result]


class Measured(TypedDict):
    """The file of a scenario. A figure that could not be measured is None."""

    scenario: str
    mode: Mode
    command: str
    commit: str
    machine: dict[str, Any]
    at: str
    took_s: NotRequired[float]
    load_average_before: Sequence[float]
    load_average_after: Sequence[float]
    says: str
    figures: dict[str, float | None]
    rows: list[dict[str, Any]]
    raw: dict[str, Any]


def machine() -> dict[str, Any]:
    return {
        "cpu": _cpu_name(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def commit() -> str:
    """The commit that is checked out, with `+` where tracked files differ from it; empty outside git."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        changed = _git(
            "status",
            "--porcelain",
            "--untracked-files=no",
            "--",
            ":(top)",
            ":(top,exclude)benchmarks/results",
        )
        return f"{head}+" if changed else head
    except (OSError, subprocess.CalledProcessError):
        return ""


def write(
    name: str, mode: Mode, result: Result, took_s: float, load_before: Sequence[float], folder: Path = RESULTS
) -> Path:
    """The file of a scenario. `load_before`: the load averages when it began, since another program on the
    machine changes every figure."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{mode}.json"
    content: Measured = {
        "scenario": name,
        "mode": mode,
        "command": f"python -m benchmarks {mode} {name}",
        "commit": commit(),
        "machine": machine(),
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "took_s": round(took_s, 1),
        "load_average_before": load_before,
        "load_average_after": os.getloadavg(),
        "says": result.says,
        "figures": dict(result.figures),
        "rows": result.rows,
        "raw": result.raw,
    }
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
    return path


def read(mode: Mode, folder: Path = RESULTS) -> list[Measured]:
    """Every scenario that was measured in a mode, the oldest first."""
    paths = (path for path in folder.glob(f"*-{mode}.json") if path.name != SUMMARY_QUICK)
    return sorted((orjson.loads(path.read_bytes()) for path in paths), key=lambda content: content["at"])


def summary(mode: Mode, contents: Sequence[Measured]) -> dict[str, Any]:
    """KEYS as far as they were measured, and where the figures stem from."""
    found: dict[str, float | None] = {}
    for content in contents:
        found.update(content["figures"])
    figures = {key: value for key in KEYS if (value := found.get(key)) is not None and math.isfinite(value)}
    return {
        **figures,
        "mode": mode,
        "commit": _distinct((content["commit"] for content in contents), ", "),
        "machine": _distinct((told(content["machine"]) for content in contents), " and "),
    }


def summarize(mode: Mode, folder: Path = RESULTS) -> list[str]:
    """Writes the summary of a mode and returns the keys that it lacks."""
    content = summary(mode, read(mode, folder))
    encoded = orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n"
    if mode == "full" or not _full(folder / SUMMARY):
        (folder / SUMMARY).write_bytes(encoded)
    if mode == "quick":
        (folder / SUMMARY_QUICK).write_bytes(encoded)
    return [key for key in KEYS if key not in content]


def told(machine: dict[str, Any]) -> str:
    """A machine in one line."""
    return (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']} GB, shared; "
        f"Python {machine['python']}"
    )


def _full(path: Path) -> bool:
    return path.exists() and orjson.loads(path.read_bytes())["mode"] == "full"


def _distinct(values: Iterable[str], between: str) -> str:
    return between.join(dict.fromkeys(value for value in values if value))


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=RESULTS.parent, capture_output=True, text=True, check=True, timeout=30
    )
    return done.stdout.strip()


def _cpu_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
