"""An `octavo` command in a process of its own, as a user runs it, and what it took."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """`started`: in seconds since the Unix epoch; from then on, seconds to its first line on standard output
    and to its end. CPU seconds are its own and those of all children it waited for; peak RSS is that of
    the largest of them."""

    started: float
    line: str
    line_s: float
    end_s: float
    cpu_s: float
    peak_rss_bytes: int


def octavo(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Ran:
    """Runs `octavo` of this environment. Raises RuntimeError with what it said where it failed."""
    command = [str(Path(sys.executable).with_name("octavo")), *arguments]
    at, started = time.time(), time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        line_s = time.perf_counter() - started
        said = process.stdout.read() + process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {line}{said}")
    end_s = time.perf_counter() - started
    return Ran(at, line.strip(), line_s, end_s, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)
