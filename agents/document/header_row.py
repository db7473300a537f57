"""What a row's texts say of it: figures, the names of columns, or a total. Pure."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[\d.,%+\-\u2212()$\u20ac\u00a3\s]*\d[\d.,%+\-\u2212()$\u20ac\u00a3\s]*")
_YEAR = re.compile(r"(19|20)\d\d")
_RAISED = re.compile("[\u00b9\u00b2\u00b3\u2070-\u207b]+$")
"""Behind a figure: the mark of a footnote, or what it is raised to."""
_TOTAL = re.compile(
    r"(grand |sub-?)?(total|sum|summe|gesamt|insgesamt|totale?s?|somme|suma|summa)"
    r"( (of|for) .*| ?\(.*\))?[.:]?",
    re.IGNORECASE,
)


def is_number(text: str) -> bool:
    """Whether a cell holds a figure and nothing else, with its sign, currency or percent, and perhaps a mark
    behind it."""
    return _NUMBER.fullmatch(_RAISED.sub("", text)) is not None


def names_columns(texts: Sequence[str]) -> bool:
    """Whether these, the texts of a first row, may name what stands below: years do, other numbers do not."""
    return not any(is_number(text) and not _YEAR.fullmatch(_RAISED.sub("", text)) for text in texts)


def names_total(text: str) -> bool:
    """Whether a row of this name adds up others, in some languages of Europe."""
    return _TOTAL.fullmatch(text.strip()) is not None
