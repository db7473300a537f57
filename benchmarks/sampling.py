"""Samples memory and processor time of a running system from outside."""

import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Sample:
    """`rss_bytes` over all agent processes and their children, `largest_rss_bytes` of any one of them.
    The broker is not an agent and is left out."""

    at: float
    rss_bytes: int
    largest_rss_bytes: int
    blob_bytes: int
    blobs: int


@dataclass(frozen=True, slots=True)
class CpuTimes:
    """Processor seconds since their start of the agents themselves, by name, of their children, and of the
    embedded broker."""

    agents: dict[str, float]
    children: float
    broker: float

    @property
    def agents_s(self) -> float:
        return sum(self.agents.values())


class Sampler:
    """Samples in a thread of its own between enter and exit."""

    def __init__(self, pids: Callable[[], dict[str, int]], blobs: Path) -> None:
        self._pids = pids
        self._blobs = blobs
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sampler", daemon=True)
        self.samples: list[Sample] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self.samples.append(self._sample())
            if self._ending.wait(EVERY_S):
                return

    def _sample(self) -> Sample:
        sizes = [_rss_bytes(process) for process in processes(self._pids().values())]
        count, blob_bytes = folder_bytes(self._blobs)
        return Sample(time.time(), sum(sizes), max(sizes, default=0), blob_bytes, count)


def cpu_times(pids: dict[str, int]) -> CpuTimes:
    agents: dict[str, float] = {}
    children = 0.0
    for name, pid in pids.items():
        try:
            process = psutil.Process(pid)
            agents[name] = _cpu_s(process)
            children += sum(_cpu_s(child) for child in process.children(recursive=True))
        except psutil.NoSuchProcess:
            continue
    java = (child for child in psutil.Process().children() if "java" in child.name())
    return CpuTimes(agents, children, sum(_cpu_s(child) for child in java))


def processes(pids: Iterable[int]) -> list[psutil.Process]:
    """The processes and all their children that are alive."""
    found: list[psutil.Process] = []
    for pid in pids:
        try:
            process = psutil.Process(pid)
            found += [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
    return found


def high_water_bytes(pids: dict[str, int]) -> dict[str, int]:
    """The largest RSS that each agent and each child alive now has had since it started, as the kernel saw
    it; children are numbered."""
    peaks: dict[str, int] = {}
    for name, pid in pids.items():
        for number, process in enumerate(processes([pid])):
            peaks[f"{name} child {number}" if number else name] = _high_water_bytes(process.pid)
    return peaks


def folder_bytes(folder: Path, on_disk: bool = False) -> tuple[int, int]:
    """How many files lie under a folder, and their bytes; files that vanish meanwhile count nothing.
    `on_disk`: the bytes that they take there; of a sparse file that is less than its size."""
    count = size = 0
    pending = [str(folder)]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    else:
                        found = entry.stat(follow_symlinks=False)
                        count += 1
                        size += found.st_blocks * 512 if on_disk else found.st_size
        except FileNotFoundError:
            continue
    return count, size


def _rss_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _high_water_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _cpu_s(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
        return float(times.user + times.system)
    except psutil.NoSuchProcess:
        return 0.0
