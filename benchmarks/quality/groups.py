"""Documents that are read together and timed together, and which alternatives read them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.quality.alternatives import ALTERNATIVES, Alternative
from benchmarks.quality.families import FAMILIES
from benchmarks.quality.family import Family, Half, Made, Subject, make
from benchmarks.quality.scores import LINES, Line

PAGES_A_DOCUMENT = 2
_TABLES: frozenset[Subject] = frozenset({"ruled", "half-ruled", "borderless", "spans"})
_KINDS: dict[str, frozenset[Subject]] = {
    "digital": frozenset({"digital"}),
    "tables": _TABLES,
    "scans": frozenset({"clean scan", "noisy scan"}),
    "turned scans": frozenset({"turned scan"}),
    "scanned tables": frozenset({"scanned tables"}),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one half that pose the same kind of task."""

    half: Half
    kind: str
    documents: tuple[Made, ...]

    @property
    def pages(self) -> int:
        return sum(made.truth.page_count for made in self.documents)

    def alternatives(self) -> list[type[Alternative]]:
        """Those that one would take for these documents, and that have a score to give. None for scans of the
        tuned half: they are compared on the half that counts, since OCR takes minutes."""
        wanted = {line.score for line in LINES if line.subject in _KINDS[self.kind]}
        scanned = "scan" in self.kind
        if scanned and self.half == "tuned":
            return []
        return [
            one for one in ALTERNATIVES if one.scores & wanted and (one.scans if scanned else one.digital)
        ]


def groups(
    halves: Sequence[Half],
    lines: Sequence[Line],
    pages_per_family: int,
    seed: int,
    families: Sequence[Family] = FAMILIES,
) -> list[Group]:
    """Only what the lines need. Of scans half as many pages: to read one takes a hundred times as long."""
    subjects = {line.subject for line in lines}
    made: list[Group] = []
    for half in halves:
        for kind, of_kind in _KINDS.items():
            chosen = [f for f in families if f.half == half and f.subject in of_kind & subjects]
            documents = tuple(
                make(family, number, seed)
                for family in chosen
                for number in range(_documents(pages_per_family / 2 if family.scan else pages_per_family))
            )
            if documents:
                made.append(Group(half, kind, documents))
    return made


def _documents(pages: float) -> int:
    return max(1, math.ceil(pages / PAGES_A_DOCUMENT))
