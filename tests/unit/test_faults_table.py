"""The file of figures of the fault scenarios: running some of them keeps what stands there of the others."""

from pathlib import Path
from typing import Any

import orjson

from tests.faults.table import write
from tests.faults.trial import Outcome

SHOWN = {
    "runs",
    "faults_injected",
    "requests",
    "lost",
    "duplicated",
    "different",
    "longest_stall_s",
    "passed",
}


def scenarios(folder: Path) -> dict[str, Any]:
    return orjson.loads((folder / "faults.json").read_bytes())["scenarios"]


def test_scenarios_that_did_not_run_keep_their_figures(tmp_path: Path) -> None:
    write("first", Outcome(runs=1, requests=7, faults_injected=10), 1.0, tmp_path)
    write("second", Outcome(runs=1, requests=8), 1.0, tmp_path)
    earlier = scenarios(tmp_path)
    write("second", Outcome(runs=1, requests=9, lost=1, failures=["lost: one"]), 1.0, tmp_path)
    found = scenarios(tmp_path)
    assert found["first"] == earlier["first"]
    assert (found["second"]["requests"], found["second"]["passed"]) == (9, False)


def test_every_scenario_says_how_often_it_ran_and_what_came_of_it(tmp_path: Path) -> None:
    twice = Outcome(runs=1, requests=5, faults_injected=3, longest_stall_s=1.234)
    twice.add(Outcome(runs=1, requests=6, faults_injected=4, longest_stall_s=5.678, stall_bound_s=7.5))
    write("twice", twice, 1.0, tmp_path)
    found = scenarios(tmp_path)["twice"]
    assert found.keys() >= SHOWN
    assert (found["runs"], found["requests"], found["faults_injected"]) == (2, 11, 7)
    assert found["longest_stall_s"] == 5.68


def test_the_file_is_made_where_there_is_none_yet(tmp_path: Path) -> None:
    assert write("first", Outcome(runs=1), 1.0, tmp_path / "results").exists()
