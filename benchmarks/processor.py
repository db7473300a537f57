"""Processor time a page of the Kafka path: all agents, without rendering, on pages that weigh nothing."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.results import Mode, Result
from benchmarks.rig import Rig, Run
from benchmarks.where import Ran, lines, ran_in, rows
from benchmarks.workload import Job, small
from octavo.supervisor import Program
from octavo.system import AGENTS

PAGES = 25
_SETTINGS: dict[str, Any] = {"time_scale": 0.002, "dpi": 72}
_WRITTEN_S = 1.0


def processor(mode: Mode) -> Result:
    """Pages of one square inch at 72 DPI. The processor time of the agent processes, broker and rendering
    children left out, less what they use while idle for as long; decoding such a page is in it."""
    documents = 40 if mode == "full" else 12
    with Rig(**_SETTINGS) as rig:
        rig.run(_load(4))
        idle = rig.idle(5.0 if mode == "full" else 2.0)
        run = rig.run(_load(documents))
    row = _row(run, idle)
    watched, threads = _profile(4 * documents)
    result = Result({"cpu_ms_per_page": row["cpu_ms_per_page"]}, [row], {"run": run.raw()}, _SAYS)
    result.rows += rows(threads, watched.pages)
    result.raw["profile"] = {
        "pages": watched.pages,
        "cpu_ms_per_page": 1000 * watched.figures()["cpu_agents_s"] / watched.pages,
        "lines": lines(threads, watched.pages),
    }
    return result


_SAYS = (
    "cpu_ms_per_page is the whole processor time of the agent processes over the pages, idle polling "
    "included; renderers and broker stand beside it and are not in it. The rows of where it goes are from a "
    "run of its own, four times as long and watched: time by thread is the kernel's, functions are sampled a "
    "hundred times a second. A function's time is that of its own lines with all they call that is not "
    "Octavo's. librdkafka's threads run beside Python; the watchers' own time is told."
)


def _load(documents: int) -> list[Job]:
    return [Job(small(PAGES), PAGES) for _ in range(documents)]


def _row(run: Run, idle: dict[str, float]) -> dict[str, Any]:
    figures = run.figures()
    busy_s = figures["cpu_agents_s"] - sum(idle.values()) * run.makespan_s
    before, after = run.cpu_before.agents, run.cpu_after.agents
    return {
        "pages": run.pages,
        "makespan_s": run.makespan_s,
        "pages_per_s": run.pages / run.makespan_s,
        "cpu_ms_per_page": 1000 * figures["cpu_agents_s"] / run.pages,
        "cpu_ms_per_page_less_idle": 1000 * busy_s / run.pages,
        "renderers_ms_per_page": 1000 * figures["cpu_renderers_s"] / run.pages,
        "broker_ms_per_page": 1000 * figures["cpu_broker_s"] / run.pages,
        **{f"idle_{name}_percent": 100 * share for name, share in idle.items()},
        **{f"{name}_ms_per_page": 1000 * (after[name] - before[name]) / run.pages for name in after},
    }


def _profile(documents: int) -> tuple[Run, Sequence[Ran]]:
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as name:
        folder = Path(name)
        with Rig(programs=[_watched(program, folder) for program in AGENTS], **_SETTINGS) as rig:
            rig.run(_load(4))
            run = rig.run(_load(documents))
            time.sleep(_WRITTEN_S)
            return run, ran_in(folder, rig.system.pids(), run.started, run.ended)


def _watched(program: Program, folder: Path) -> Program:
    return replace(program, module="benchmarks.profiled", arguments=(str(folder), *program.arguments))
