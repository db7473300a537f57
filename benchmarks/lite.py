"""Profile `lite` through Kafka against the best plain script over the same models, in turn."""

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from agents.document.stored import resolve
from benchmarks.plain_script import PlainScript
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig
from benchmarks.sameness import what_it_says
from benchmarks.sampling import cpu_times
from benchmarks.steps import steps
from benchmarks.topic_log import TopicLog
from benchmarks.workload import Job, letters, mixed, scans
from octavo.reader import ends
from schemas.document import Envelope
from streams.blobs import open_blobs
from streams.codec import decode

CORES = os.cpu_count() or 1
_SETTINGS = ((CORES, 1), (1, CORES))
"""Processes and threads of the script that are tried; the best on pages of both kinds is measured."""

Documents = dict[str, dict[str, Any]]
"""DoclingDocuments as JSON, by the digest of their PDF."""


@dataclass(frozen=True, slots=True)
class Load:
    name: str
    make: Callable[[int, int], bytes]
    documents: int
    pages: int

    @property
    def all_pages(self) -> int:
        return self.documents * self.pages

    def pdfs(self) -> list[bytes]:
        return [self.make(self.pages, seed) for seed in range(self.documents)]


@dataclass(frozen=True, slots=True)
class Turn:
    """One side's time for one load, and what came out."""

    pages_per_s: float
    cpu_ms_per_page: float
    documents: Documents


@dataclass(frozen=True, slots=True)
class Plan:
    pairs: int
    loads: tuple[Load, ...]


PLANS: dict[Mode, Plan] = {
    "full": Plan(
        3, (Load("digital", letters, 4, 12), Load("mixed", mixed, 4, 12), Load("scans", scans, 3, 6))
    ),
    "quick": Plan(
        1, (Load("digital", letters, 2, 8), Load("mixed", mixed, 2, 8), Load("scans", scans, 2, 3))
    ),
}


def lite(mode: Mode) -> Result:
    """Both sides are warm and stay alive throughout; while one works, the other waits for work."""
    plan, result = PLANS[mode], Result(says=_says(mode))
    with tempfile.TemporaryDirectory(prefix="octavo-bench-") as name:
        folder = Path(name)
        files = {load.name: _written(folder, load) for load in plan.loads}
        best = _SETTINGS[0] if mode == "quick" else _best(files, result)
        with (
            PlainScript(*best) as script,
            Rig(profile="lite", warm_pages=mixed, model_threads=CORES) as rig,
        ):
            _warm(script, files)
            idle_cores = result.raw["idle_octavo_cores"] = _idle_cores(rig)
            for load in plan.loads:
                pairs = [
                    (_octavo(rig, load), _script(script, files[load.name], load, idle_cores))
                    for _ in range(plan.pairs)
                ]
                _add(result, load, best, pairs)
        result.rows += steps(files)
    return result


def _says(mode: Mode) -> str:
    return (
        f"The profile's models on {CORES} cores, all documents of a load submitted at once. The script is "
        "benchmarks/plain_script.py, a pool of processes over pages with the same page functions, models "
        "and assembly; of the settings in raw.tried the best was taken. Octavo and script take turns, warm; "
        "ratios are pair by pair, the median counts. The script's time is shortened by what Octavo uses "
        "while it waits (raw.idle_octavo_cores). Octavo's time is from the first submission to the last "
        "result read from Kafka. same_output: the share of documents whose items say the same on every page, "
        "in the same order (label, layer, words; tables with the places, spans and words of all cells); "
        "boxes are not compared. The last table: the processor time of each step of the script for a "
        "document of each load, in one process with one thread (look: pixels, text layer and drawings; "
        "build: parts to a document), beside that of PyMuPDF for the text alone."
        + ("" if mode == "full" else " Quick has one pair, and tries no other settings of the script.")
    )


def _written(folder: Path, load: Load) -> list[Path]:
    paths = [folder / f"{load.name}-{number}.pdf" for number in range(load.documents)]
    for path, pdf in zip(paths, load.pdfs(), strict=True):
        path.write_bytes(pdf)
    return paths


def _best(files: Mapping[str, Sequence[Path]], result: Result) -> tuple[int, int]:
    """The setting with the most pages a second over a document of each load."""
    tried: dict[tuple[int, int], float] = {}
    for processes, threads in dict.fromkeys(_SETTINGS):
        with PlainScript(processes, threads) as script:
            _warm(script, files)
            sample = [paths[0] for paths in files.values()]
            started = time.perf_counter()
            pages = sum(envelope.page_count for envelope in script.convert(sample))
            tried[processes, threads] = pages / (time.perf_counter() - started)
    result.raw["tried"] = [
        {"processes": processes, "threads": threads, "pages_per_s": speed}
        for (processes, threads), speed in tried.items()
    ]
    return max(tried, key=lambda setting: tried[setting])


def _warm(script: PlainScript, files: Mapping[str, Sequence[Path]]) -> None:
    """A small document, so that every process has read pages of every kind."""
    paths = next(iter(files.values()))
    path = paths[0].with_name("warm.pdf")
    path.write_bytes(mixed(2 * CORES + 2, 99))
    list(script.convert([path]))


def _octavo(rig: Rig, load: Load) -> Turn:
    since = ends(rig.connection, ["results"])
    run = rig.run([Job(pdf, load.pages) for pdf in load.pdfs()])
    log = TopicLog(rig.connection, "results", since)
    documents: Documents = {}
    try:
        while len(documents) < load.documents and (records := log.poll(5.0)):
            for record in records:
                event = decode(record)
                if isinstance(event, Envelope):
                    whole = resolve(event, open_blobs(rig.system.settings.blobs))
                    documents[event.source.sha256] = whole.document or {}
    finally:
        log.close()
    cpu_s = run.cpu_after.agents_s + run.cpu_after.children + run.cpu_after.broker
    cpu_s -= run.cpu_before.agents_s + run.cpu_before.children + run.cpu_before.broker
    return Turn(load.all_pages / run.makespan_s, 1000 * cpu_s / load.all_pages, documents)


def _idle_cores(rig: Rig, seconds: float = 3.0) -> float:
    """What Octavo and its broker use while they wait for work."""
    before = cpu_times(rig.system.pids())
    time.sleep(seconds)
    after = cpu_times(rig.system.pids())
    return (after.agents_s + after.broker - before.agents_s - before.broker) / seconds


def _script(script: PlainScript, paths: Sequence[Path], load: Load, idle_cores: float) -> Turn:
    """Its time is counted without the share of it that Octavo, which waits beside it, takes away."""
    before, started = _children_cpu_s(), time.perf_counter()
    envelopes = list(script.convert(paths))
    lasted_s = (time.perf_counter() - started) * (1 - idle_cores / CORES)
    cpu_s = _children_cpu_s() - before
    documents = {envelope.source.sha256: envelope.document or {} for envelope in envelopes}
    return Turn(load.all_pages / lasted_s, 1000 * cpu_s / load.all_pages, documents)


def _children_cpu_s() -> float:
    times = [psutil.Process(child.pid).cpu_times() for child in multiprocessing.active_children()]
    return sum(one.user + one.system for one in times)


def _add(result: Result, load: Load, best: tuple[int, int], pairs: Sequence[tuple[Turn, Turn]]) -> None:
    ratios = [octavo.pages_per_s / script.pages_per_s for octavo, script in pairs]
    same = [
        what_it_says(octavo.documents[digest]) == what_it_says(document)
        for octavo, script in pairs
        for digest, document in script.documents.items()
    ]
    result.figures[f"lite_vs_script_{load.name}"] = median(ratios)
    result.figures[f"lite_same_output_{load.name}"] = sum(same) / len(same)
    result.rows.append(
        {
            "load": f"{load.name}, {load.documents} x {load.pages}",
            "script": f"{best[0]} processes x {best[1]} threads",
            "pairs": len(pairs),
            "octavo_pages_per_s": median(octavo.pages_per_s for octavo, _ in pairs),
            "script_pages_per_s": median(script.pages_per_s for _, script in pairs),
            "ratio": median(ratios),
            "ratio_min": min(ratios),
            "ratio_max": max(ratios),
            "octavo_cpu_ms_per_page": median(octavo.cpu_ms_per_page for octavo, _ in pairs),
            "script_cpu_ms_per_page": median(script.cpu_ms_per_page for _, script in pairs),
            "same_output": sum(same) / len(same),
        }
    )
    result.raw[load.name] = [
        {
            "octavo_pages_per_s": octavo.pages_per_s,
            "script_pages_per_s": script.pages_per_s,
            "octavo_cpu_ms_per_page": octavo.cpu_ms_per_page,
            "script_cpu_ms_per_page": script.cpu_ms_per_page,
        }
        for octavo, script in pairs
    ]
