"""`python -m benchmarks quick|full [scenario ...]`: measures, one scenario after the other, and asserts
nothing. Figures go to benchmarks/results/; benchmarks/report.py makes a document of them."""

import os
import sys
import time
from typing import Any, get_args

from rich.console import Console
from rich.table import Table

from benchmarks.results import Mode, Scenario, summarize, write
from benchmarks.scenarios import SCENARIOS

USAGE = f"usage: python -m benchmarks quick|full [{'|'.join(SCENARIOS)} ...]\n"


def main(arguments: list[str]) -> int:
    """1 where a scenario failed, or where all were to run and the summary still lacks a figure."""
    mode = next((mode for mode in get_args(Mode) if arguments[:1] == [mode]), None)
    names = arguments[1:] or list(SCENARIOS)
    if mode is None or not set(names) <= set(SCENARIOS):
        sys.stderr.write(USAGE)
        return 2
    console = Console(width=200)
    took_s = {name: _measured(name, SCENARIOS[name], mode, console) for name in names}
    missing = summarize(mode)
    console.print(_times(took_s))
    if missing:
        console.print(f"Not measured in mode {mode}: {', '.join(missing)}.")
    return 1 if None in took_s.values() or (missing and len(arguments) == 1) else 0


def _measured(name: str, scenario: Scenario, mode: Mode, console: Console) -> float | None:
    """Seconds taken, None where it failed: one that cannot be measured does not keep the others from it."""
    load, started = os.getloadavg(), time.monotonic()
    console.rule(f"{name} ({mode}), load average {load[0]:.1f}")
    try:
        result = scenario(mode)
    except Exception:  # noqa: BLE001  told, and left out of the summary
        console.print_exception()
        return None
    took_s = time.monotonic() - started
    path = write(name, mode, result, took_s, load)
    console.print(_table(result.rows))
    console.print(f"{result.says}\n{took_s:.0f} s, written to {path}")
    return took_s


def _times(took_s: dict[str, float | None]) -> Table:
    table = Table("scenario", "took", show_footer=True)
    for name, seconds in took_s.items():
        table.add_row(name, "failed" if seconds is None else f"{seconds:.0f} s")
    table.columns[0].footer = "all that were measured"
    table.columns[1].footer = f"{sum(seconds or 0.0 for seconds in took_s.values()):.0f} s"
    return table


def _table(rows: list[dict[str, Any]]) -> Table:
    """One column a row of figures: there are more figures than runs."""
    table = Table("", *(str(number) for number in range(1, len(rows) + 1)))
    for name in dict.fromkeys(name for row in rows for name in row):
        table.add_row(name, *(_cell(row.get(name)) for row in rows))
    return table


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 100 else f"{value:.1f}"
    return "" if value is None else str(value)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
