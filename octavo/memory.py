"""What memory there is and how much of it is used: of this host, and of accelerators where torch runs."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

_RESERVE = 0.15
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


def used_bytes(devices: Sequence[str] = ()) -> int:
    """Bytes in use by this process: on its accelerator where `devices` names one, else of the host."""
    accelerator = _accelerator(devices)
    if accelerator is None:
        return psutil.Process().memory_info().rss
    free, total = accelerator
    return total - free


def one_more_fits(size_bytes: int, devices: Sequence[str] = ()) -> bool:
    """Whether something of this size fits beside what is there, a reserve left free."""
    accelerator = _accelerator(devices)
    if accelerator is None:
        total, free = total_bytes(), psutil.virtual_memory().available
    else:
        free, total = accelerator
    return free - size_bytes > _RESERVE * total


def _accelerator(devices: Sequence[str]) -> tuple[int, int] | None:
    """(free, total) bytes of the accelerator of this name, if torch has been loaded to use it."""
    torch: Any = sys.modules.get("torch")
    named = next((device for device in devices if device.startswith("cuda")), None)
    if torch is None or named is None or not torch.cuda.is_available():
        return None
    free, total = torch.cuda.mem_get_info(named)
    return int(free), int(total)
