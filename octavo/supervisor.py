"""Keeps agent processes running: starts them, restarts those that die, gives up when that does not help."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from octavo.config import Settings
from octavo.errors import SystemFailed
from octavo.lifeline import bootstrap_line, settings_line

USAGE_STATUS = 2
HUNG_STATUS = 75
_LOOK_EVERY_S = 0.1
_LOG_PREFIX = re.compile(r"^[\d-]+ [\d:,]+ [A-Z]+ [\w.]+: (the worker ends: )?")


@dataclass(frozen=True, slots=True)
class Program:
    """A child to keep running: `python -m <module> <arguments>`, named in log files and messages."""

    name: str
    arguments: tuple[str, ...]
    module: str = "octavo"


@dataclass(slots=True)
class RestartPolicy:
    """When to start a dead child again. Pure: told the time of each death.

    The first restart comes at once, each further one within the window after twice the pause. So many deaths
    in a row, none of them more than `window_s` after the one before, mean that restarting does not help; a
    slow machine takes its time to die. A child that was killed, by a signal or by itself over a hung batch,
    may have died of its input: its journal names the culprits one after the other, so it gets more chances,
    and those are counted within `window_s` alone.
    """

    max_deaths: int = 5
    max_killed: int = 20
    window_s: float = 60.0
    first_pause_s: float = 0.5
    longest_pause_s: float = 4.0
    _recent: deque[float] = field(default_factory=deque[float])
    _in_a_row: int = 0

    def died(self, now_s: float, killed: bool = False) -> float | None:
        """Seconds to wait before the restart; None where it is time to give up."""
        if self._recent and self._recent[-1] < now_s - self.window_s:
            self._in_a_row = 0
        self._in_a_row += not killed
        self._recent.append(now_s)
        while self._recent[0] < now_s - self.window_s:
            self._recent.popleft()
        if self._in_a_row >= self.max_deaths or len(self._recent) >= self.max_killed:
            return None
        earlier = len(self._recent) - 1
        return min(self.longest_pause_s, self.first_pause_s * 2 ** (earlier - 1)) if earlier else 0.0


class Supervisor:
    """Runs programs as children with a lifeline, each logging to `log_dir/<name>.log`.

    Children are leaders of their own process groups, so a terminal's Ctrl-C reaches only this process, and
    none outlives it. Safe to call from many threads.
    """

    def __init__(
        self,
        settings: Settings,
        programs: Sequence[Program],
        log_dir: Path,
        policy: Callable[[], RestartPolicy] = RestartPolicy,
    ) -> None:
        self._lock = threading.Lock()
        self._children = [_Child(program, log_dir / f"{program.name}.log", policy()) for program in programs]
        self._lines = settings_line(settings)
        self._connected = False
        self._failure = ""
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def start(self) -> None:
        """Starts every child; they prepare what they can without Kafka."""
        with self._lock:
            for child in self._children:
                child.start(self._lines)
        self._watcher.start()

    def connect(self, bootstrap_servers: str) -> None:
        """Tells every child, and each that is started later, where Kafka is."""
        line = bootstrap_line(bootstrap_servers)
        with self._lock:
            self._lines += line
            self._connected = True
            for child in self._children:
                child.tell(line)

    def check(self) -> None:
        """Raises SystemFailed once a child cannot be kept running."""
        if self._failure:
            raise SystemFailed(self._failure)

    def pids(self) -> dict[str, int]:
        """The children alive now, by name."""
        with self._lock:
            return {child.program.name: child.pid for child in self._children if child.pid}

    def stop(self, grace_s: float = 10.0, hurry: threading.Event | None = None) -> None:
        """Asks every child to drain and end, and kills what is left after `grace_s` or on `hurry`."""
        self._stopping.set()
        try:
            if self._watcher.is_alive():
                self._watcher.join()
            if not self._connected:
                return  # no child has begun anything that it could drain
            for child in self._children:
                child.ask_to_end()
            deadline_s = time.monotonic() + grace_s
            impatient = hurry or threading.Event()
            while any(child.alive() for child in self._children):
                if time.monotonic() > deadline_s or impatient.wait(_LOOK_EVERY_S / 4):
                    break
        finally:
            for child in self._children:
                child.kill()

    def _watch(self) -> None:
        while not self._stopping.wait(_LOOK_EVERY_S):
            with self._lock:
                for child in self._children:
                    self._failure = self._failure or child.look_after(time.monotonic(), self._lines)


class _Child:
    """One program and its process, if it runs now."""

    def __init__(self, program: Program, log: Path, policy: RestartPolicy) -> None:
        self.program = program
        self._log = log
        self._policy = policy
        self._process: subprocess.Popen[bytes] | None = None
        self._start_at_s: float | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def start(self, lines: bytes) -> None:
        self._start_at_s = None
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.program.module, *self.program.arguments],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                process_group=0,
                bufsize=0,
            )
        self.tell(lines)

    def tell(self, lines: bytes) -> None:
        if self._process and self._process.stdin:
            with suppress(BrokenPipeError):  # it died: its successor is told everything
                self._process.stdin.write(lines)

    def look_after(self, now_s: float, lines: bytes) -> str:
        """Restarts the child where it died and its pause is over. Returns why that is no use, if so."""
        if self._process and not self.alive():
            status = self._end()
            pause_s = (
                None
                if status == USAGE_STATUS
                else self._policy.died(now_s, killed=status < 0 or status == HUNG_STATUS)
            )
            if pause_s is None:
                return f"The {self.program.name} process {_ending(status)}: {self._last_words()}"
            self._start_at_s = now_s + pause_s
        if self._start_at_s is not None and now_s >= self._start_at_s:
            self.start(lines)
        return ""

    def alive(self) -> bool:
        """Looks without reaping, so that the process group's number stays ours until `_end`."""
        if not self._process:
            return False
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self._process.pid, flags) is None

    def ask_to_end(self) -> None:
        if self.alive() and self._process:
            self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        if self._process:
            self._end()

    def _end(self) -> int:
        """Kills the process, if it lives, with what it left in its group, and gives its exit status."""
        process, self._process = self._process, None
        assert process is not None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        status = process.wait()
        if process.stdin:
            process.stdin.close()
        return status

    def _last_words(self) -> str:
        said = _LOG_PREFIX.sub("", last_line(self._log))
        return f"{said or 'it said nothing.'} (Its log: {self._log})"


def last_line(log: Path) -> str:
    """The last line of a log that is not blank, from its last 8 KiB; empty where there is none."""
    try:
        with log.open("rb") as stream:
            stream.seek(max(0, log.stat().st_size - 8192))
            lines = stream.read().decode(errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _ending(status: int) -> str:
    if status == USAGE_STATUS:
        return "cannot start"
    if status < 0:
        return f"keeps dying by {signal.Signals(-status).name}"
    return f"keeps ending with status {status}"
