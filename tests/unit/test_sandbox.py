"""A sandbox against functions that hang, crash, exit and eat memory. They run in real child processes."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from schemas.children import ChildFailure, Children
from schemas.codes import ErrorCode
from schemas.stage import Rejected, Rejection
from streams.sandbox import Sandbox

MEMORY = 512 * 1024 * 1024
Naughty = Sandbox[str, str]


def hang() -> None:
    while True:
        pass


def eat() -> str:
    return str(len([bytearray(64 * 1024 * 1024) for _ in range(10_000)]))


def fail(error: Exception) -> None:
    raise error


MISDEEDS: dict[str, Callable[[], object]] = {
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(3),
    "hang": hang,
    "hang in C, holding the interpreter": lambda: ctypes.PyDLL(None).sleep(600),
    "eat": eat,
    "raise": lambda: fail(ValueError("no good")),
    "disk": lambda: fail(OSError(28, "No space left on device")),
    "reject": lambda: fail(Rejection(ErrorCode.CORRUPT, "It is damaged.")),
    "unpicklable": lambda: eat.__code__,
}


def misbehave(task: str) -> str:
    if task in MISDEEDS:
        return cast(str, MISDEEDS[task]())
    return f"{task} by {os.getpid()}"


def naughty() -> Callable[[str], str]:
    return misbehave


def broken_factory() -> Callable[[str], str]:
    raise ValueError("no model here")


def nap_then_name(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def napping() -> Callable[[float], int]:
    return nap_then_name


def meet_then_name(place: Path) -> int:
    """Returns once another process has come to the same place."""
    (place / str(os.getpid())).touch()
    while len(os.listdir(place)) < 2:
        time.sleep(0.001)
    return os.getpid()


def meeting() -> Callable[[Path], int]:
    return meet_then_name


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Naughty]:
    box = Sandbox(naughty, children=2, memory_bytes=MEMORY, deadline_s=2.0)
    yield box
    box.close()


def good(outcomes: list[str | Rejected | ChildFailure]) -> list[bool]:
    return [isinstance(outcome, str) for outcome in outcomes]


def test_results_come_back_in_the_order_of_the_tasks(sandbox: Naughty) -> None:
    tasks = [f"task {number}" for number in range(50)]
    outcomes = sandbox.map(tasks)
    assert [str(outcome).split(" by ")[0] for outcome in outcomes] == tasks


@pytest.mark.parametrize(
    ("task", "kind", "told"),
    [
        ("segfault", "crashed", "SIGSEGV"),
        ("exit", "crashed", "exit status 3"),
        ("hang", "timeout", "longer than 2 s"),
        ("hang in C, holding the interpreter", "timeout", "longer than 2 s"),
        ("eat", "memory", "MemoryError"),
        ("raise", "crashed", "ValueError: no good"),
        ("disk", "io", "No space left"),
        ("unpicklable", "crashed", "pickle"),
    ],
)
def test_a_task_that_misbehaves_costs_only_itself(sandbox: Naughty, task: str, kind: str, told: str) -> None:
    outcomes = sandbox.map(["a", "b", task, "c", "d"])
    assert good(outcomes) == [True, True, False, True, True]
    failure = outcomes[2]
    assert isinstance(failure, ChildFailure)
    assert failure.kind == kind
    assert told in failure.message


def test_a_rejection_comes_back_with_its_code(sandbox: Naughty) -> None:
    assert sandbox.map(["reject"]) == [Rejected(ErrorCode.CORRUPT, "It is damaged.")]


def test_nothing_to_do_is_done_at_once(sandbox: Naughty) -> None:
    assert sandbox.map([]) == []


def test_many_threads_share_the_children_and_each_gets_its_own_results(sandbox: Naughty) -> None:
    results: dict[int, list[str]] = {}

    def caller(number: int) -> None:
        tasks = [f"{number}/{task}" for task in range(20)] + (["exit"] if number % 2 else [])
        results[number] = [str(outcome).split(" by ")[0] for outcome in sandbox.map(tasks)][:20]

    threads = [threading.Thread(target=caller, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: [f"{number}/{task}" for task in range(20)] for number in range(6)}


def test_all_children_work_at_the_same_time(tmp_path: Path) -> None:
    box = Sandbox(meeting, children=2, memory_bytes=MEMORY, deadline_s=30)
    children: Children[Path, int] = box
    pids = children.map([tmp_path, tmp_path])
    assert {str(pid) for pid in pids} == set(os.listdir(tmp_path))
    box.close()


def test_a_factory_that_fails_is_told_with_every_task() -> None:
    box = Sandbox(broken_factory, children=1, memory_bytes=MEMORY, deadline_s=1)
    outcomes = box.map(["a", "b"])
    assert [isinstance(o, ChildFailure) and "no model here" in o.message for o in outcomes] == [True, True]
    box.close()


def test_a_factory_that_no_child_could_import_is_refused_at_once() -> None:
    with pytest.raises(Exception, match="pickle"):
        Sandbox(lambda: misbehave, children=1, memory_bytes=MEMORY, deadline_s=1)


def test_closing_ends_running_tasks_and_every_child() -> None:
    box = Sandbox(napping, children=2, memory_bytes=MEMORY, deadline_s=60)
    pids = [pid for pid in box.map([0.1, 0.1]) if isinstance(pid, int)]
    outcomes: list[int | Rejected | ChildFailure] = []
    caller = threading.Thread(target=lambda: outcomes.extend(box.map([50.0, 50.0, 50.0])))
    caller.start()
    box.close()
    caller.join(10)
    assert [isinstance(outcome, ChildFailure) for outcome in outcomes] == [True, True, True]
    assert not any(is_alive(pid) for pid in pids)
    assert isinstance(box.map([0.0])[0], ChildFailure)


PARENT = """
import sys, threading
from streams.sandbox import Sandbox
from test_sandbox import naughty
box = Sandbox(naughty, children=2, memory_bytes=512 * 1024 * 1024, deadline_s=600)
box.map(["a", "b", "c"])
print(*box.pids(), flush=True)
box.map(["hang in C, holding the interpreter"])
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_no_child_outlives_a_parent_that_is_killed(ending: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((".", str(Path(__file__).parent)))}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert parent.stdout
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 2
    parent.send_signal(ending)
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < until, "a child outlived its parent"


def test_ctrl_c_does_not_reach_the_children(sandbox: Naughty) -> None:
    sandbox.map(["a"])
    before = set(sandbox.pids())
    for pid in before:
        assert os.getpgid(pid) != os.getpgrp()
        os.kill(pid, signal.SIGINT)
    answered = {int(str(outcome).split(" by ")[1]) for outcome in sandbox.map(["a"] * 8)}
    assert before | answered <= set(sandbox.pids())


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
