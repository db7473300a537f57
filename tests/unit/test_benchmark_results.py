"""One file a scenario, and the summary that is made from all files of a mode."""

import math
from pathlib import Path
from typing import Any

import orjson
import pytest

from benchmarks.__main__ import main
from benchmarks.results import KEYS, Measured, Mode, Result, read, summarize, summary, write

MACHINE = {"cpu": "a processor", "cores": 2, "memory_gb": 8.0, "system": "Linux", "python": "3.12.0"}


def measured(scenario: str, at: str = "2026-01-01", mode: Mode = "full", **changes: Any) -> Measured:
    content: Measured = {
        "scenario": scenario,
        "mode": mode,
        "command": f"python -m benchmarks {mode} {scenario}",
        "commit": "aaa",
        "machine": MACHINE,
        "at": at,
        "load_average_before": (0.0, 0.0, 0.0),
        "load_average_after": (0.0, 0.0, 0.0),
        "says": "",
        "figures": {},
        "rows": [],
        "raw": {},
    }
    content.update(changes)  # pyright: ignore[reportArgumentType, reportCallIssue]
    return content


def ran(folder: Path, name: str, mode: Mode, **figures: float) -> list[str]:
    write(name, mode, Result(dict(figures)), 1.0, (0.0, 0.0, 0.0), folder)
    return summarize(mode, folder)


def summary_of(folder: Path, name: str = "summary.json") -> dict[str, Any]:
    return orjson.loads((folder / name).read_bytes())


def test_scenarios_run_one_by_one_add_up_to_one_summary(tmp_path: Path) -> None:
    ran(tmp_path, "mission", "full", single_25_s=3.2, idle_s=1.0)
    missing = ran(tmp_path, "flat", "full", api_held_bytes_300=4e8)
    found = summary_of(tmp_path)
    assert found.keys() == {"single_25_s", "api_held_bytes_300", "mode", "commit", "machine"}
    assert missing == [key for key in KEYS if key not in found]


def test_a_summary_with_every_figure_lacks_none(tmp_path: Path) -> None:
    assert ran(tmp_path, "all", "full", **dict.fromkeys(KEYS, 1.0)) == []
    assert list(summary_of(tmp_path)) == [*KEYS, "mode", "commit", "machine"]


def test_a_quick_run_stands_in_for_a_full_one_only_while_there_is_none(tmp_path: Path) -> None:
    ran(tmp_path, "mission", "quick", single_25_s=9.0)
    assert summary_of(tmp_path) == summary_of(tmp_path, "summary-quick.json")
    ran(tmp_path, "mission", "full", single_25_s=3.0)
    ran(tmp_path, "mission", "quick", single_25_s=8.0)
    assert summary_of(tmp_path)["single_25_s"] == 3.0
    assert summary_of(tmp_path)["mode"] == "full"
    assert summary_of(tmp_path, "summary-quick.json")["single_25_s"] == 8.0
    assert [content["scenario"] for content in read("quick", tmp_path)] == ["mission"]


def test_a_figure_that_is_no_number_was_not_measured(tmp_path: Path) -> None:
    missing = ran(tmp_path, "fairness", "full", jain_min=math.nan, single_25_s=math.inf)
    assert {"jain_min", "single_25_s"} <= set(missing)
    assert "jain_min" not in summary_of(tmp_path)


def test_the_later_of_two_measurements_counts_and_each_commit_is_named_once() -> None:
    contents = [
        measured("mission", figures={"single_25_s": 1.0}),
        measured("flat", commit="bbb"),
        measured("again", figures={"single_25_s": 2.0}),
    ]
    found = summary("full", contents)
    assert found["single_25_s"] == 2.0
    assert found["commit"] == "aaa, bbb"
    assert found["machine"] == "a processor, 2 cores, 8.0 GB, shared; Python 3.12.0"


def test_files_are_read_the_oldest_first(tmp_path: Path) -> None:
    for name, at in (("a", "2026-02-02"), ("b", "2026-01-01")):
        (tmp_path / f"{name}-full.json").write_bytes(orjson.dumps(measured(name, at)))
    assert [content["scenario"] for content in read("full", tmp_path)] == ["b", "a"]


@pytest.mark.parametrize("arguments", [[], ["slow"], ["quick", "mision"]])
def test_a_scenario_or_mode_that_is_none_is_answered_with_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "usage: python -m benchmarks quick|full [mission|" in capsys.readouterr().err
