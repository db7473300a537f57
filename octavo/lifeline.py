"""The thread between an agent process and the one that started it: settings come down it, and when it
breaks the child ends.

It is the child's standard input. The parent writes two lines of JSON: the settings, at once; and, when
Kafka is there, `{"bootstrap_servers": ...}`. So a child imports its code and loads its models while the
broker starts. After that the parent writes nothing, and holds the other end as long as it lives.
"""

import fcntl
import os
import select
import signal
import sys
from typing import Any, BinaryIO

import orjson

from octavo.config import Settings


class Lifeline:
    """The child's end. Used by one thread, in the order: settings, bootstrap_servers, exit_with_parent."""

    def __init__(self, stream: BinaryIO | None = None) -> None:
        self._stream = stream or os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)

    def settings(self) -> Settings:
        """What the parent decided; `bootstrap_servers` is not set yet."""
        return Settings(**self._line())

    def bootstrap_servers(self) -> str:
        """Waits until Kafka is there."""
        return self._line()["bootstrap_servers"]

    def exit_with_parent(self) -> None:
        """From here on the kernel ends this process as soon as the parent is gone, however it went."""
        exit_with_parent(self._stream.fileno())

    def _line(self) -> dict[str, Any]:
        line = self._stream.readline()
        if not line.endswith(b"\n"):
            raise SystemExit(0)  # the parent is gone: nobody waits for what would be done
        return orjson.loads(line)


def exit_with_parent(parent_fd: int) -> None:
    """Has the kernel end this process with SIGIO when the last writer of the pipe `parent_fd` closes it.

    That works even while C code holds the interpreter lock. Nothing is drained: whatever was running is
    an open transaction, and whoever owns the partitions next does it again.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(parent_fd, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(parent_fd, fcntl.F_SETFL, fcntl.fcntl(parent_fd, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([parent_fd], [], [], 0)[0]:  # it went before the signal was armed
        os._exit(0)


def settings_line(settings: Settings) -> bytes:
    """The first line, secrets included: it goes through a pipe, never through arguments or variables."""
    return orjson.dumps(settings.revealed()) + b"\n"


def bootstrap_line(bootstrap_servers: str) -> bytes:
    return orjson.dumps({"bootstrap_servers": bootstrap_servers}) + b"\n"
