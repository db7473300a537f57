"""What is measured of each backend: that it says the same as on the host, how fast it is, what it takes."""

import gc
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import orjson
import torch

from agents.models.footprint import footprint
from agents.models.torch_place import place
from benchmarks.gpu.backends import Size, call, images, loaded
from octavo.profiles import ModelStage

BATCHES = (1, 2, 4, 8, 16, 32, 64)
_REPEATS = 3
SAME_TOKENS = 8
"""Of an answer that is compared with the host's, which is slow."""


def sameness(stage: ModelStage, folder: Path, size: Size, device: str) -> dict[str, Any]:
    """The device against the host, both in float32 and, on the device, in the precision it would choose: the
    share of answers that are equal, and the largest difference of a score and of a box's side in points."""
    pixels = images(stage, 3, size)
    few: dict[str, Any] = {"max_tokens": SAME_TOKENS} if stage in size.tokens else {}
    host = call(stage, loaded(stage, folder, size, "cpu", precision="float32", **few), pixels)
    found: dict[str, Any] = {}
    for precision in ("float32", "auto"):
        other = call(stage, loaded(stage, folder, size, device, precision=precision, **few), pixels)
        equal = sum(a == b for a, b in zip(host, other, strict=True)) / len(host)
        found[f"{precision}_equal_share"] = equal
        if stage == "layout":
            found |= {f"{precision}_{name}": value for name, value in _apart(host, other).items()}
    return found


def _apart(host: Sequence[Any], other: Sequence[Any]) -> dict[str, float]:
    pairs = [(a, b) for ones, twos in zip(host, other, strict=True) for a, b in zip(ones, twos, strict=True)]
    scores = max((abs(a.score - b.score) for a, b in pairs), default=0.0)
    sides = max((abs(x - y) for a, b in pairs for x, y in zip(a.box, b.box, strict=True)), default=0.0)
    return {"score_difference": scores, "box_difference_pt": sides}


def rates(stage: ModelStage, folder: Path, size: Size, device: str, batches: Sequence[int] = BATCHES) -> Any:
    """Seconds a call of b items, and the fit t(b) = a + c b. A batch that does not fit is None."""
    model = loaded(stage, folder, size, device)
    base = _peak_bytes(device)
    rows: list[dict[str, Any]] = []
    for batch in batches:
        pixels = images(stage, batch, size)
        try:
            call(stage, model, pixels)  # compiles, allocates
            taken = [_timed(lambda p=pixels: call(stage, model, p), device) for _ in range(_REPEATS)]
        except MemoryError:
            rows.append({"batch": batch, "seconds": None})
            break
        rows.append(
            {
                "batch": batch,
                "seconds": taken,
                "items_per_s": batch / median(taken),
                "peak_bytes": _peak_bytes(device),
            }
        )
    measured = [(row["batch"], median(row["seconds"])) for row in rows if row["seconds"]]
    a, c = fitted(measured)
    return {"model_bytes": base, "a_s": a, "c_s": c, "batches": rows}


def planned(folder: Path, device: str) -> dict[str, int]:
    """What `octavo plan` counts from the config: weights, and activations of one item."""
    config = orjson.loads((folder / "config.json").read_bytes())
    itemsize = place(device).dtype.itemsize
    count = footprint(config)
    return {
        "weights_bytes": count.weights_bytes(itemsize),
        "activation_bytes": count.activation_numbers * itemsize,
    }


def fitted(measured: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Least squares of t(b) = a + c b; nan for fewer than two batches."""
    if len(measured) < 2:
        return float("nan"), float("nan")
    sizes, seconds = np.array(measured, dtype=float).T
    c, a = np.polyfit(sizes, seconds, 1)
    return float(a), float(c)


def pools(stage: ModelStage, folder: Path, size: Size, device: str, batch: int = 8) -> list[dict[str, Any]]:
    """One to three instances on one device, each called by a thread of its own."""
    rows: list[dict[str, Any]] = []
    for count in (1, 2, 3):
        gc.collect()
        models = [loaded(stage, folder, size, device) for _ in range(count)]
        pixels = images(stage, batch, size)
        for model in models:
            call(stage, model, pixels)
        seconds = _timed(lambda m=models, p=pixels: _at_once(stage, m, p), device)
        peak = _peak_bytes(device)
        rows.append(
            {
                "instances": count,
                "items_per_s": count * batch * _REPEATS / seconds,
                "peak_bytes": peak,
                "bytes_per_instance": None if peak is None else peak / count,
            }
        )
    return rows


def _at_once(stage: ModelStage, models: Sequence[Any], pixels: Any) -> None:
    def work(model: Any) -> None:
        for _ in range(_REPEATS):
            call(stage, model, pixels)

    threads = [threading.Thread(target=work, args=(model,)) for model in models]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _timed(work: Callable[[], object], device: str) -> float:
    _wait(device)
    started = time.perf_counter()
    work()
    _wait(device)
    return time.perf_counter() - started


def _wait(device: str) -> None:
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)


def _peak_bytes(device: str) -> int | None:
    """Since it was asked last; None on the host, which does not tell."""
    if not device.startswith("cuda"):
        return None
    peak = torch.cuda.max_memory_allocated(device)
    torch.cuda.reset_peak_memory_stats(device)
    return int(peak)
