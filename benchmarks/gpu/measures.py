"""What is measured of each backend: how fast it is and what it takes."""

import gc
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
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


def rates(stage: ModelStage, folder: Path, size: Size, device: str, batches: Sequence[int] = BATCHES) -> Any:
    """Seconds a call of b items, and the fit t(b) = a + c b. A batch that does not fit is None."""
    before = _held_bytes(device)
    model = loaded(stage, folder, size, device)
    held = _held_bytes(device)
    base = None if held is None or before is None else held - before
    _peak_bytes(device)
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
    models: list[Any] = []
    for count in (1, 2, 3):
        models = []  # those of before are gone before there are more
        _held_bytes(device)
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
    """Raises what a call raises."""

    def work(model: Any) -> None:
        for _ in range(_REPEATS):
            call(stage, model, pixels)

    with ThreadPoolExecutor(len(models)) as threads:
        for one in [threads.submit(work, model) for model in models]:
            one.result()


def _timed(work: Callable[[], object], device: str) -> float:
    _wait(device)
    started = time.perf_counter()
    work()
    _wait(device)
    return time.perf_counter() - started


def _wait(device: str) -> None:
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)


def _held_bytes(device: str) -> int | None:
    """By what is still in use; None on the host."""
    gc.collect()
    if not device.startswith("cuda"):
        return None
    torch.cuda.empty_cache()
    torch.cuda.reset_peak_memory_stats(device)
    return int(torch.cuda.memory_allocated(device))


def _peak_bytes(device: str) -> int | None:
    """Since it was asked last; None on the host, which does not tell."""
    if not device.startswith("cuda"):
        return None
    peak = torch.cuda.max_memory_allocated(device)
    torch.cuda.reset_peak_memory_stats(device)
    return int(peak)
