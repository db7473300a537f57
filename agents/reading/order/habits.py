"""How the headings of a page divide it: nothing but the page as a whole says so. Pure."""

from typing import NamedTuple


class Habit(NamedTuple):
    """How headings divide a page that has columns. `rows`: headings side by side begin a row of their own, as
    they do over stories in rows; `bands`: a heading beside which nothing stands begins a band of columns of
    its own. None: where the gaps say so."""

    rows: bool | None = None
    bands: bool | None = None


HABITS = (Habit(), *(Habit(rows, bands) for rows in (False, True) for bands in (False, True)))
"""The likeliest first."""
