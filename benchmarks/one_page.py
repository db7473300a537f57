"""`octavo run` of one page, from nothing: broker, agents and models are started for it, and end with it."""

import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from benchmarks.command import octavo
from benchmarks.results import Mode, Result
from benchmarks.workload import letters
from schemas.document import Timings

_RUNS: dict[Mode, int] = {"full": 7, "quick": 2}


def one_page(mode: Mode) -> Result:
    """One run that is not counted fills the caches: Kafka's jars, its formatted folder, compiled Python."""
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as name:
        folder = Path(name)
        page = folder / "page.pdf"
        page.write_bytes(letters(1))
        runs = [_run(page, folder / f"out-{number}") for number in range(_RUNS[mode] + 1)][1:]
    rows = [_row(what, [run[key] for run in runs]) for key, what in _WHAT.items()]
    says = (
        "A letter page of text, profile lite, no Kafka and no worker running, caches filled by a run that is "
        "not counted. The result is there when its files are written and its line is printed; after that the "
        "processes are stopped."
    )
    return Result({"one_page_run_s": rows[0]["median_s"]}, rows, {"runs": runs}, says)


_WHAT = {
    "result_s": "process start to the result",
    "start_s": "of it: until the page is published: the broker starts, agents beside it",
    "request_s": "of it: until the document is assembled: the rest of the start of agents and models, too",
    "layout_wait_s": "of that: the page waits for the layout stage",
    "layout_s": "of that: layout runs",
    "written_s": "of it: the result is read, exported, written",
    "end_s": "process start to process end",
    "cpu_s": "processor time of all its processes, to their end",
}


def _run(page: Path, out: Path) -> dict[str, float]:
    ran = octavo(["run", str(page), "--out", str(out), "--profile", "lite", "--json"])
    told = orjson.loads(ran.line)
    if told["status"] != "complete":
        raise RuntimeError(f"The page came back as {told['status']}: {told['error']}")
    timings = Timings.model_validate(orjson.loads((out / "page.json").read_bytes())["timings"])
    published_s = timings.submitted_at_ms / 1000 - ran.started
    assembled_s = timings.finished_at_ms / 1000 - ran.started
    layout = timings.stages["layout"]
    return {
        "result_s": ran.line_s,
        "start_s": published_s,
        "request_s": assembled_s - published_s,
        "layout_wait_s": layout.waited_ms / 1000,
        "layout_s": layout.device_ms / 1000,
        "written_s": ran.line_s - assembled_s,
        "end_s": ran.end_s,
        "cpu_s": ran.cpu_s,
    }


def _row(what: str, seconds: list[float]) -> dict[str, Any]:
    return {
        "what": what,
        "runs": len(seconds),
        "min_s": min(seconds),
        "median_s": median(seconds),
        "max_s": max(seconds),
    }
