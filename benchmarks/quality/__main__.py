"""`python -m benchmarks.quality`: scores Octavo and what a user would take instead; asserts nothing."""

import argparse
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean

from benchmarks.quality import in_process
from benchmarks.quality.extraction import Extraction
from benchmarks.quality.families import FAMILIES, Family, Made, make
from benchmarks.quality.scores import LINES, Line, Scores, scores

_PAGES_A_DOCUMENT = 2


def main(arguments: list[str]) -> int:
    given = _parser().parse_args(arguments)
    lines = [line for line in LINES if not given.lines or any(part in line.title for part in given.lines)]
    chosen = [
        family
        for family in FAMILIES
        if given.families in ("all", family.half) and family.subject in {line.subject for line in lines}
    ]
    documents = [made for family in chosen for made in _documents(family, given.pages_per_family, given.seed)]
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
        for made in documents:
            (given.keep / f"{made.name}.pdf").write_bytes(made.pdf)
    read = in_process.read(documents, given.keep)
    scored = {made.name: scores(made, read.get(made.name, Extraction())) for made in documents}
    _print(lines, chosen, documents, scored)
    return 0


def _documents(family: Family, pages: int, seed: int) -> list[Made]:
    return [make(family, number, seed) for number in range(math.ceil(pages / _PAGES_A_DOCUMENT))]


def _print(
    lines: Sequence[Line], families: Sequence[Family], documents: Sequence[Made], scored: Mapping[str, Scores]
) -> None:
    for line in lines:
        target = f"  (target {line.target})" if line.target else ""
        sys.stdout.write(f"\n{line.title}{target}\n")
        for family in (family for family in families if family.subject == line.subject):
            values = [scored[made.name][line.score] for made in documents if made.family is family]
            told = " ".join(f"{value:.3f}" for value in values)
            sys.stdout.write(f"  {family.name:32} {mean(values):.4f}   {told}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality")
    parser.add_argument("--families", choices=("all", "tuned", "held_out"), default="all")
    parser.add_argument("--lines", nargs="*", default=[], help="parts of the lines' titles; all without")
    parser.add_argument("--pages-per-family", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for the PDFs and what Octavo made of them")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
