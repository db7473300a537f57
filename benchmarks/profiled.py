"""`python -m benchmarks.profiled <folder> <arguments>`: an Octavo process that watches where its processor
time goes.

How long each thread has run is the kernel's word (`/proc/self/task/*/schedstat`, nanoseconds), under the
thread's name; those without Python, librdkafka's and those of other libraries, have names of their own. In
which function it ran is sampled: a hundred times a second, every thread that is not waiting is counted at
the line of ours at which it stands. A thread in a call that may wait is counted if the kernel has it
running. What the watcher itself uses is told, too.
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from octavo.cli import main

_EVERY_S = 0.01
_WRITE_EVERY = 25
_ROOT = str(Path(__file__).parent.parent) + os.sep
_OURS = ("streams", "agents", "schemas", "octavo")
_MAY_WAIT = {
    "threading:Condition.wait",
    "threading:Thread._wait_for_tstate_lock",
    "selectors:_PollLikeSelector.select",
    "concurrent.futures.thread:_worker",
    "streams.consumer:PartitionReader.poll",
    "streams.producer:TransactionalProducer.commit",
    "streams.folder_blobs:FolderBlobs.get",
    "streams.folder_blobs:_write",
    "streams.folder_blobs:_require_file",
    "streams.folder_blobs:_delete_tree",
    "benchmarks.simulated:SimulatedDevice.call",
    "benchmarks.probe:_watch",
}
"""Functions whose calls into C let go of the interpreter lock, and work or wait there."""

Seen = Counter[tuple[str, str, int, str]]
"""How often a thread of this name was seen in a function of ours, at which line, and in which function
inside it."""


def watch(folder: Path) -> None:
    """Writes what is known since the start, four times a second, until the process ends."""
    seen: Seen = Counter()
    ran: Counter[str] = Counter()
    before: dict[str, int] = {}
    turn = 0
    with (folder / f"profile-{os.getpid()}.jsonl").open("a", encoding="utf-8") as stream:
        while True:
            _look(seen)
            turn += 1
            if turn % _WRITE_EVERY == 0:
                _ask_kernel(ran, before)
                rows = [[*key, times] for key, times in seen.items()]
                stream.write(json.dumps({"at": time.time(), "ran_ns": ran, "seen": rows}) + "\n")
                stream.flush()
            time.sleep(_EVERY_S)


def _look(seen: Seen) -> None:
    frames = sys._current_frames()  # pyright: ignore[reportPrivateUsage]  there is no public way
    for thread in threading.enumerate():
        frame = frames.get(thread.ident or 0)
        if frame is None or thread is threading.current_thread():
            continue
        where, line, inside = _where(frame)
        if inside not in _MAY_WAIT or _runs(thread.native_id):
            seen[(thread.name, where, line, inside)] += 1


def _ask_kernel(ran: Counter[str], before: dict[str, int]) -> None:
    names = {str(thread.native_id): thread.name for thread in threading.enumerate()}
    for number in os.listdir("/proc/self/task"):
        try:
            ran_ns = int(_read(number, "schedstat").split()[0])
            ran[names.get(number) or _read(number, "comm").strip()] += ran_ns - before.get(number, 0)
        except OSError:
            continue
        before[number] = ran_ns


def _runs(number: int | None) -> bool:
    try:
        return _read(str(number), "stat").rpartition(")")[2].split()[0] == "R"
    except OSError:
        return False


def _read(number: str, name: str) -> str:
    return Path(f"/proc/self/task/{number}/{name}").read_text(encoding="utf-8", errors="replace")


def _where(frame: FrameType) -> tuple[str, int, str]:
    """(innermost function of ours, its line, innermost function of all)."""
    innermost = _named(frame)
    here: FrameType | None = frame
    while here is not None:
        if here.f_code.co_filename.startswith(_ROOT):
            name = _named(here)
            if name.partition(".")[0] in _OURS:
                return name, here.f_lineno, innermost
        here = here.f_back
    return innermost, frame.f_lineno, innermost


def _named(frame: FrameType) -> str:
    module = str(frame.f_globals.get("__name__", "?"))
    return f"{module}:{frame.f_code.co_qualname}"


if __name__ == "__main__":
    where = Path(sys.argv.pop(1))
    threading.Thread(target=watch, args=(where,), name="watcher", daemon=True).start()
    main()
