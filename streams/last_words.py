"""What a process says when it crashes or hangs, for the one that is started in its place."""

import faulthandler
import signal
from pathlib import Path
from typing import TextIO

HELD = "Code that held the Python interpreter did not come back."
_TRACEBACK = ("Thread 0x", "Current thread 0x")


class LastWords:
    """A file that stays empty while all is well.

    A fatal signal (SIGSEGV, SIGFPE, SIGABRT, SIGBUS, SIGILL) writes a traceback into it, and so does SIGALRM,
    by which a process ends that no longer runs Python: through Python's faulthandler, of which there is one
    in a process. SIGKILL leaves no words.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError where the file cannot be written."""
        self.earlier = _first_line(path)
        """The first line of what the process before this one said; empty where it said nothing."""
        self._path = path
        self._file: TextIO = path.open("w", encoding="utf-8")

    def listen(self) -> None:
        """From here on fatal signals are written down."""
        faulthandler.enable(self._file)
        faulthandler.register(signal.SIGALRM, self._file, chain=True)

    def say(self, words: str) -> None:
        """Written at once: the process is about to end."""
        self._file.write(words + "\n")
        self._file.flush()

    def close(self) -> None:
        faulthandler.disable()
        faulthandler.unregister(signal.SIGALRM)
        self._file.close()
        self._path.unlink(missing_ok=True)


def _first_line(path: Path) -> str:
    try:
        line = path.read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip()
    except OSError:
        return ""
    return HELD if line.startswith(_TRACEBACK) else line  # a fatal signal is named first, this one is not
