"""The temporary folder of a system that keeps nothing: logs, slots, and what an embedded broker needs."""

import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "octavo-run-"
BLOBS, KAFKA, LOGS = "blobs", "kafka", "logs"


def make_run_folder(parent: Path | None = None) -> Path:
    """A new one in `parent`, or where temporary files go.

    Those that killed programs could not remove are removed first; what a system that failed has left for
    its user to read is kept.
    """
    temporary = parent or Path(tempfile.gettempdir())
    for left in temporary.glob(f"{PREFIX}*-*"):
        if (left / BLOBS).exists() and _abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=temporary))
    (folder / BLOBS).mkdir()
    return folder


def remove_run_folder(folder: Path, keep_logs: bool = False) -> None:
    """Removes it, or, with `keep_logs`, what was large in it."""
    shutil.rmtree(folder / BLOBS if keep_logs else folder, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    """By the process id and by the broker's lock: a container may share the folder but not the ids."""
    from streams.broker_start import in_use

    pid = folder.name.removeprefix(PREFIX).partition("-")[0]
    return pid.isdigit() and not Path("/proc", pid).exists() and not in_use(folder / KAFKA)
