"""Short rules under which figures are added up: they part two rows, and nothing spans both. Pure."""

from collections.abc import Sequence

from agents.reading.tables.header_row import is_number, is_year
from agents.reading.text.text_lines import Run, TextLine
from schemas.geometry import Box

_MOST_ROWS = 0.6
"""Of the rows of a body: where more have a rule below, rules part rows and cells may span them."""


def over_figures(rules: Sequence[Box], below: TextLine) -> bool:
    """Whether there are figures right below rules at one height, other than years, and no words."""
    runs = _touched(rules, below)
    figures = any(is_number(run.text) and not is_year(run.text) for run in runs)
    return figures and not any(map(_has_words, runs))


def adds_up(rules: Sequence[Box], above: TextLine, below: TextLine) -> bool:
    """Whether there are figures, or dashes for them, above as well."""
    runs = _touched(rules, above)
    return bool(runs) and not any(map(_has_words, runs)) and over_figures(rules, below)


def part_rows(ruled: Sequence[bool]) -> bool:
    """Whether rules stand under nearly every row. `ruled`: of each row of the body but the last, whether
    there is one below it."""
    return sum(ruled) > _MOST_ROWS * len(ruled)


def _touched(rules: Sequence[Box], line: TextLine) -> list[Run]:
    return [run for run in line.runs if any(run.box.x0 < rule.x1 and run.box.x1 > rule.x0 for rule in rules)]


def _has_words(run: Run) -> bool:
    return not is_number(run.text) and any(map(str.isalnum, run.text))
