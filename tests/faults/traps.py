"""Traps: what is to go wrong next, and where; a folder that the test and every agent share.

A trap is armed once and springs once, in whichever process comes to its point first. Before it does what it
is there for, that process writes a line to the strike log and has it flushed to disk: only what stands there
counts as a fault that happened.
"""

import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TRAPS_VARIABLE = "TEST_TRAPS"
"""Tells the models of a worker where its traps lie."""


@dataclass(frozen=True, slots=True)
class Strike:
    """A trap that sprang. `at_s` is of the machine's monotonic clock, which all its processes share."""

    point: str
    pid: int
    at_s: float
    details: dict[str, Any] = field(default_factory=dict[str, Any])


class Traps:
    """Safe for many processes: a trap is claimed by renaming its file."""

    def __init__(self, folder: Path) -> None:
        self._armed = folder / "armed"
        self._sprung = folder / "sprung"
        self._log = folder / "strikes.jsonl"
        for made in (self._armed, self._sprung):
            made.mkdir(parents=True, exist_ok=True)
        self._log.touch()

    def arm(self, point: str, action: str = "note", **details: Any) -> None:
        """`action`: kill, stop (the process itself), sleep (`seconds`), or note, where the point knows."""
        draft = self._sprung / f"{time.monotonic_ns()}.tmp"
        draft.write_text(json.dumps({"action": action, **details}), encoding="utf-8")
        draft.rename(self._armed / f"{point}@{time.monotonic_ns()}")

    def disarm(self) -> None:
        """Takes away what has not sprung."""
        for left in self._armed.iterdir():
            left.unlink(missing_ok=True)

    def claim(self, point: str) -> dict[str, Any] | None:
        """What is armed at this point, if anything; it is there no more."""
        for name in sorted(os.listdir(self._armed)):
            if name.partition("@")[0] == point:
                mine = self._sprung / f"{name}-{os.getpid()}"
                try:
                    (self._armed / name).rename(mine)
                except FileNotFoundError:
                    continue  # another process was quicker
                return json.loads(mine.read_text(encoding="utf-8"))
        return None

    def struck(self, point: str, **details: Any) -> None:
        """Writes the line that proves it, and has it on disk when this returns."""
        line = {"point": point, "pid": os.getpid(), "at_s": time.monotonic(), "details": details}
        log = os.open(self._log, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(log, json.dumps(line).encode() + b"\n")
            os.fsync(log)
        finally:
            os.close(log)

    def spring(self, point: str) -> None:
        """Comes to a point: what is armed there happens now."""
        trap = self.claim(point)
        if trap is None:
            return
        self.struck(point, **trap)
        if trap["action"] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif trap["action"] == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        elif trap["action"] == "sleep":
            time.sleep(trap["seconds"])

    def strikes(self) -> list[Strike]:
        with self._log.open(encoding="utf-8") as log:
            return [Strike(**json.loads(line)) for line in log if line.endswith("\n")]

    def await_strikes(
        self, count: int, since: int = 0, patience_s: float = 30.0, counts: Callable[[Strike], bool] = bool
    ) -> list[Strike]:
        """Those after number `since`, once there are `count` of them. Raises TimeoutError."""
        until = time.monotonic() + patience_s
        while len(found := [one for one in self.strikes()[since:] if counts(one)]) < count:
            if time.monotonic() > until:
                raise TimeoutError(f"{len(found)} of {count} faults struck within {patience_s:g} s")
            time.sleep(0.01)
        return found
