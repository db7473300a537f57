"""What a row's texts say of it: figures, the names of columns, or a total. Pure."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

_NUMBER = re.compile(r"[\d.,%+\-\u2212()$\u20ac\u00a3\s]*\d[\d.,%+\-\u2212()$\u20ac\u00a3\s]*")
_YEAR = re.compile(r"(19|20)\d\d")
_RAISED = re.compile("[\u00b9\u00b2\u00b3\u2070-\u207b]+$")
"""Behind a figure: the mark of a footnote, or what it is raised to."""
_TOTAL = re.compile(
    r"(grand |sub-?)?(total|sum|summe|gesamt|insgesamt|totale?s?|somme|suma|summa)"
    r"( (of|for) .*| ?\(.*\))?[.:]?",
    re.IGNORECASE,
)
_SENTENCE = 60
"""Letters: no column has so long a name that ends with a full stop."""
_LONG = 4
"""Digits: so long a number counts no columns."""
_EVERY_ROW = 3
"""Rules below one row after the other, at least, that part rows and no header from what is below it."""

Texts = Sequence[Sequence[str | None]]
"""By row and column; None where a cell begins further left."""


def is_number(text: str) -> bool:
    """Whether a cell holds a figure and nothing else, with its sign, currency or percent, and perhaps a mark
    behind it."""
    return _NUMBER.fullmatch(_RAISED.sub("", text)) is not None


def is_year(text: str) -> bool:
    """Whether a figure may be a year: such a one names a column."""
    return _YEAR.fullmatch(_RAISED.sub("", text)) is not None


def names_columns(texts: Sequence[str]) -> bool:
    """Whether these, the texts of a first row, may name what stands below: years do, other numbers and long
    sentences do not."""
    if any(len(text) >= _SENTENCE and text.endswith(".") for text in texts):
        return False
    return not any(is_number(text) and not is_year(text) for text in texts)


def names_total(text: str) -> bool:
    """Whether a row of this name adds up others, in some languages of Europe."""
    return _TOTAL.fullmatch(text.strip()) is not None


def headings_above(texts: Texts, rule: int, ruled: AbstractSet[int]) -> int:
    """How many of the rows above the first rule through a table are headings. `rule`: how many rows are above
    it; `ruled`: the rows that have a rule right below.

    All of them, but where another one has values of columns that the first names, or where every row from the
    second on has its rule: under a band of colour a header needs none.
    """
    below = texts[rule:]
    figures = {col for col in range(len(texts[0])) if _holds_figures([row[col] for row in below])}
    with_values = (row for row in range(1, rule) if _has_values(texts[row], texts[0], figures))
    first = next(with_values, rule)
    inner = range(1, len(texts) - 1)
    every = rule == 2 and len(inner) >= _EVERY_ROW and ruled >= set(inner)
    return 1 if every and all(texts[0]) and texts[1][0] and None not in texts[1] else first


def _has_values(row: Sequence[str | None], names: Sequence[str | None], figures: AbstractSet[int]) -> bool:
    """Whether a row has a name, and figures under names of columns, some of them of `figures`."""
    values = {col: text for col, text in enumerate(row) if text and is_number(text) and not is_year(text)}
    named = all((name := names[col]) and not is_number(name) for col in values)
    return bool(row[0]) and named and not figures.isdisjoint(values) and not _counts([*values.values()])


def _holds_figures(column: Sequence[str | None]) -> bool:
    filled = [text for text in column if text]
    return bool(filled) and 2 * sum(map(is_number, filled)) > len(filled)


def _counts(numbers: Sequence[str]) -> bool:
    """Whether they number the columns: (1), (2), (3)."""
    plain = [text.strip("(). ") for text in numbers]
    if len(plain) < 2 or not all(text.isdecimal() and len(text) < _LONG for text in plain):
        return False
    return all(int(after) == int(before) + 1 for before, after in pairwise(plain))
