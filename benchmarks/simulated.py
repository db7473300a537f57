"""A simulated accelerator, and model backends that run on it. Plugged in by a profile file like any model.

A call on b pages takes a + c * b seconds while holding the lock of its device, and sleeps meanwhile: it
burns no CPU, as little as waiting for a real accelerator does. Defaults are the figures of the mission:
25 single pages take 18 s, 25 pages at once 3 s.
"""

import fcntl
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from agents.models.protocols import ChartData, Detection, OcrPage, Rgb, TableCrop, TableGrid
from benchmarks.probe import watch_budgets
from schemas.events import ModelUsed
from schemas.geometry import Line

A_S, C_S = 0.625, 0.095


class SimulatedDevice:
    """One device, or one of several, shared by every process that is given the same folder.

    With `devices` > 1 each process claims one of its own for as long as it lives; ValueError where all are
    claimed. Every call appends a line to `calls-<pid>.jsonl` in the folder.
    """

    def __init__(
        self,
        folder: str,
        a_s: float = A_S,
        c_s: float = C_S,
        time_scale: float = 1.0,
        devices: int = 1,
    ) -> None:
        self._a_s, self._c_s, self._scale = a_s, c_s, time_scale
        self._folder = Path(folder)
        self._folder.mkdir(parents=True, exist_ok=True)
        self.number, self._claim = self._claimed(devices)
        self._lock = self._open(f"device-{self.number}.lock")
        self._log = self._open(f"calls-{os.getpid()}.jsonl")

    def seconds(self, pages: int) -> float:
        """What a call on so many pages takes, in the scaled time of this device."""
        return (self._a_s + self._c_s * pages) * self._scale

    def call(self, pages: int, decoded_bytes: int = 0) -> None:
        """Waits for the device, holds it as long as the work takes, and records the call."""
        asked = time.time()
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            start = time.time()
            time.sleep(self.seconds(pages))
            end = time.time()
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)
        line = {
            "device": self.number,
            "pid": os.getpid(),
            "asked": asked,
            "start": start,
            "end": end,
            "pages": pages,
            "decoded_bytes": decoded_bytes,
        }
        self._log.write(json.dumps(line) + "\n")
        self._log.flush()

    def close(self) -> None:
        for stream in (self._lock, self._log, self._claim):
            if stream is not None:
                stream.close()

    def _claimed(self, devices: int) -> tuple[int, IO[str] | None]:
        if devices == 1:
            return 0, None
        for number in range(devices):
            claim = self._open(f"device-{number}.claim")
            try:
                fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                claim.close()
            else:
                return number, claim
        raise ValueError(f"all {devices} simulated devices in {self._folder} are taken; give it more")

    def _open(self, name: str) -> IO[str]:
        return (self._folder / name).open("a", encoding="utf-8")


class SimLayout:
    """Finds no regions, so a page of text is done after layout. `probe` records the bytes that the stage
    loops of this process have reserved (benchmarks/probe.py)."""

    def __init__(
        self,
        folder: str,
        a_s: float = A_S,
        c_s: float = C_S,
        time_scale: float = 1.0,
        devices: int = 1,
        probe: bool = True,
    ) -> None:
        self._device = SimulatedDevice(folder, a_s, c_s, time_scale, devices)
        self.used = _used("SimLayout")
        if probe:
            watch_budgets(Path(folder) / f"held-{os.getpid()}.jsonl")

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        self._device.call(len(images), sum(image.nbytes for image in images))
        return [[] for _ in images]


class SimOcr:
    def __init__(self) -> None:
        self.used = _used("SimOcr")

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        return [[] for _ in pages]


class SimTable:
    def __init__(self) -> None:
        self.used = _used("SimTable")

    def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]:
        return [TableGrid() for _ in crops]


class SimChart:
    attempts = False

    def __init__(self) -> None:
        self.used = _used("SimChart")

    def read(self, crops: Sequence[Rgb]) -> list[ChartData | None]:
        return [None] * len(crops)


def _used(name: str) -> ModelUsed:
    return ModelUsed(name="simulated", version="1", backend=f"{__name__}:{name}")
