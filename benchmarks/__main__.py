"""`python -m benchmarks quick|full [scenario ...]`: measures, one scenario after the other, and asserts
nothing. Figures go to benchmarks/results/."""

import os
import sys
import time
from typing import Any, get_args

from rich.console import Console
from rich.table import Table

from benchmarks.results import Mode, Result, Scenario, summarize, write
from benchmarks.scenarios import SCENARIOS

USAGE = f"usage: python -m benchmarks quick|full [{'|'.join(SCENARIOS)} ...]\n"


def main(arguments: list[str]) -> int:
    mode = next((mode for mode in get_args(Mode) if arguments[:1] == [mode]), None)
    names = arguments[1:] or list(SCENARIOS)
    if mode is None or not set(names) <= set(SCENARIOS):
        sys.stderr.write(USAGE)
        return 2
    console = Console(width=200)
    figures: dict[str, float] = {}
    failed: list[str] = []
    for name in names:
        result = _measured(name, SCENARIOS[name], mode, console)
        if result is None:
            failed.append(name)
        else:
            figures.update(result.figures)
    summarize(mode, figures)
    console.print(figures)
    return 1 if failed else 0


def _measured(name: str, scenario: Scenario, mode: Mode, console: Console) -> Result | None:
    """One that cannot be measured does not keep the others from being measured."""
    load, started = os.getloadavg(), time.monotonic()
    console.rule(f"{name} ({mode}), load average {load[0]:.1f}")
    try:
        result = scenario(mode)
    except Exception:  # noqa: BLE001  told, and left out of the summary
        console.print_exception()
        return None
    path = write(name, mode, result, load)
    console.print(_table(result.rows))
    console.print(f"{result.says}\n{time.monotonic() - started:.0f} s, written to {path}")
    return result


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
