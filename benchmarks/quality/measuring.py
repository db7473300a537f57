"""Has every system read every document that it is for, and scores what came of it."""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.quality.alternatives.reader import read_all
from benchmarks.quality.family import Made
from benchmarks.quality.groups import Group
from benchmarks.quality.octavo_system import OctavoSystem
from benchmarks.quality.scores import Scores, scores
from benchmarks.quality.table import OCTAVO


@dataclass(frozen=True, slots=True)
class Sample:
    """What one system made of one document. `pages_per_s` is that of its whole group: Octavo reads the
    documents of a group side by side."""

    system: str
    group: Group
    made: Made
    scores: Scores
    pages_per_s: float

    def row(self) -> dict[str, Any]:
        """For the file of the results."""
        return {
            "system": self.system,
            "half": self.group.half,
            "family": self.made.family.name,
            "document": self.made.number,
            "pages": self.made.truth.page_count,
            "group_pages_per_s": self.pages_per_s,
            **self.scores,
        }


def measured(groups: Sequence[Group], alternatives: bool = True) -> list[Sample]:
    """One system after the other: while one works, no other does."""
    samples: list[Sample] = []
    with OctavoSystem() as octavo:
        for group in groups:
            found, seconds = octavo.read(group.documents)
            told = {made.name: scores(made, found[made.name]) for made in group.documents}
            samples += samples_of(OCTAVO, group, told, seconds)
    for group in groups if alternatives else ():
        samples += _alternatives(group)
    return samples


def _alternatives(group: Group) -> list[Sample]:
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory(prefix="octavo-quality-") as folder:
        paths = [Path(folder, f"{made.name}.pdf") for made in group.documents]
        for path, made in zip(paths, group.documents, strict=True):
            path.write_bytes(made.pdf)
        for kind in group.alternatives():
            timed = read_all(kind, paths)
            told: dict[str, Scores] = {}
            for made, one in zip(group.documents, timed, strict=True):
                given = scores(made, one.extraction)
                told[made.name] = {name: value for name, value in given.items() if name in kind.scores}
            samples += samples_of(kind.name, group, told, sum(one.seconds for one in timed))
    return samples


def samples_of(system: str, group: Group, told: Mapping[str, Scores], seconds: float) -> list[Sample]:
    """The samples of a system that read the whole group in so many seconds."""
    speed = group.pages / seconds if seconds else 0.0
    means = {name: mean(given[name] for given in told.values() if name in given) for name in _names(told)}
    scored = "  ".join(f"{name} {value:.3f}" for name, value in means.items())
    sys.stderr.write(f"{group.half}, {group.kind}: {system}, {speed:.2f} pages/s  {scored}\n")
    return [Sample(system, group, made, told[made.name], speed) for made in group.documents]


def _names(told: Mapping[str, Scores]) -> list[str]:
    return list(dict.fromkeys(name for given in told.values() for name in given))
