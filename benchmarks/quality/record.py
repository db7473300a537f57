"""benchmarks/results/quality.json: the table, every sample behind it, and where it was measured."""

import datetime
import os
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import orjson

from benchmarks.quality.families import FAMILIES
from benchmarks.quality.measuring import Sample
from benchmarks.quality.table import rows
from benchmarks.results import RESULTS, commit, machine

RECORD = RESULTS / "quality.json"
DOCUMENT = Path(__file__).parents[2] / "docs" / "quality.md"
_PACKAGES = ("pymupdf", "pymupdf4llm", "pymupdf-layout", "rapidocr")


def record(
    samples: Sequence[Sample], pages_per_family: int, seed: int, took_s: float, load_before: Sequence[float]
) -> dict[str, Any]:
    """The content of the file. `load_before`: the load averages when it began."""
    raw = [sample.row() for sample in samples]
    subjects = {family.name: str(family.subject) for family in FAMILIES}
    return {
        "command": f"python -m benchmarks.quality --pages-per-family {pages_per_family} --seed {seed}",
        "commit": commit(),
        "machine": machine(),
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "took_s": round(took_s, 1),
        "load_average_before": load_before,
        "load_average_after": os.getloadavg(),
        "versions": {name: metadata.version(name) for name in _PACKAGES},
        "pages_per_family": pages_per_family,
        "rows": rows(raw, subjects),
        "raw": raw,
    }


def write(content: dict[str, Any]) -> None:
    RECORD.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
