"""The child's side of the sandbox: one function, one call at a time, under limits it sets for itself."""

import errno
import fcntl
import os
import pickle
import resource
import select
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Literal

from schemas.stage import Rejected, Rejection

Answer = tuple[Literal["ok", "ready", "crashed", "memory", "io"], Any]


def main() -> None:
    """Runs until the parent closes its end. Arguments: a socket, a pipe only the parent holds the other
    end of, and the address-space limit in bytes."""
    calls_fd, parent_fd, memory_bytes = map(int, sys.argv[1:4])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_parent(parent_fd)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    calls = Connection(calls_fd)
    try:
        _serve(calls)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        os._exit(0)  # the parent is gone or wants no more; libraries' own clean-up could hang


def _die_with_parent(parent_fd: int) -> None:
    """Has the kernel kill this process the moment the parent's end of the pipe closes.

    SIGIO's default action ends the process even while C code holds the interpreter lock, and the pipe
    belongs to the process, where PR_SET_PDEATHSIG would belong to the thread that started this one.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(parent_fd, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(parent_fd, fcntl.F_SETFL, fcntl.fcntl(parent_fd, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([parent_fd], [], [], 0)[0]:  # it died before the signal was armed
        os._exit(0)


def _serve(calls: Connection) -> None:
    factory = calls.recv_bytes()
    function: Callable[[Any], Any] | None = None

    def build(_: object) -> None:
        nonlocal function
        function = pickle.loads(factory)()

    calls.send_bytes(_answer(build, None, "ready"))
    while function is not None:
        task = calls.recv_bytes()
        calls.send_bytes(_answer(function, task, "ok"))


def _answer(function: Callable[[Any], Any], task: bytes | None, good: Literal["ok", "ready"]) -> bytes:
    try:
        result = function(None if task is None else pickle.loads(task))
        return pickle.dumps((good, result), pickle.HIGHEST_PROTOCOL)
    except Rejection as rejection:
        answer: Answer = ("ok", Rejected(rejection.code, rejection.message))
    except MemoryError as error:
        answer = ("memory", _sentence(error))
    except OSError as error:
        answer = ("memory" if error.errno == errno.ENOMEM else "io", _sentence(error))
    except Exception as error:  # noqa: BLE001  whatever the function raises is its caller's to judge
        answer = ("crashed", _sentence(error))
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _sentence(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
