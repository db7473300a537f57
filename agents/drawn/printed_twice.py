"""Words that are printed twice in nearly one place, as shadows or for boldness: they count once. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

_NEAR_PT, _NEAR = 1.5, 0.15
"""Points, or of a word's height, whichever is more: so far apart may the two stand."""
_OWN = 0.5
"""Of a word's own width or height: the same word again in a sentence stands further off."""
_LEAST_PT = 0.01
_MOST = 8
"""Words of a cell that are compared: of one size, it holds fewer."""

_Columns = dict[int, list[tuple[float, float]]]
"""The left and top edges of equal words that stand in one row of cells, by their cell."""


def without_second_prints(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """PyMuPDF's words in their order; of one that is printed again, the first."""
    seen: dict[tuple[str, int], _Columns] = {}
    times = Counter(row[4] for row in rows)
    return [row for row in rows if times[row[4]] == 1 or _is_new(row, seen)]


def _is_new(row: tuple[Any, ...], seen: dict[tuple[str, int], _Columns]) -> bool:
    """Whether no equal word stands near enough; it is then noted."""
    x0, y0, x1, y1, text = row[:5]
    wide, high = max(x1 - x0, _LEAST_PT), max(y1 - y0, _LEAST_PT)
    reach = max(_NEAR_PT, _NEAR * min(wide, high))
    near_x, near_y = min(reach, _OWN * wide), min(reach, _OWN * high)
    # Cells as large as the reach: what is near enough is in this one or in one around it.
    at_x, at_y = int(x0 // near_x), int(y0 // near_y)
    for columns in (seen.get((text, at_y + down)) for down in (-1, 0, 1)):
        if columns and any(
            abs(x - x0) <= near_x and abs(y - y0) <= near_y
            for over in (-1, 0, 1)
            for x, y in columns.get(at_x + over, ())[-_MOST:]
        ):
            return False
    seen.setdefault((text, at_y), {}).setdefault(at_x, []).append((x0, y0))
    return True
