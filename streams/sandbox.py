"""A function in child processes that may hang, crash or eat memory without harm to their parent."""

import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Generic, TypeVar, cast

from schemas.children import ChildFailure
from schemas.stage import Rejected
from streams.sandbox_calls import CLOSED, SandboxCalls

T = TypeVar("T")
R = TypeVar("R")

Outcome = R | Rejected | ChildFailure
CHILD = "from streams.child import main; main()"
# As it was when this was imported: some libraries (cv2) put their own folder in front while they load.
_IMPORT_PATH = tuple(sys.path)


class Sandbox(Generic[T, R]):
    """`children` processes, each running the function that `factory` returns in it; implements
    schemas.children.Children.

    `factory`, tasks and results are pickled; the factory must be importable (not from `__main__`). Each
    child has an address space of `memory_bytes`; a call that takes longer than `deadline_s` is killed with
    its child. The first child starts at once and in the background, the others as soon as more tasks wait
    than children are free; those that die are replaced. They ignore SIGINT, and never outlive this process.
    Nothing is forked from Python code, so other libraries' threads and locks stay out of the children.

    Not guaranteed: safety from code that takes over a child (it has this user's files and network, and
    what it answers is unpickled here).
    """

    def __init__(
        self,
        factory: Callable[[], Callable[[T], R]],
        *,
        children: int,
        memory_bytes: int,
        deadline_s: float,
        start_s: float = 60.0,
    ) -> None:
        self._calls = SandboxCalls()
        payload = pickle.dumps(factory, pickle.HIGHEST_PROTOCOL)
        self._slots = [
            _Slot(self._calls, payload, memory_bytes, deadline_s, start_s, eager=number == 0)
            for number in range(children)
        ]
        for slot in self._slots:
            slot.start()

    def map(self, tasks: Sequence[T], urgent: bool = False) -> list[R | Rejected | ChildFailure]:
        """Runs every task once and waits. Calls from several threads share the children, urgent tasks
        first, else first come first served. Raises whatever pickling a task raises."""
        payloads = [pickle.dumps(task, pickle.HIGHEST_PROTOCOL) for task in tasks]
        futures = [self._calls.put(payload, urgent) for payload in payloads]
        return [future.result() for future in futures]

    def pids(self) -> list[int]:
        """The processes alive now."""
        return [slot.pid for slot in self._slots if slot.pid]

    def close(self) -> None:
        """Kills the children and waits for their end. Tasks not done come back as failures."""
        self._calls.close()
        for slot in self._slots:
            slot.kill()
        for slot in self._slots:
            slot.join()


class _Slot(threading.Thread):
    """One child at a time, with the thread that feeds it."""

    def __init__(
        self,
        calls: SandboxCalls,
        factory: bytes,
        memory_bytes: int,
        deadline_s: float,
        start_s: float,
        eager: bool,
    ) -> None:
        super().__init__(name="sandbox", daemon=True)
        self._calls, self._factory, self._eager = calls, factory, eager
        self._memory_bytes, self._deadline_s, self._start_s = memory_bytes, deadline_s, start_s
        self._lock = threading.Lock()  # a child is never started once the sandbox is closed
        self._process: _Process | None = None

    @property
    def pid(self) -> int:
        process = self._process
        return process.pid if process else 0

    def kill(self) -> None:
        with self._lock:
            if self._process:
                self._process.kill()

    def run(self) -> None:
        if not self._eager and not self._calls.await_demand():
            return
        self._calls.join()
        failure = self._start()
        while (call := self._calls.take()) is not None:
            if self._process is None:
                failure = self._start()
            call.future.set_result(failure or self._ask(call.payload))
            if self._process is None and failure is None:
                failure = self._start()
            self._calls.done()
        self._end(kill=True)

    def _start(self) -> ChildFailure | None:
        """A new child, ready to be asked; or why there is none. A start that fails is tried again with
        the next task only, so that a broken factory does not spin."""
        with self._lock:
            if self._calls.closed:
                return CLOSED
            try:
                self._process = _Process(self._memory_bytes)
            except OSError as error:
                return ChildFailure("io", f"No child process can be started: {error}.")
        failure = self._exchange(self._factory, self._start_s)
        if not isinstance(failure, ChildFailure):
            return None
        self._end(kill=True)
        return ChildFailure(failure.kind, f"The child process did not start: {failure.message}")

    def _ask(self, payload: bytes) -> object:
        outcome = self._exchange(payload, self._deadline_s)
        if isinstance(outcome, ChildFailure) and outcome.kind == "memory":
            self._end(kill=True)  # its heap is full or in shreds
        return outcome

    def _exchange(self, payload: bytes, deadline_s: float) -> object:
        process = cast(_Process, self._process)
        try:
            process.calls.send_bytes(payload)
            if not process.calls.poll(deadline_s):
                self._end(kill=True)
                return ChildFailure("timeout", f"It took longer than {deadline_s:g} s and was stopped.")
            status, result = pickle.loads(process.calls.recv_bytes())
        except (EOFError, OSError):
            return CLOSED if self._calls.closed else ChildFailure("crashed", self._end())
        except Exception as error:  # noqa: BLE001  a child with a damaged heap may answer anything
            self._end(kill=True)
            return ChildFailure("crashed", f"Its answer cannot be read: {type(error).__name__}: {error}.")
        return result if status in ("ok", "ready") else ChildFailure(status, result)

    def _end(self, kill: bool = False) -> str:
        with self._lock:
            process, self._process = self._process, None
        if process and kill:
            process.kill()
        return process.end() if process else ""


class _Process:
    """A child process and the two wires to it."""

    def __init__(self, memory_bytes: int) -> None:
        ours, theirs = socket.socketpair()
        alive_read, self._alive = os.pipe()
        self.calls = Connection(ours.detach())
        arguments = [str(number) for number in (theirs.fileno(), alive_read, memory_bytes)]
        self._popen = subprocess.Popen(
            [sys.executable, "-P", "-c", CHILD, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(), alive_read),
            process_group=0,  # a terminal's Ctrl-C is the parent's affair
            env=_environment(),
        )
        theirs.close()
        os.close(alive_read)

    @property
    def pid(self) -> int:
        return self._popen.pid

    def kill(self) -> None:
        self._popen.kill()

    def end(self) -> str:
        """Kills what is left, frees everything, and says how it ended."""
        try:
            status = self._popen.wait(0.5)  # it may be dying: its own exit status tells more than our kill
        except subprocess.TimeoutExpired:
            self._popen.kill()
            status = self._popen.wait()
        self.calls.close()
        os.close(self._alive)
        if status < 0:
            return f"The child process was ended by {signal.Signals(-status).name}."
        return f"The child process ended by itself with exit status {status}."


def _environment() -> dict[str, str]:
    """Ours, with the parent's import path, and with fewer threads and heaps: each maps address space."""
    path = os.pathsep.join(os.path.abspath(entry) for entry in _IMPORT_PATH)
    small = {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**os.environ, **small, "PYTHONPATH": path}
