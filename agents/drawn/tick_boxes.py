"""Boxes to tick on a page with a text layer, and whether they are ticked: as words among its words. Pure.

A text layer has the words beside a box and not the box, which is drawn, or is a field of a form. Where one
may be is told by the PDF; whether it is ticked by its pixels, whatever the tick was made with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.images import Rgb, crop
from agents.reading.forms import CHECKED, EMPTY, TICKED
from schemas.geometry import Box, Word

_SYMBOLS = str.maketrans(
    {
        "\uf06f": EMPTY,
        "\uf0a8": EMPTY,
        "\uf071": EMPTY,
        "\uf0fe": CHECKED,
        "\uf0fd": TICKED,
        "\uf078": TICKED,
    }
)
"""Of the font Wingdings, where a text layer has its numbers instead of characters."""
_TICKS = frozenset("xX\u2713\u2714\u2715\u2716\u2717\u2718")
_LEAST_PT, _MOST_PT, _SQUARE = 5.0, 20.0, 0.12
"""The sides of a box, and by how much of the longer one they may differ."""
_APART_PT = 1.0
"""Boxes nearer to each other are fields for one letter each, or a grid."""
MOST_BOXES = 500
"""A hostile page may have more squares, or fields: so many of each are looked at."""
_INNER, _INK, _TICK = 0.2, 60, 0.04
"""Of a side: how far inside the edge of a box it is looked at; how much darker than the paper there ink is,
of 255; and the share of ink of a tick."""
_RIGHT, _LEFT = 3.0, 1.5
"""Sides of a box: how far away the words beside it are, at most."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Where boxes to tick may be, in points. `fields`: those of a form, and whether they are ticked;
    `squares`: drawn ones."""

    fields: tuple[tuple[Box, bool], ...] = ()
    squares: tuple[Box, ...] = ()


def squares_of(stroked: Iterable[Box]) -> tuple[Box, ...]:
    """The small squares among what is drawn with a line, those that stand by themselves."""
    small = {
        box: None
        for box in stroked
        if max(_sides(box)) <= _MOST_PT
        and min(_sides(box)) >= max(_LEAST_PT, (1 - _SQUARE) * max(_sides(box)))
    }
    boxes = list(small)[:MOST_BOXES]
    if not boxes:
        return ()
    edges = np.array(boxes)
    return tuple(box for box in boxes if _stands_alone(np.array(box), edges))


def with_tick_boxes(words: Sequence[Word], boxes: Boxes, page: Rgb, dpi: float) -> tuple[Word, ...]:
    """The words with one more for each box, before the word at its right or after the one at its left, in the
    same line. A drawn square with anything but a tick in it, or without words beside it, is no box to tick.

    Not promised: boxes that are drawn side by side without room between them are not told from fields for
    single letters.
    """
    told = [word._replace(text=word.text.translate(_SYMBOLS)) for word in words]
    places: dict[int, list[Word]] = {}
    gone: set[int] = set()
    last = max((word.line for word in words), default=-1)
    edges = np.array([word.box for word in words], dtype=float).reshape(-1, 4)
    fields = dict(boxes.fields)
    known = list(fields)
    for box in dict.fromkeys([*fields, *boxes.squares]):
        inside, beside, after = _around(np.array(box), edges)
        texts = {told[at].text for at in inside}
        if box not in fields and (beside is None or not texts <= _TICKS or _is_known(box, known)):
            continue
        ticked = fields[box] if box in fields else bool(texts) or _is_ticked(page, box, dpi)
        mark = TICKED if ticked else EMPTY
        gone.update(inside)
        known.append(box)
        if beside is None:
            last += 1
            places.setdefault(len(told), []).append(Word(mark, box, last))
        else:
            places.setdefault(beside + after, []).append(Word(mark, box, told[beside].line))
    return tuple(
        word
        for at in range(len(told) + 1)
        for word in [*places.get(at, ()), *(told[at : at + 1] if at not in gone else ())]
    )


def _is_known(square: Box, boxes: Iterable[Box]) -> bool:
    """Whether a square is what a field looks like, or is drawn a second time."""
    return any(square.overlap(box) > 0 for box in boxes)


def _sides(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.y1 - box.y0


def _stands_alone(box: Floats, edges: Floats) -> bool:
    """Whether no other square touches it; the same one drawn twice is not another."""
    near = (edges[:, :2] <= box[2:] + _APART_PT).all(axis=1) & (edges[:, 2:] >= box[:2] - _APART_PT).all(
        axis=1
    )
    within = (edges[:, :2] >= box[:2] - _APART_PT).all(axis=1) & (edges[:, 2:] <= box[2:] + _APART_PT).all(
        axis=1
    )
    around = (edges[:, :2] <= box[:2] + _APART_PT).all(axis=1) & (edges[:, 2:] >= box[2:] - _APART_PT).all(
        axis=1
    )
    larger = around & (np.ptp(edges[:, ::2], axis=1) > box[2] - box[0] + _APART_PT)
    return not (near & ~within & ~around).any() and not larger.any()


def _around(box: Floats, words: Floats) -> tuple[list[int], int | None, int]:
    """The words inside the box, by number; the one beside it, and 0 or 1 for before or after that."""
    centres = (words[:, :2] + words[:, 2:]) / 2
    inside = ((centres >= box[:2]) & (centres <= box[2:])).all(axis=1)
    middle, side = (box[1] + box[3]) / 2, box[2] - box[0]
    level = (words[:, 1] <= middle) & (words[:, 3] >= middle) & ~inside
    found: list[int] = [int(at) for at in np.flatnonzero(inside)]
    for gaps, reach, after in (
        (words[:, 0] - box[2], _RIGHT * side, 0),
        (box[0] - words[:, 2], _LEFT * side, 1),
    ):
        near = np.flatnonzero(level & (gaps > -side / 2) & (gaps <= reach))
        if len(near):
            return found, int(near[np.argmin(gaps[near])]), after
    return found, None, 0


def _is_ticked(page: Rgb, box: Box, dpi: float) -> bool:
    width, height = _sides(box)
    inner = Box(
        box.x0 + _INNER * width, box.y0 + _INNER * height, box.x1 - _INNER * width, box.y1 - _INNER * height
    )
    grey = crop(page, inner, dpi)[:, :, 1].astype(np.int16)
    paper = np.percentile(grey, 90)
    return bool((grey < paper - _INK).mean() > _TICK)
