"""Where figures go: one file of raw samples a scenario, and one flat summary."""

import datetime
import os
import platform
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import orjson
import psutil

RESULTS = Path(__file__).parent / "results"
SUMMARY = RESULTS / "summary.json"
Mode = Literal["quick", "full"]


@dataclass(slots=True)
class Result:
    """`figures`: flat, for the summary. `rows`: the table, as printed. `raw`: every sample behind them.
    `says`: what was measured, and how, where the names do not tell."""

    figures: dict[str, float] = field(default_factory=dict[str, float])
    rows: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    raw: dict[str, Any] = field(default_factory=dict[str, Any])
    says: str = ""


Scenario = Callable[[Mode], Result]


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
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", ":!benchmarks/results")
        return f"{head}+" if changed else head
    except (OSError, subprocess.CalledProcessError):
        return ""


def write(name: str, mode: Mode, result: Result, load_before: tuple[float, float, float]) -> Path:
    """The raw file of a scenario. `load_before`: the load averages when it began, since another program on
    the machine changes every figure."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{name}-{mode}.json"
    content = {
        "scenario": name,
        "mode": mode,
        "command": f"python -m benchmarks {mode} {name}",
        "commit": commit(),
        "machine": machine(),
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "load_average_before": load_before,
        "load_average_after": os.getloadavg(),
        "says": result.says,
        "figures": result.figures,
        "rows": result.rows,
        "raw": result.raw,
    }
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
    return path


def summarize(mode: Mode, figures: Mapping[str, float]) -> None:
    """Writes the flat summary of one invocation: what did not run is not in it."""
    about = machine()
    told = (
        f"{about['cpu']}, {about['cores']} cores, {about['memory_gb']} GB, shared; Python {about['python']}"
    )
    content = {**figures, "mode": mode, "commit": commit(), "machine": told}
    SUMMARY.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")


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
