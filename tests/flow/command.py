"""`octavo` as a user runs it: a process, and every process that comes of it."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

LIMIT_S = 180.0
MARK = "TEST_RUN_MARK"


class Command:
    """`octavo <arguments>`, started. Everything it starts inherits a mark, so nothing can hide from `left`.

    Its temporary files lie in a folder of their own, so that what it leaves over can be seen.
    """

    def __init__(self, folder: Path, *arguments: str, **variables: str) -> None:
        self.mark = uuid.uuid4().hex
        self.temporary = folder / f"tmp-{self.mark}"
        self.temporary.mkdir()
        self._output, self._error = folder / f"{self.mark}.out", folder / f"{self.mark}.err"
        environment = {**os.environ, MARK: self.mark, "TMPDIR": str(self.temporary), "COLUMNS": "200"}
        with self._output.open("wb") as output, self._error.open("wb") as error:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "octavo", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=error,
                env=environment | variables,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self._output.read_text()

    @property
    def error(self) -> str:
        return self._error.read_text()

    def wait(self) -> int:
        """The exit status."""
        return self.process.wait(LIMIT_S)

    def interrupt(self) -> None:
        """Ctrl-C, as a terminal sends it: to the whole process group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def processes(self, containing: str = "") -> list[psutil.Process]:
        """Those alive that came of this command, itself included, with `containing` in their command."""
        found: list[psutil.Process] = []
        for process in psutil.process_iter():
            try:
                marked = process.environ().get(MARK) == self.mark
                dead = process.status() == psutil.STATUS_ZOMBIE
                if marked and not dead and containing in " ".join(process.cmdline()):
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def await_processes(self, containing: str) -> list[psutil.Process]:
        self.await_that(lambda: self.processes(containing))
        return self.processes(containing)

    def await_output(self, text: str) -> None:
        self.await_that(lambda: text in self.output)

    def await_that(self, condition: Callable[[], object]) -> None:
        """Waits while the command runs. Fails where it ends first, or takes too long."""
        until = time.monotonic() + LIMIT_S
        while not condition():
            assert self.process.poll() is None, f"it ended with {self.process.returncode}: {self.error}"
            assert time.monotonic() < until, f"it said: {self.output} {self.error}"
            time.sleep(0.02)

    def leaves_nothing(self, files: bool = True) -> None:
        """Fails where a process is left, or, with `files`, a temporary file."""
        _, alive = psutil.wait_procs(self.processes(), timeout=20)
        assert alive == []
        if files:
            assert list(self.temporary.glob("octavo-*")) == []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.processes():
            process.kill()
        self.process.wait()
