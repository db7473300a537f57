"""What memory there is and how much of it is used: of this host, and of accelerators where torch runs."""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from octavo.config import Settings
from streams.blobs import local_folder

AUTO = "auto"
"""The first GPU where there is one, else the host."""
_RESERVE = 0.15
_M_ARENA_MAX = -8  # of malloc.h
Readings = Mapping[str, float]
_CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def total_bytes() -> int:
    """The memory that this process may use together with others: the container's limit, or the host's."""
    total = psutil.virtual_memory().total
    for path in _CGROUP_LIMITS:
        try:
            text = Path(path).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if text.isdigit():
            return min(total, int(text))
    return total


def few_arenas() -> None:
    """Lets all threads of this process allocate from two arenas, where the C library is glibc. Otherwise it
    gives each thread of librdkafka one of its own, and each of some twenty keeps the most that it ever held:
    tens of megabytes over days. To be called before there are threads."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def return_free() -> None:
    """Gives back to the system what this process has freed, where the C library is glibc: by itself it
    returns only what lies at the end of a heap, so that whatever lives a little longer pins all that was
    freed before it. Threads that allocate wait meanwhile."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def accelerator_of(device: str) -> str:
    """The accelerator whose memory counts for a device of this name, as long as this process lives; empty:
    the host's counts, also where nobody has loaded torch to ask."""
    torch: Any = sys.modules.get("torch")
    named = device.startswith(("cuda", AUTO))
    return device.replace(AUTO, "cuda:0") if named and torch and torch.cuda.is_available() else ""


def used_bytes(accelerator: str = "") -> int:
    """Bytes in use of an accelerator, by whomever; empty: of the host, by this process."""
    if not accelerator:
        return psutil.Process().memory_info().rss
    free, total = _free_and_total(accelerator)
    return total - free


def one_more_fits(size_bytes: int, accelerator: str = "") -> bool:
    """Whether something of this size fits beside what is there, a reserve left free. Empty: on the host."""
    if accelerator:
        free, total = _free_and_total(accelerator)
    else:
        free, total = psutil.virtual_memory().available, total_bytes()
    return free - size_bytes > _RESERVE * total


def _free_and_total(accelerator: str) -> tuple[int, int]:
    torch: Any = sys.modules["torch"]
    free, total = torch.cuda.mem_get_info(accelerator)
    return int(free), int(total)


def readings_of(settings: Settings) -> Callable[[], Readings]:
    """Asks how much of each memory is used, as a share: `memory` of what this Octavo may use on this host,
    `disk` of what the blob folder may fill, `device` of the accelerators this process works on."""
    folder = local_folder(settings.blobs)
    system = psutil.Process(settings.system_pid or os.getpid())

    def read() -> Readings:
        found = {"memory": _memory_share(settings.memory_limit_bytes, system)}
        if folder is not None and folder.exists():
            free = psutil.disk_usage(str(folder)).free
            found["disk"] = min(1.0, settings.disk_reserve_bytes / max(1, free))
        if accelerator := accelerator_of("cuda"):
            free, total = _free_and_total(accelerator)
            found["device"] = 1 - free / total
        return found

    return read


def _memory_share(limit_bytes: int | None, system: psutil.Process) -> float:
    if limit_bytes is None:
        return 1 - psutil.virtual_memory().available / total_bytes()
    return min(1.0, _tree_rss_bytes(system) / limit_bytes)


def _tree_rss_bytes(root: psutil.Process) -> int:
    rss = 0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            rss += process.memory_info().rss
    return rss
