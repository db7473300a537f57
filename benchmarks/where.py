"""Where processor time goes, from what watched processes wrote (benchmarks/profiled.py)."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOP = 15
_GROUPS = (
    (r"assembler", "fold"),
    (r"assembler-build_0", "build"),
    (r"assembler-cleanup_0", "clean-up"),
    (r"\w+-form|form", "form"),
    (r"\w+-load_\d+", "load"),
    (r"\w+-run\d+", "run"),
    (r"\w+-commit", "commit"),
    (r"intake|rasterizer|layout|ocr|table|chart", "poll"),
    (r"sandbox", "children's calls"),
    (r"rdk:.*", "librdkafka"),
    (r"tokio.*", "blob store"),
    (r"watcher|held-probe", "watching"),
)


Place = tuple[str, int, str]
"""A function of ours, its line, and the function inside it that was running."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A thread of a process in a span: its processor time, and how often it was seen where, running."""

    process: str
    thread: str
    seconds: float
    seen: dict[Place, int]

    @property
    def group(self) -> str:
        found = (group for pattern, group in _GROUPS if re.fullmatch(pattern, self.thread))
        return next(found, f"other: {self.thread}")

    def places(self) -> Iterator[tuple[Place, float]]:
        """Its seconds, shared out over the places by how often it was seen there."""
        times = sum(self.seen.values())
        for place, count in self.seen.items():
            yield place, self.seconds * count / times


def ran_in(folder: Path, pids: Mapping[str, int], since: float, until: float) -> list[Ran]:
    """What ran in a span, a quarter of a second more or less. `pids`: process ids by name."""
    found: list[Ran] = []
    for name, pid in pids.items():
        snapshots = _snapshots(folder / f"profile-{pid}.jsonl")
        if not snapshots:
            continue
        first = max((s for s in snapshots if s.at <= since), key=lambda s: s.at, default=_Snapshot())
        last = min((s for s in snapshots if s.at >= until), key=lambda s: s.at, default=snapshots[-1])
        found += [Ran(name, thread, *last.less(first, thread)) for thread in last.ran_ns]
    return [ran for ran in found if ran.seconds > 0]


def rows(threads: Sequence[Ran], pages: int) -> list[dict[str, Any]]:
    """Milliseconds a page: by group of threads, for each process; then the functions of ours that used the
    most, whatever they called counted as theirs unless it is ours, too."""
    groups: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    functions: defaultdict[str, defaultdict[tuple[int, str], float]] = defaultdict(lambda: defaultdict(float))
    for ran in threads:
        groups[ran.group][ran.process] += ran.seconds
        for (where, line, inside), seconds in ran.places() if ran.group != "watching" else ():
            functions[where][(line, inside)] += seconds
    told = [
        _row(
            "threads",
            group,
            sum(by.values()),
            pages,
            {f"{name}_ms": 1000 * s / pages for name, s in by.items()},
        )
        for group, by in groups.items()
    ]
    told += [
        _row("function", where, sum(by.values()), pages, {"mostly": _mostly(where, by)})
        for where, by in functions.items()
    ]
    told.sort(key=lambda row: (row["kind"] == "function", -row["ms_per_page"]))
    return told[: len(groups) + TOP]


def lines(threads: Sequence[Ran], pages: int, top: int = 80) -> list[list[Any]]:
    """[group of threads, function of ours, line, function inside, ms a page], the most first."""
    by: defaultdict[tuple[str, str, int, str], float] = defaultdict(float)
    for ran in threads:
        for place, seconds in ran.places():
            by[(ran.group, *place)] += seconds
    most = sorted(by.items(), key=lambda pair: -pair[1])[:top]
    return [[*place, round(1000 * seconds / pages, 4)] for place, seconds in most]


def _row(kind: str, where: str, seconds: float, pages: int, more: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "where": where, "ms_per_page": 1000 * seconds / pages, **more}


def _mostly(where: str, by: Mapping[tuple[int, str], float]) -> str:
    """The line and the function inside that used the most of it."""
    line, inside = max(by, key=lambda place: by[place])
    return f"line {line}" if inside == where else f"line {line}, in {inside}"


@dataclass(slots=True)
class _Snapshot:
    at: float = 0.0
    ran_ns: dict[str, int] = field(default_factory=dict[str, int])
    seen: list[tuple[str, str, int, str, int]] = field(default_factory=list[tuple[str, str, int, str, int]])

    def less(self, before: "_Snapshot", thread: str) -> tuple[float, dict[Place, int]]:
        """What came between: seconds of a thread, and where it was seen."""
        seconds = (self.ran_ns[thread] - before.ran_ns.get(thread, 0)) / 1e9
        places = self._places(thread)
        for place, count in before._places(thread).items():
            places[place] -= count
        return seconds, {place: count for place, count in places.items() if count}

    def _places(self, thread: str) -> dict[Place, int]:
        return {(row[1], row[2], row[3]): row[4] for row in self.seen if row[0] == thread}


def _snapshots(path: Path) -> list[_Snapshot]:
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]
    return [_Snapshot(**json.loads(line)) for line in whole.splitlines()]
