"""Which way the text of a page runs, as its text layer says. Pure."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from schemas.geometry import Box

_MOST = 0.8
"""Of a page's letters run one way: the few others are a page number, or the names in a drawing."""
_LINES = 3
"""Fewer are a note in the margin, or the title on a spine."""
_LEVEL = 0.98
"""Cosine, some 11 degrees: what is further from every quarter is slanted."""
_RUNS_DOWN = re.compile(r"[\u1100-\u11ff\u1800-\u18af\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")
"""Scripts that are also written from top to bottom."""

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: (x, y) becomes (a x + c y + e, b x + d y + f)."""
_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def quarters_of(content: dict[str, Any], shown: Matrix) -> int:
    """By how many quarters clockwise the page as displayed has to be turned for by far most of its letters to
    run from left to right, 0 to 3; 0 where they run in several ways, or are few lines. `content`: PyMuPDF's
    text of the page as a dictionary. `shown`: from the page as stored to the page as displayed."""
    letters: Counter[int | None] = Counter()
    lines: Counter[int | None] = Counter()
    for line in lines_of(content):
        text = "".join(span["text"] for span in line["spans"])
        count = sum(map(str.isalnum, text))
        if count:
            quarters = _quarters(line, text, shown)
            letters[quarters] += count
            lines[quarters] += 1
    for quarters, count in letters.items():
        if quarters and count >= _MOST * letters.total() and lines[quarters] >= _LINES:
            return quarters
    return 0


def quarter_matrix(quarters: int, width_pt: float, height_pt: float) -> Matrix:
    """Turns a page of this size so often clockwise about itself; its top left corner is the origin again."""
    return (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, 1.0, -1.0, 0.0, height_pt, 0.0),
        (-1.0, 0.0, 0.0, -1.0, width_pt, height_pt),
        (0.0, -1.0, 1.0, 0.0, 0.0, width_pt),
    )[quarters]


def one_after(first: Matrix, second: Matrix) -> Matrix:
    """The matrix of both."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def lines_of(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The lines of all blocks of text."""
    for block in content["blocks"]:
        yield from block.get("lines", ())


def direction_of(line: dict[str, Any], shown: Matrix) -> tuple[float, float]:
    """The way a line runs on the page as shown, right and down, of length 1. For one of letters below each
    other that stand upright, the way in which another would run."""
    along, across = line["dir"]
    a, b, c, d, _, _ = shown
    x, y = a * along + c * across, b * along + d * across
    return (y, -x) if line["wmode"] else (x, y)


def _quarters(line: dict[str, Any], text: str, shown: Matrix) -> int | None:
    """Those that set this line level; None for a slanted one."""
    x, y = direction_of(line, shown)
    ways = (x, -y, -x, y)
    quarters = max(range(4), key=ways.__getitem__)
    if ways[quarters] < _LEVEL:
        return None
    # Letters may also lie in their font: they stand where the line runs down.
    lying = quarters == 3 and not line["wmode"] and 2 * len(_RUNS_DOWN.findall(text)) >= len(text)
    return 0 if lying else quarters


def turned_box(box: tuple[float, float, float, float], turn: Matrix) -> Box:
    """From the page as stored, where PyMuPDF's text stands, to the page as displayed, or as turned."""
    x0, y0, x1, y1 = box
    if turn == _UPRIGHT:
        return Box(round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
    a, b, c, d, e, f = turn
    xs, ys = (a * x0 + c * y0 + e, a * x1 + c * y1 + e), (b * x0 + d * y0 + f, b * x1 + d * y1 + f)
    return Box(*(round(value, 2) for value in (min(xs), min(ys), max(xs), max(ys))))
