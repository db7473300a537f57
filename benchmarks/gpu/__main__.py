"""`python -m benchmarks.gpu`: everything that needs a GPU. Writes benchmarks/results/gpu.json."""

import argparse
import datetime
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from benchmarks.results import RESULTS, commit, machine

FILE = RESULTS / "gpu.json"
SAYS = (
    "Random weights: speed and memory are those of the published sizes, answers are noise. OCR and charts "
    "write a fixed number of tokens. Rates are of one backend in a bare loop. pipeline: device time an item "
    "through Kafka and all agents, which take turns on the device, beside a bare loop of the same backend "
    "over the same pages and crops in batches of the same size; ratio is bare over pipeline."
)
NONE = "There is no GPU here that torch can use: nothing was measured.\n"


def main(arguments: list[str]) -> int:
    """0, also where there is no GPU: then without a figure."""
    parser = argparse.ArgumentParser("python -m benchmarks.gpu", description=__doc__)
    parser.add_argument("--device", default="cuda:0")
    parser.add_argument("--tiny", action="store_true", help="only the tiny models, to try the script itself")
    parser.add_argument("--out", type=Path, default=FILE)
    asked = parser.parse_args(arguments)
    import torch

    if asked.device.startswith("cuda") and not torch.cuda.is_available():
        sys.stdout.write(NONE)
        return 0
    told = Told(asked.out, asked.device)
    measured(told, asked.device, tiny_only=asked.tiny)
    sys.stdout.write(f"written to {asked.out}\n")
    return 0


class Told:
    """What was measured so far. It is written after every measure: a machine may be taken away meanwhile."""

    def __init__(self, out: Path, device: str) -> None:
        import torch

        self._out = out
        self.results: dict[str, Any] = {}
        self._content = {
            "command": "make gpu",
            "commit": commit(),
            "machine": {**machine(), "device": _device_name(device), "torch": torch.__version__},
            "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "says": SAYS,
            "results": self.results,
        }

    def add(self, size: str, what: str, name: str, measure: Callable[[], Any]) -> None:
        """`name`: of what is measured; what fails is named in its place and stops nothing else."""
        started = time.monotonic()
        found = _tried(measure)
        self.results.setdefault(size, {}).setdefault(what, {})[name] = found
        self._out.write_bytes(
            orjson.dumps(self._content, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
        )
        line = orjson.dumps(found).decode()[:300]
        sys.stdout.write(f"{size} {what} {name} ({time.monotonic() - started:.0f} s): {line}\n")
        sys.stdout.flush()


def measured(told: Told, device: str, tiny_only: bool) -> None:
    """By size and stage, and all stages together."""
    from benchmarks.gpu.backends import REAL, TINY, checkpoints, loaded
    from benchmarks.gpu.fairness import turns
    from benchmarks.gpu.measures import BATCHES, planned, pools, rates, sameness
    from benchmarks.gpu.pipeline import pipeline

    for size in (TINY,) if tiny_only else (TINY, REAL):
        full = size is REAL
        batches, large, small = (BATCHES, 48, 16) if full else ((1, 2, 4), 12, 4)
        documents, pages = (8, 16) if full else (2, 3)
        with tempfile.TemporaryDirectory(prefix="octavo-gpu-") as folder:
            paths = checkpoints(Path(folder), size)
            for stage, path in paths.items():
                measures: dict[str, Callable[[], Any]] = {
                    "sameness": lambda s=stage, p=path: sameness(s, p, size, device),  # noqa: B023
                    "rates": lambda s=stage, p=path: rates(s, p, size, device, batches),  # noqa: B023
                    "planned": lambda p=path: planned(p, device),
                    "pools": lambda s=stage, p=path: pools(s, p, size, device),  # noqa: B023
                    "fairness": lambda s=stage, p=path: turns(
                        s,
                        loaded(s, p, size, device),  # noqa: B023
                        size,  # noqa: B023
                        large,  # noqa: B023
                        small,  # noqa: B023
                    ),
                }
                for name, measure in measures.items():
                    told.add(size.name, stage, name, measure)
            told.add(
                size.name,
                "together",
                "pipeline",
                lambda: pipeline(paths, size, device, documents, pages),  # noqa: B023
            )


def _tried(measure: Callable[[], Any]) -> Any:
    try:
        return measure()
    except Exception as error:  # noqa: BLE001  told in its place; the others are measured all the same
        return {"failed": f"{type(error).__name__}: {error}"[:500]}


def _device_name(device: str) -> str:
    import torch

    return torch.cuda.get_device_name(device) if device.startswith("cuda") else device


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
