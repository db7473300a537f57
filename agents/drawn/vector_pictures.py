"""Charts and diagrams among what a page draws: by where its paths stand, and what they are. Pure."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from agents.drawn.clusters import clusters
from agents.drawn.placed_images import around_all, at_edge, held, is_large, within, without_parts
from agents.drawn.vectors import Vector
from schemas.geometry import Box, Word

_FEWEST, _MOST = 4, 10_000
"""Paths: fewer are a frame or a rule; a page with more is left alone."""
_REACH_PT = 6.0
"""The parts of a drawing are no further from each other."""
_GROUND = 0.5
"""Of the page: what takes more lies under other things."""
_LETTERED, _PROSE_WORDS = 0.15, 6
"""Of a drawing, by its words; and of a line: more are text in a frame, or a table."""
_SHAPE_PT = (8.0, 24.0)
"""The shorter and the longer side of a curve or of a slanted line that tells a drawing: type that is drawn,
bullets and check marks are smaller."""
_BARS, _BAR_PT, _EVEN_PT = 3, 3.0, 1.0
"""How many bars tell a chart, how thin they may be, and how exactly they begin on one line."""
_LOOKED_AT = 200
"""Curves, and bars, of a drawing: only the largest."""
_LABEL_WORDS, _LABEL_PT = 3, 6.0
"""Words of a line beside a drawing that belongs to it, and how near it is."""


def drawings_of(
    paths: Iterable[Box],
    read: Callable[[], Sequence[Vector]],
    frames: Sequence[Box],
    words: Sequence[Word],
    size_pt: tuple[float, float],
) -> tuple[Box, ...]:
    """Boxes around the paths of a drawing with the words right beside them. `paths` are the boxes of all that
    is drawn; `read` says what they are, and is only called where they may be a drawing. `frames`: what is
    drawn around text. `size_pt`: width and height of the page.

    A drawing has curves or slanted lines, or bars on one line. Boxes and rules alone are those of a table or
    of a form as well, and so is what holds as much text as these do.
    """
    width_pt, height_pt = size_pt
    page_area = width_pt * height_pt
    around_text = set(frames)
    parts = [
        box
        for one in paths
        if (box := within(one, width_pt, height_pt)).area <= _GROUND * page_area and one not in around_text
    ]
    if not _FEWEST <= len(parts) <= _MOST:
        return ()
    groups = [group for group in clusters(parts, width_pt, height_pt, _REACH_PT) if len(group) >= _FEWEST]
    boxes = without_parts(around_all([parts[at] for at in group]) for group in groups)
    text = _Text(words)
    likely = [
        box
        for box in boxes
        if is_large(box, page_area) and not at_edge(box, height_pt) and not text.is_much_in(box)
    ]
    if not likely:
        return ()
    vectors = [one for one in read() if one.box.area <= _GROUND * page_area]
    return tuple(
        within(text.with_labels(box), width_pt, height_pt) for box in likely if _is_drawn(box, vectors, text)
    )


class _Text:
    """The words of a page, to ask for those in a box."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._boxes: NDArray[np.float64] = np.array([word.box for word in words]).reshape(-1, 4)
        self._lines = np.array([word.line for word in words], dtype=np.int64)
        self._centres = (self._boxes[:, :2] + self._boxes[:, 2:]) / 2
        sides = self._boxes[:, 2:] - self._boxes[:, :2]
        self._areas = sides[:, 0] * sides[:, 1]

    def is_much_in(self, box: Box) -> bool:
        """Whether there is too much text in it for the labels of a drawing."""
        inside = held(self._centres, box)
        if float(self._areas[inside].sum()) > _LETTERED * box.area:
            return True
        counts = np.unique(self._lines[inside], return_counts=True)[1]
        return bool((counts >= _PROSE_WORDS).any())

    def with_labels(self, box: Box) -> Box:
        """The box with short lines of words right beside it: the names and numbers at its axes."""
        wide = Box(box.x0 - _LABEL_PT, box.y0 - _LABEL_PT, box.x1 + _LABEL_PT, box.y1 + _LABEL_PT)
        near = (self._boxes[:, :2] < wide[2:]).all(axis=1) & (self._boxes[:, 2:] > wide[:2]).all(axis=1)
        lines, counts = np.unique(self._lines, return_counts=True)
        short = near & np.isin(self._lines, lines[counts <= _LABEL_WORDS])
        return around_all([box, *(self._words[at].box for at in np.flatnonzero(short).tolist())])


def _is_drawn(box: Box, vectors: Sequence[Vector], text: _Text) -> bool:
    """Whether there are curves, slanted lines or bars in the box, without much text in them."""
    inside = [one for one in vectors if box.holds_centre_of(one.box)]
    shapes = [one.box for one in inside if not one.straight and _is_shape(one.box)]
    if any(not text.is_much_in(shape) for shape in _largest(shapes)):
        return True
    thick = (one.box for one in inside if one.straight and one.filled and _is_thick(one.box))
    bars = [one for one in _largest(thick) if not text.is_much_in(one)]
    upright = _have_bars((one.y1, one.x0, one.x1, one.y0) for one in bars)
    return upright or _have_bars((one.x0, one.y0, one.y1, one.x1) for one in bars)


def _largest(boxes: Iterable[Box]) -> list[Box]:
    return sorted(boxes, key=lambda box: (-box.area, box))[:_LOOKED_AT]


def _is_shape(box: Box) -> bool:
    shorter, longer = sorted((box.x1 - box.x0, box.y1 - box.y0))
    return shorter >= _SHAPE_PT[0] and longer >= _SHAPE_PT[1]


def _is_thick(box: Box) -> bool:
    return min(box.x1 - box.x0, box.y1 - box.y0) >= _BAR_PT


def _have_bars(bars: Iterable[tuple[float, float, float, float]]) -> bool:
    """Whether some stand on one line, beside each other, and end at three heights or more. Of each: its foot,
    where it begins and ends along the line, and its head."""
    by_foot: defaultdict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for foot, start, end, head in bars:
        by_foot[round(foot / _EVEN_PT)].append((end, start, head))
    return any(len(_heads(level)) >= _BARS for level in by_foot.values())


def _heads(level: Iterable[tuple[float, float, float]]) -> set[int]:
    """Where those end that do not overlap, to two points; a ground under them is the first to be left out."""
    heads: set[int] = set()
    free = -math.inf
    for end, start, head in sorted(level):
        if start >= free - _EVEN_PT:
            free = end
            heads.add(round(head / (2 * _EVEN_PT)))
    return heads
