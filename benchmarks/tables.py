"""Rows of figures as tables of a Markdown document: names become headings, units are those people use. Pure.

A figure's name ends in its unit: `_bytes`, `_s`, `_ms`, `_percent`, or `_per_` something.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

WIDE = 12
"""More columns than this, and a table is turned: a line for each figure, a column for each run."""

_ACRONYMS = {"cpu", "dpi", "fifo", "rss"}

Rows = Sequence[Mapping[str, Any]]


def table(rows: Rows, columns: Sequence[str] = ()) -> str:
    """These columns as far as any row has them; all without a choice. Empty where there is nothing."""
    wanted = columns or tuple(dict.fromkeys(name for row in rows for name in row))
    named = [_column(name, [row.get(name) for row in rows]) for name in wanted]
    filled = [column for column in named if any(column[1:])]
    if len(filled) > WIDE:
        return markdown([["", *(str(number) for number in range(1, len(rows) + 1))], *filled])
    return markdown([list(line) for line in zip(*filled, strict=True)])


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """The first line is the heading."""
    if not lines:
        return ""
    told = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
    return "\n".join([told[0], "|---" * len(lines[0]) + "|", *told[1:]])


def quantity(name: str, value: float) -> str:
    """One figure with its unit."""
    if name.endswith("_bytes") or "_bytes_" in name:
        return f"{value / 1e9:.4g} GB" if value >= 1e9 else f"{value / 1e6:.4g} MB"
    unit = "ms a page" if name.endswith("_ms_per_page") else _unit(name)[1]
    return f"{value:.4g} {unit}".rstrip()


def number(value: object) -> str:
    """A cell's value; empty for what there is not."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.{_digits(abs(value))}f}" if math.isfinite(value) else ""
        case [*several]:
            return ", ".join(number(one) for one in several)
        case _:
            return str(value)


def _digits(size: float) -> int:
    """Three figures that count, and none behind the point of a whole number."""
    return 0 if size >= 100 or size.is_integer() else 1 if size >= 10 else 2 if size >= 1 else 3


def _column(name: str, values: Sequence[object]) -> list[str]:
    words, unit = _unit(name)
    sizes = [abs(value) for value in values if isinstance(value, int | float)]
    factor = 1.0
    if unit == "bytes":
        unit, factor = "MB", 1e-6
    elif unit == "s" and sizes and max(sizes) < 1:
        unit, factor = "ms", 1000.0
    scaled = (value * factor if factor != 1 and isinstance(value, int | float) else value for value in values)
    return [f"{words}, {unit}" if unit else words, *map(number, scaled)]


def _unit(name: str) -> tuple[str, str]:
    """(the words of a name, its unit)."""
    if "_per_" in name:
        return _words(name).replace(" per ", "/"), ""
    for ending, unit in (("_bytes", "bytes"), ("_ms", "ms"), ("_s", "s"), ("_percent", "%")):
        if name.endswith(ending):
            return _words(name.removesuffix(ending)), unit
    return _words(name), ""


def _words(name: str) -> str:
    return " ".join(word.upper() if word in _ACRONYMS else word for word in name.split("_"))
