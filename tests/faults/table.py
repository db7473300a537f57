"""The file of figures: what each scenario came to, on which machine, of which commit."""

import datetime
from pathlib import Path
from typing import Any

import orjson

from benchmarks.results import RESULTS, commit, machine
from tests.faults.trial import Outcome

FILE = "faults.json"


def write(name: str, outcome: Outcome, took_s: float, folder: Path = RESULTS) -> Path:
    """Puts a scenario's figures in the place of its earlier ones."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    content: dict[str, Any] = orjson.loads(path.read_bytes()) if path.exists() else {"scenarios": {}}
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    content["command"] = "make faults"
    content["machine"] = machine()
    figures = {**outcome.figures(), "took_s": round(took_s, 1), "commit": commit(), "at": now}
    content["scenarios"][name] = figures
    content["commit"] = ", ".join(dict.fromkeys(one["commit"] for one in content["scenarios"].values()))
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    return path
