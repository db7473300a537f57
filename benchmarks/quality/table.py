"""The table of the quality: a line for each score and half, a column for each system. Pure."""

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any

from benchmarks.quality.family import HALVES, Half
from benchmarks.quality.scores import LINES, SPEED_LINES, Line, SpeedLine
from benchmarks.tables import markdown

OCTAVO = "octavo"
Samples = Sequence[Mapping[str, Any]]
"""Rows as `Sample.row` gives them."""


def rows(samples: Samples, families: Mapping[str, str]) -> list[dict[str, Any]]:
    """`families`: the subject of each family by its name. A line without samples is left out."""
    told: list[dict[str, Any]] = []
    for half in HALVES:
        of_half = [sample for sample in samples if sample["half"] == half]
        for line in LINES:
            told += _row(line.title, half, line.target, _of_line(line, of_half, families))
        for line in SPEED_LINES:
            told += _row(line.title, half, None, _of_speed(line, of_half, families))
    return told


def _of_line(line: Line, samples: Samples, families: Mapping[str, str]) -> dict[str, float]:
    """The mean over documents, which all have as many pages."""
    found: dict[str, list[float]] = {}
    for sample in samples:
        if families[sample["family"]] == line.subject and line.score in sample:
            found.setdefault(sample["system"], []).append(sample[line.score])
    return {system: mean(values) for system, values in found.items()}


def _of_speed(line: SpeedLine, samples: Samples, families: Mapping[str, str]) -> dict[str, float]:
    chosen = [sample for sample in samples if families[sample["family"]] in line.subjects]
    return {sample["system"]: sample["group_pages_per_s"] for sample in chosen}


def _row(title: str, half: Half, target: float | None, scored: Mapping[str, float]) -> list[dict[str, Any]]:
    if OCTAVO not in scored:
        return []
    others = {system: score for system, score in scored.items() if system != OCTAVO}
    best = max(others, key=lambda system: others[system], default=None)
    return [
        {
            "line": title,
            "half": half,
            "octavo": scored[OCTAVO],
            "target": target,
            "target_met": None if target is None else scored[OCTAVO] >= target,
            "best_alternative": best,
            "best_alternative_score": others[best] if best else None,
            "standing": _standing(scored[OCTAVO], others[best]) if best else "",
            "alternatives": others,
        }
    ]


def _standing(octavo: float, best: float) -> str:
    """Equal where no more than a thousandth is between them."""
    if abs(octavo - best) < 0.0005:
        return "equal"
    return "better" if octavo > best else "worse"


def told(lines: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a Markdown table: one column a system that has a score anywhere."""
    systems = list(dict.fromkeys(system for line in lines for system in line["alternatives"]))
    table = [["", "half", "target", "Octavo", *systems, "against the best of these"]]
    for line in lines:
        target = (
            f"{line['target']:.3f} {'met' if line['target_met'] else '**missed**'}" if line["target"] else ""
        )
        others = [_number(line["alternatives"].get(system)) for system in systems]
        standing = line["standing"] if line["standing"] != "worse" else "**worse**"
        half = line["half"].replace("_", "-")
        table.append([line["line"], half, target, _number(line["octavo"]), *others, standing])
    return markdown(table)


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:.3f}" if score <= 1 else f"{score:.1f}"
