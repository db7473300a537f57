"""A process that no longer runs Python ends, by the kernel's hand."""

import signal
import subprocess
import sys
from pathlib import Path

from streams.last_words import HELD

LIMIT_S = 60.0
PRELUDE = """
import ctypes, sys, threading
from pathlib import Path
from octavo.pulse import Pulse
from streams.last_words import LastWords
words = LastWords(Path(sys.argv[1]))
print(words.earlier)
words.listen()
"""
"""`ctypes.PyDLL` calls a C function without letting go of the interpreter."""


def run(folder: Path, program: str) -> int:
    """The exit status of a Python process that runs `program`."""
    return ended(folder, program).returncode


def ended(folder: Path, program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PRELUDE + program, str(folder / "words")]
    return subprocess.run(command, check=False, timeout=LIMIT_S, capture_output=True, text=True)


def test_code_that_holds_the_interpreter_for_too_long_ends_the_process_and_says_so(tmp_path: Path) -> None:
    program = "with Pulse(1.0):\n    ctypes.PyDLL(None).pause()"
    assert run(tmp_path, program) == -signal.SIGALRM
    assert ended(tmp_path, "").stdout.strip() == HELD


def test_a_process_whose_threads_get_their_turns_lives_on(tmp_path: Path) -> None:
    program = "with Pulse(1.0):\n    threading.Event().wait(3.0)\nsys.exit(7)"
    assert run(tmp_path, program) == 7


def test_a_process_that_does_not_end_in_time_is_ended(tmp_path: Path) -> None:
    program = "with Pulse(3600.0) as pulse:\n    pulse.end_within(1.0)\n    threading.Event().wait()"
    assert run(tmp_path, program) == -signal.SIGALRM


def test_only_the_first_end_counts(tmp_path: Path) -> None:
    program = (
        "with Pulse(3600.0) as pulse:\n    pulse.end_within(1.0)\n    pulse.end_within(3600.0)\n"
        "    threading.Event().wait()"
    )
    assert run(tmp_path, program) == -signal.SIGALRM


def test_a_closed_pulse_ends_nothing(tmp_path: Path) -> None:
    program = "with Pulse(0.5) as pulse:\n    pulse.end_within(0.7)\nthreading.Event().wait(2.0)\nsys.exit(7)"
    assert run(tmp_path, program) == 7
