"""Worker processes that are killed, frozen and stopped, and started again as a supervisor would."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.config import Settings
from octavo.lifeline import bootstrap_line, settings_line
from octavo.worker import FAILED
from tests.faults.traps import TRAPS_VARIABLE

FRONT, LAYOUT, OCR, CROPS, JOIN = "front", "layout", "ocr", "crops", "join"
CREW: dict[str, tuple[str, ...]] = {
    FRONT: ("intake", "rasterizer"),
    LAYOUT: ("layout",),
    OCR: ("ocr",),
    CROPS: ("table", "chart"),
    JOIN: ("assembler",),
}
"""Who works in which process: every model stage a process of its own, where that tells something."""
ALL = "all"
STAGES = tuple(stage for stages in CREW.values() for stage in stages)


@dataclass(slots=True)
class _Member:
    stages: tuple[str, ...]
    process: subprocess.Popen[bytes]
    wanted: bool = True
    may_end: bool = False


class Fleet:
    """Starts members by name and keeps them running until they are let go. Safe for many threads.

    `deaths` counts those that a signal ended, `ends` those that ended by themselves and were allowed to;
    `given_up` lists those that ended to be started again, because Kafka's client could not go on; `failures`
    those that ended by themselves otherwise.
    """

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._members: dict[str, _Member] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self.deaths = 0
        self.ends = 0
        self.given_up: list[str] = []
        self.failures: list[str] = []
        self._watcher = threading.Thread(target=self._watch, name="fleet", daemon=True)
        self._watcher.start()

    def start(self, name: str, stages: Sequence[str], settings: Settings | None = None) -> None:
        with self._lock:
            self._members[name] = _Member(tuple(stages), self._spawn(name, stages, settings))

    def start_crew(self) -> None:
        for name, stages in CREW.items():
            self.start(name, stages)

    def start_together(self) -> None:
        """All stages in one process, which is up sooner: for where nobody is killed."""
        self.start(ALL, STAGES)

    def pid(self, name: str) -> int:
        with self._lock:
            return self._members[name].process.pid

    def log(self, name: str) -> Path:
        """What all processes of this name have said, one after the other."""
        return self._folder / f"{name}.log"

    def names(self) -> list[str]:
        with self._lock:
            return list(self._members)

    def send(self, name: str, number: signal.Signals) -> None:
        with self._lock:
            self._members[name].process.send_signal(number)

    def kill(self, name: str) -> None:
        """SIGKILL; it is started again at once. Returns when it is dead."""
        with self._lock:
            process = self._members[name].process
        process.kill()
        process.wait(10)

    def restart(self, name: str, limit_s: float = 30.0) -> int:
        """SIGTERM, as in a rolling restart: a new process follows when the old one has ended. Returns the
        old one's exit status."""
        with self._lock:
            member = self._members[name]
            process, member.wanted = member.process, False
        process.terminate()
        status = process.wait(limit_s)
        _hang_up(process)
        with self._lock:
            member.process, member.wanted = self._spawn(name, member.stages), True
        return status

    def leave_dead(self, *names: str) -> None:
        """Members that are not started again where they die."""
        with self._lock:
            for name in names:
                self._members[name].wanted = False

    def keep(self, name: str) -> None:
        """It is started again from here on, if it dies."""
        with self._lock:
            self._members[name].wanted = True

    def may_end(self, name: str, allowed: bool) -> None:
        """Whether it may end by itself, as one does whom the broker has fenced. It is started again."""
        with self._lock:
            self._members[name].may_end = allowed

    def revive(self, name: str) -> None:
        """Starts a member that died again, and keeps it running."""
        with self._lock:
            member = self._members[name]
            member.process.wait(10)
            _hang_up(member.process)
            member.process, member.wanted = self._spawn(name, member.stages), True
            self.deaths += 1

    def let_go(self, name: str, number: signal.Signals = signal.SIGTERM, limit_s: float = 30.0) -> int:
        """Ends a member for good; returns its exit status."""
        with self._lock:
            member = self._members.pop(name)
        member.process.send_signal(number)
        if number is not signal.SIGKILL:
            member.process.send_signal(signal.SIGCONT)
        status = member.process.wait(limit_s)
        _hang_up(member.process)
        return status

    def close(self) -> None:
        self._closing.set()
        self._watcher.join()
        for number in (signal.SIGCONT, signal.SIGTERM):
            for member in self._members.values():
                member.process.send_signal(number)
        for member in self._members.values():
            try:
                member.process.wait(15)
            except subprocess.TimeoutExpired:
                self.failures.append(f"{member.stages} did not end within 15 s of SIGTERM")
                member.process.kill()
                member.process.wait()
            _hang_up(member.process)

    def _spawn(
        self, name: str, stages: Sequence[str], settings: Settings | None = None
    ) -> subprocess.Popen[bytes]:
        chosen = settings or self._settings
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.agent", str(self._folder / "traps"), *stages],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                bufsize=0,
                env={**os.environ, TRAPS_VARIABLE: str(self._folder / "traps"), "PYTHONFAULTHANDLER": "1"},
            )
        assert process.stdin is not None
        process.stdin.write(settings_line(chosen) + bootstrap_line(chosen.bootstrap_servers or ""))
        return process

    def _watch(self) -> None:
        while not self._closing.wait(0.02):
            with self._lock:
                for name, member in self._members.items():
                    status = member.process.poll()
                    if status is None or not member.wanted:
                        continue
                    if status < 0:
                        self.deaths += 1
                    elif member.may_end:
                        self.ends += 1
                    else:
                        told = self.given_up if status == FAILED else self.failures
                        told.append(f"{name} ended with status {status} at {time.monotonic():.1f}")
                    _hang_up(member.process)
                    member.process = self._spawn(name, member.stages)


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    """Closes our end of an ended worker's lifeline."""
    if process.stdin is not None:
        process.stdin.close()
