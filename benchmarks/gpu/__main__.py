"""`python -m benchmarks.gpu`: everything that needs a GPU. Writes benchmarks/results/gpu.json."""

import argparse
import datetime
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.results import RESULTS, commit, machine
from octavo.profiles import MODEL_STAGES, ModelStage

if TYPE_CHECKING:
    from benchmarks.gpu.backends import Size

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
    parser.add_argument(
        "--stages",
        nargs="+",
        choices=MODEL_STAGES,
        default=MODEL_STAGES,
        help="some of them, where the time on the device is short; all stages together need all",
    )
    parser.add_argument("--out", type=Path, default=FILE)
    asked = parser.parse_args(arguments)
    import torch

    if asked.device.startswith("cuda") and not torch.cuda.is_available():
        sys.stdout.write(NONE)
        return 0
    told = Told(asked.out, asked.device)
    measured(told, asked.device, asked.tiny, asked.stages)
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


def measured(told: Told, device: str, tiny_only: bool, stages: Sequence[ModelStage]) -> None:
    """By size: each stage, and all of them together where all were asked for."""
    from benchmarks.gpu.backends import REAL, TINY

    for size in (TINY,) if tiny_only else (TINY, REAL):
        with tempfile.TemporaryDirectory(prefix="octavo-gpu-") as folder:
            _measured_at(size, Path(folder), told, device, stages)


def _measured_at(size: "Size", folder: Path, told: Told, device: str, stages: Sequence[ModelStage]) -> None:
    from benchmarks.gpu.backends import REAL, checkpoints

    writers = checkpoints(folder, size)
    paths: dict[ModelStage, Path] = {}
    for stage in stages:

        def written(stage: ModelStage = stage) -> str:
            paths[stage] = writers[stage]()
            return "random weights"

        told.add(size.name, stage, "checkpoint", written)
        if stage in paths:
            for name, measure in _measures(stage, paths[stage], size, device).items():
                told.add(size.name, stage, name, measure)
    if len(paths) == len(writers):
        documents, pages = (8, 16) if size is REAL else (2, 3)

        def together() -> Any:
            from benchmarks.gpu.pipeline import pipeline

            return pipeline(paths, size, device, documents, pages)

        told.add(size.name, "together", "pipeline", together)


def _measures(stage: ModelStage, path: Path, size: "Size", device: str) -> dict[str, Callable[[], Any]]:
    """Each imports what it needs when it begins: what is not installed fails it alone."""
    from benchmarks.gpu.backends import REAL, loaded

    full = size is REAL

    def same() -> Any:
        from benchmarks.gpu.sameness import sameness

        return sameness(stage, path, size, device)

    def rated() -> Any:
        from benchmarks.gpu.measures import BATCHES, rates

        return rates(stage, path, size, device, BATCHES if full else (1, 2, 4))

    def plan() -> Any:
        from benchmarks.gpu.measures import planned

        return planned(path, device)

    def pooled() -> Any:
        from benchmarks.gpu.measures import pools

        return pools(stage, path, size, device)

    def fair() -> Any:
        from benchmarks.gpu.fairness import turns

        large, small = (48, 16) if full else (12, 4)
        return turns(stage, loaded(stage, path, size, device), size, large, small)

    return {"sameness": same, "rates": rated, "planned": plan, "pools": pooled, "fairness": fair}


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
