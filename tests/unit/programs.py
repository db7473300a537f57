"""A child for tests of the supervisor: `python -m tests.unit.programs <what> <folder>`."""

import os
import signal
import sys
import time
from pathlib import Path

from octavo.lifeline import Lifeline


def main(what: str, folder: Path) -> None:
    """Notes in `folder` that it was started, by its process id, then behaves as it is told to."""
    lifeline = Lifeline()
    settings = lifeline.settings()
    if what == "dies":
        sys.exit("it cannot go on")
    if what == "refuses":
        sys.stderr.write("there is no such stage\n")
        sys.exit(2)
    if what == "ignores SIGTERM":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if what == "stays unconnected":
        note(folder, settings.topic_prefix)
    bootstrap_servers = lifeline.bootstrap_servers()
    lifeline.exit_with_parent()
    note(folder, f"{settings.topic_prefix} {bootstrap_servers}")
    while True:
        time.sleep(3600)


def note(folder: Path, text: str) -> None:
    """Whole or not at all: whoever sees the file can read it."""
    draft = folder / f".{os.getpid()}"
    draft.write_text(text)
    draft.rename(folder / str(os.getpid()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
