"""`python -m benchmarks.quality`: scores Octavo and what a user would take instead; asserts nothing.

Everything is measured and written to benchmarks/results/quality.json and docs/quality.md, unless a choice of
families or lines, or `--in-process`, makes it a look: that is printed, and written nowhere.
"""

import argparse
import importlib.util
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.families import FAMILIES
from benchmarks.quality.family import HALVES
from benchmarks.quality.groups import Group, groups
from benchmarks.quality.guises import TUNED_TYPEFACES, in_guise
from benchmarks.quality.in_process import in_process
from benchmarks.quality.measuring import Sample, measured
from benchmarks.quality.record import DOCUMENT, RECORD, record, write
from benchmarks.quality.report import document
from benchmarks.quality.scanner import TUNED_SCANS
from benchmarks.quality.scores import LINES
from benchmarks.quality.table import rows, told

_NEEDED = ("pymupdf4llm", "pymupdf_fonts")
"""What only `make quality` installs."""


def main(arguments: list[str]) -> int:
    given = _parser().parse_args(arguments)
    if lacking := [name for name in _NEEDED if importlib.util.find_spec(name) is None]:
        sys.stderr.write(f"Not installed: {', '.join(lacking)}. `make quality` installs them.\n")
        return 2
    lines = [line for line in LINES if not given.lines or any(part in line.title for part in given.lines)]
    halves = HALVES if given.families == "all" else (given.families,)
    families = [f for f in in_guise(FAMILIES, given.typeface, given.scan) if _named(f.name, given.named)]
    chosen = groups(halves, lines, given.pages_per_family, given.seed, families)
    if given.keep:
        _keep(chosen, given.keep)
    load, started = os.getloadavg(), time.monotonic()
    if given.in_process:
        samples = in_process(chosen, given.keep)
    else:
        samples = measured(chosen, alternatives=not given.alone)
    _print(samples, {family.name: family.subject for family in families})
    looked = (given.in_process, given.alone, given.lines, given.named, given.typeface, given.scan)
    if not any(looked) and given.families == "all":
        _write(record(samples, given.pages_per_family, given.seed, time.monotonic() - started, load))
    return 0


def _write(content: dict[str, Any]) -> None:
    write(content)
    DOCUMENT.write_text(document(content), encoding="utf-8")
    sys.stdout.write(f"\nwritten to {RECORD} and {DOCUMENT}\n")


def _keep(chosen: Sequence[Group], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for made in (made for group in chosen for made in group.documents):
        (folder / f"{made.name}.pdf").write_bytes(made.pdf)


def _named(name: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(part in name for part in wanted)


def _print(samples: Sequence[Sample], subjects: Mapping[str, str]) -> None:
    for sample in samples:
        scores = "  ".join(f"{name} {value:.3f}" for name, value in sample.scores.items())
        sys.stdout.write(f"{sample.made.name:34} {sample.system:20} {scores}\n")
    sys.stdout.write("\n" + told(rows([sample.row() for sample in samples], subjects)) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("--families", choices=("all", *HALVES), default="all")
    parser.add_argument("--lines", nargs="*", default=[], help="parts of the lines' titles; all without")
    parser.add_argument("--pages-per-family", type=int, default=4)
    parser.add_argument("--named", nargs="*", default=[], help="parts of the families' names; all without")
    parser.add_argument("--typeface", default="", choices=TUNED_TYPEFACES, help="for every tuned family")
    parser.add_argument("--scan", default="", choices=sorted(TUNED_SCANS), help="of every tuned family")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--in-process", action="store_true", help="Octavo's stages alone, without Kafka")
    parser.add_argument("--alone", action="store_true", help="Octavo alone, without the alternatives")
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs, and in process for the results")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
