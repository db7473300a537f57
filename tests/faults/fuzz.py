"""`python -m tests.faults.fuzz --count 3000 --seed 1`: thousands of damaged PDFs through the real sandbox.

Each is opened, and its first pages and its last are rendered, in child processes with the limits of the
settings and a short deadline. What comes back must be a value that names what is wrong.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import psutil

from agents.child_work import child_work
from agents.page_task import Opened, PageLimits, PageTask
from benchmarks.results import RESULTS, commit, machine
from octavo.config import Settings
from schemas.blobs import BlobRef, BlobStore, blob_key
from schemas.children import ChildFailure
from schemas.stage import Rejected
from schemas.work import PageRasterized, Route, SliceReleased
from streams.blobs import open_blobs
from streams.sandbox import Sandbox
from tests.faults.pdf_mutations import mutated

CHILDREN = 2
DEADLINE_S = 3.0
MARGIN_S = 2.0
_FIRST_PAGES = 2


@dataclass(slots=True)
class Tally:
    """What came back. `surprises`: (seed, recipe, what) of outcomes that no document should give. `late`:
    calls that took longer than the deadline and MARGIN_S, waiting for a child to be replaced included."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    surprises: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])
    slowest: tuple[float, int, str] = (0.0, 0, "")
    children: set[int] = field(default_factory=set[int])
    pages: int = 0
    late: int = 0
    rss_first_bytes: int = 0
    rss_last_bytes: int = 0

    def note(self, seed: int, recipe: str, doing: str, outcome: object, took_s: float) -> None:
        name = name_of(outcome)
        self.outcomes[f"{doing}: {name}"] += 1
        self.slowest = max(self.slowest, (took_s, seed, f"{doing} {recipe}"))
        self.late += took_s > DEADLINE_S + MARGIN_S
        if name == "surprise":
            self.surprises.append((seed, f"{doing} {recipe}", f"{took_s:.1f} s: {outcome!r}"[:500]))


def name_of(outcome: object) -> str:
    match outcome:
        case Opened() | PageRasterized():
            return "good"
        case Rejected():
            return f"rejected {outcome.code}"
        case ChildFailure(kind="timeout" | "memory"):
            return f"child {outcome.kind}"
        case ChildFailure(kind="crashed") if "child process" in outcome.message:
            return "child crashed"
        case _:  # `io` blames the surroundings; an exception of ours, the code
            return "surprise"


def fuzz(seeds: Iterable[int], store: BlobStore, sandbox: Sandbox[Any, Any]) -> Tally:
    """Never raises for what a document does."""
    tally, lock = Tally(), threading.Lock()

    def ask(task: Any) -> tuple[Any, float]:
        began_s = time.monotonic()
        (outcome,) = sandbox.map([task])
        return outcome, time.monotonic() - began_s

    def one(seed: int) -> None:
        recipe, data = mutated(seed)
        request = f"fuzz-{seed}"
        source = BlobRef(key=blob_key(request, "1", "source.pdf"), size_bytes=len(data), encoding="pdf")
        store.put(source.key, data)
        asked = [("open", source, *ask(source))]
        opened = asked[0][2]
        if isinstance(opened, Opened):
            asked += [
                (f"render {task.page_no}", task, *ask(task)) for task in _tasks(request, source, opened)
            ]
        store.delete_under(request)
        with lock:
            for doing, _, outcome, took_s in asked:
                tally.note(seed, recipe, doing.split()[0], outcome, took_s)
            tally.pages += len(asked) - 1
            tally.children.update(sandbox.pids())
            tally.rss_last_bytes = psutil.Process().memory_info().rss
            tally.rss_first_bytes = tally.rss_first_bytes or tally.rss_last_bytes

    with ThreadPoolExecutor(CHILDREN) as threads:
        list(threads.map(one, seeds))
    return tally


def _tasks(request: str, source: BlobRef, opened: Opened) -> Sequence[PageTask]:
    pages = sorted({*range(1, min(opened.page_count, _FIRST_PAGES) + 1), opened.page_count})
    released = SliceReleased(
        request_id=request,
        source=source,
        slice_no=0,
        first_page=1,
        page_count=1,
        route=Route(name="immediate", reason="fuzz"),
    )
    return [PageTask(released, page) for page in pages]


def made_sandbox(folder: Path, deadline_s: float = DEADLINE_S) -> Sandbox[Any, Any]:
    """With the limits that workers have, but for the deadline."""
    settings = Settings()
    work: Callable[[], Any] = partial(
        child_work,
        partial(open_blobs, str(folder)),
        PageLimits(settings.dpi, settings.max_page_px),
        settings.max_pages,
    )
    return Sandbox(work, children=CHILDREN, memory_bytes=settings.child_memory_bytes, deadline_s=deadline_s)


def main(arguments: Sequence[str] | None = None) -> int:
    """1 where an outcome surprises."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        sandbox = made_sandbox(Path(folder))
        try:
            tally = fuzz(range(asked.seed, asked.seed + asked.count), open_blobs(folder), sandbox)
        finally:
            sandbox.close()
    content = _content(tally, asked.count, asked.seed, time.monotonic() - began_s)
    (RESULTS / "fuzz.json").write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    for name, count in tally.outcomes.most_common():
        sys.stdout.write(f"{count:7}  {name}\n")
    for seed, recipe, what in tally.surprises:
        sys.stdout.write(f"SURPRISE  seed {seed}  {recipe}\n          {what}\n")
    for key in (
        "documents",
        "pages",
        "longest_s",
        "late_calls",
        "children_killed",
        "rss_growth_bytes",
        "took_s",
    ):
        sys.stdout.write(f"{key:17} {content[key]}\n")
    return 1 if tally.surprises else 0


def _content(tally: Tally, count: int, seed: int, took_s: float) -> dict[str, Any]:
    longest_s, slowest_seed, slowest = tally.slowest
    return {
        "documents": count,
        "first_seed": seed,
        "pages": tally.pages,
        "outcomes": dict(tally.outcomes.most_common()),
        "surprises": tally.surprises,
        "deadline_s": DEADLINE_S,
        "longest_s": round(longest_s, 2),
        "longest": f"seed {slowest_seed}: {slowest}",
        "late_calls": tally.late,
        "children_killed": max(0, len(tally.children) - CHILDREN),
        "rss_growth_bytes": tally.rss_last_bytes - tally.rss_first_bytes,
        "took_s": round(took_s, 1),
        "machine": machine(),
        "commit": commit(),
    }


if __name__ == "__main__":
    sys.exit(main())
