"""Agent processes: started, told where Kafka is, restarted, given up, ended, and never left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from octavo.config import load_settings
from octavo.errors import SystemFailed
from octavo.supervisor import Program, RestartPolicy, Supervisor, last_line

LIMIT_S = 30.0

PARENT = """
import sys, time
from pathlib import Path
from octavo.config import load_settings
from octavo.supervisor import Supervisor
from tests.unit.test_supervisor import program
folder = Path(sys.argv[2])
supervisor = Supervisor(load_settings(), [program(sys.argv[1], folder)], folder / "logs")
supervisor.start()
if sys.argv[1] == "works":
    supervisor.connect("127.0.0.1:1")
time.sleep(3600)
"""


def program(what: str, folder: Path) -> Program:
    return Program(what, (what, str(folder)), module="tests.unit.programs")


def waited(condition: Callable[[], object]) -> None:
    until = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def noted(folder: Path) -> dict[int, str]:
    """What children have noted, by process id."""
    return {int(file.name): file.read_text() for file in folder.iterdir() if file.name.isdigit()}


@contextmanager
def supervised(what: str, folder: Path, **settings: object) -> Generator[Supervisor]:
    supervisor = Supervisor(load_settings(**settings), [program(what, folder)], folder / "logs")
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop(grace_s=0)


def test_the_first_restart_comes_at_once_and_each_further_one_later() -> None:
    policy = RestartPolicy(max_deaths=5, window_s=60, first_pause_s=0.5)
    assert [policy.died(now_s) for now_s in (0, 1, 2, 3, 4)] == [0.0, 0.5, 1.0, 2.0, None]


def test_deaths_long_ago_do_not_count() -> None:
    policy = RestartPolicy(max_deaths=3, window_s=60)
    assert [policy.died(100.0 * number) for number in range(10)] == [0.0] * 10


def test_a_child_that_takes_long_to_die_is_given_up_all_the_same() -> None:
    policy = RestartPolicy(max_deaths=4, window_s=60)
    assert [policy.died(40.0 * number) for number in range(4)] == [0.0, 0.5, 0.5, None]


def test_a_child_that_is_killed_now_and_then_is_never_given_up() -> None:
    policy = RestartPolicy(max_deaths=2, max_killed=6, window_s=60)
    assert None not in [policy.died(40.0 * number, killed=True) for number in range(50)]


def test_a_child_that_is_killed_gets_more_chances_for_its_input_may_be_to_blame() -> None:
    policy = RestartPolicy(max_deaths=2, max_killed=6, longest_pause_s=1.0)
    assert [policy.died(0.0, killed=True) for _ in range(6)] == [0.0, 0.5, 1.0, 1.0, 1.0, None]


def test_a_child_learns_its_settings_and_then_where_kafka_is(tmp_path: Path) -> None:
    with supervised("works", tmp_path, topic_prefix="mine.") as supervisor:
        supervisor.connect("127.0.0.1:4321")
        waited(lambda: noted(tmp_path))
        assert noted(tmp_path) == {supervisor.pids()["works"]: "mine. 127.0.0.1:4321"}


def test_a_child_that_was_killed_is_replaced_and_told_everything_again(tmp_path: Path) -> None:
    with supervised("works", tmp_path, topic_prefix="mine.") as supervisor:
        supervisor.connect("127.0.0.1:4321")
        waited(lambda: noted(tmp_path))
        os.kill(supervisor.pids()["works"], signal.SIGKILL)
        waited(lambda: len(noted(tmp_path)) == 2)
        assert set(noted(tmp_path).values()) == {"mine. 127.0.0.1:4321"}
        supervisor.check()


def test_a_child_that_keeps_dying_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    policy = RestartPolicy(max_deaths=2)
    supervisor = Supervisor(load_settings(), [program("dies", tmp_path)], tmp_path / "logs", lambda: policy)
    supervisor.start()
    waited(lambda: failure_of(supervisor))
    supervisor.stop(grace_s=0)
    assert "keeps ending with status 1: it cannot go on" in failure_of(supervisor)
    assert str(tmp_path / "logs" / "dies.log") in failure_of(supervisor)


def test_a_child_that_says_it_was_called_wrongly_is_not_tried_again(tmp_path: Path) -> None:
    with supervised("refuses", tmp_path) as supervisor:
        waited(lambda: failure_of(supervisor))
        assert "cannot start: there is no such stage" in failure_of(supervisor)
    assert (tmp_path / "logs" / "refuses.log").read_text().count("there is no such stage") == 1


def test_a_child_that_ignores_the_request_to_end_is_killed(tmp_path: Path) -> None:
    with supervised("ignores SIGTERM", tmp_path) as supervisor:
        supervisor.connect("127.0.0.1:1")
        waited(lambda: noted(tmp_path))
        supervisor.stop(grace_s=0.2)
    assert not any(map(psutil.pid_exists, noted(tmp_path)))


def test_hurry_ends_the_patience_with_a_slow_child(tmp_path: Path) -> None:
    hurry = threading.Event()
    with supervised("ignores SIGTERM", tmp_path) as supervisor:
        supervisor.connect("127.0.0.1:1")
        waited(lambda: noted(tmp_path))
        threading.Timer(0.1, hurry.set).start()
        supervisor.stop(grace_s=3600, hurry=hurry)
    assert not any(map(psutil.pid_exists, noted(tmp_path)))


def test_children_that_wait_for_kafka_end_at_once(tmp_path: Path) -> None:
    with supervised("stays unconnected", tmp_path) as supervisor:
        waited(lambda: noted(tmp_path))
        supervisor.stop(grace_s=3600)
    assert not any(map(psutil.pid_exists, noted(tmp_path)))


@pytest.mark.parametrize("what", ["works", "stays unconnected"])
def test_no_child_outlives_a_parent_that_is_killed(what: str, tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, what, str(tmp_path)]) as parent:
        waited(lambda: noted(tmp_path))
        children = [psutil.Process(pid) for pid in noted(tmp_path)]
        parent.kill()
    _, alive = psutil.wait_procs(children, timeout=LIMIT_S)
    assert not alive


def test_the_last_line_of_a_log_is_the_last_that_says_something(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("first\nsecond\n\n  \n")
    assert last_line(log) == "second"
    assert last_line(tmp_path / "none") == ""


def failure_of(supervisor: Supervisor) -> str:
    try:
        supervisor.check()
    except SystemFailed as failure:
        return str(failure)
    return ""
