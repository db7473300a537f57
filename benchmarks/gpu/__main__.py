"""`python -m benchmarks.gpu`: everything that needs a GPU. Writes benchmarks/results/gpu.json."""

import argparse
import datetime
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from benchmarks.results import RESULTS, commit, machine

FILE = RESULTS / "gpu.json"
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
    content = {
        "command": "make gpu",
        "commit": commit(),
        "machine": {**machine(), "device": _device_name(asked.device), "torch": torch.__version__},
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "says": "Random weights: speed and memory are those of the published sizes, answers are noise. OCR "
        "and charts write a fixed number of tokens. Rates are of one backend in a bare loop.",
        "results": measured(asked.device, tiny_only=asked.tiny),
    }
    asked.out.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))
    sys.stdout.write(f"written to {asked.out}\n")
    return 0


def measured(device: str, tiny_only: bool) -> dict[str, Any]:
    """By size and stage. What fails is named in its place and stops nothing else."""
    from benchmarks.gpu.backends import REAL, TINY, checkpoints, loaded
    from benchmarks.gpu.fairness import turns
    from benchmarks.gpu.measures import BATCHES, pools, rates, sameness
    from octavo.profiles import MODEL_STAGES

    results: dict[str, Any] = {}
    batches, large, small = ((1, 2, 4), 12, 4) if tiny_only else (BATCHES, 200, 24)
    for size in (TINY,) if tiny_only else (TINY, REAL):
        with tempfile.TemporaryDirectory(prefix="octavo-gpu-") as folder:
            for stage, path in checkpoints(Path(folder), size).items():
                told = results.setdefault(size.name, {}).setdefault(stage, {})
                told["sameness"] = _tried(lambda s=stage, p=path, z=size: sameness(s, p, z, device))
                told["rates"] = _tried(lambda s=stage, p=path, z=size: rates(s, p, z, device, batches))
                told["pools"] = _tried(lambda s=stage, p=path, z=size: pools(s, p, z, device))
                told["fairness"] = _tried(
                    lambda s=stage, p=path, z=size: turns(s, loaded(s, p, z, device), z, large, small)
                )
                sys.stdout.write(f"{size.name} {stage}: {orjson.dumps(told).decode()[:400]}\n")
                sys.stdout.flush()
    assert set(results["tiny"]) == set(MODEL_STAGES)
    return results


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
