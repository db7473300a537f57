"""Where the text lines of a page are: Differentiable Binarization (Liao et al., 2020).

The network gives every pixel a probability of lying in the core of a text line. The probability map is cut
at a threshold, each blob becomes its smallest rotated rectangle, and the rectangle grows back by what the
training shrank it by: area * ratio / perimeter on every side. Settings as rapidocr ships them, but for the
input size.

A blob too small or too weak for a line is mostly a speck, a stroke of a picture or the like; but single
characters that stand alone, as page numbers do, leave no more either. Those with paper all around are given
apart, for the recogniser to tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.models.onnx_session import Floats, OnnxSession
from agents.models.protocols import Rgb
from agents.models.spread_session import SpreadSession

Quads = NDArray[np.float32]
"""Text lines as shape (n, 4, 2): x and y in pixels, corners clockwise from the top left."""

_CORE_THRESHOLD = 0.3
_MIN_SCORE = 0.5
_GROWTH = 1.6
_MIN_SIDE = 3.0
_MAX_BLOBS = 1000
_MULTIPLE = 32

_FAINT_SCORE = 0.1
_MAX_FAINT = 64
_FAINT_GROWTH = 4.0
"""On every side at least: of a single character hardly more than the middle is in the core."""
_RING_PX = 2
_PAPER_SHARE = 0.97
_PAPER_DEPTH = 0.35
_CONTRAST = 40.0
"""Paper is what is darker than the lightest in the box by no more than that share of its contrast, of this
one at least."""


@dataclass(frozen=True, slots=True)
class Found:
    """The text lines of a page, and what may be one: at most 64, the likeliest first."""

    lines: Quads
    faint: Quads


class TextDetector:
    """Finds the lines of pages, each page by itself: more pages in one call of the network gain nothing.

    The page is scaled until its longer side is `max_side_px`; 960 reads a dense page of 9-pt text without
    an error and is 1.75 times as fast as the library's default. Text much smaller than that, or a page many
    times longer than wide, is not found.
    """

    def __init__(self, model: bytes, threads: int, max_side_px: int) -> None:
        self._session = SpreadSession(model, threads)
        self._max_side_px = max_side_px

    def __call__(self, images: Sequence[Rgb]) -> list[Found]:
        """Lines of each page in no promised order; an empty page gives shape (0, 4, 2)."""
        return self._session.map(self._found, images)

    def _found(self, session: OnnxSession, image: Rgb) -> Found:
        probability = session(_prepared(image, self._max_side_px))[0][0]
        found = _quads(probability)
        height, width = image.shape[:2]
        scale = np.array([width / probability.shape[1], height / probability.shape[0]], dtype=np.float32)
        limits = np.array([width - 1, height - 1], dtype=np.float32)
        lines, faint = ((quads * scale).round().clip(0, limits) for quads in (found.lines, found.faint))
        alone = [quad for quad in faint if not _within(quad, lines) and _stands_alone(image, quad)]
        return Found(lines, _stacked(alone))


def _prepared(image: Rgb, max_side_px: int) -> Floats:
    import cv2

    height, width = image.shape[:2]
    ratio = min(1.0, max_side_px / max(height, width))
    size = [max(_MULTIPLE, round(int(side * ratio) / _MULTIPLE) * _MULTIPLE) for side in (width, height)]
    scaled = cv2.resize(image, (size[0], size[1]))[..., ::-1]
    normal: Floats = (scaled.astype(np.float32) / np.float32(255) - np.float32(0.5)) / np.float32(0.5)
    return normal.transpose(2, 0, 1)


def _quads(probability: Floats) -> Found:
    """Rectangles in pixels of the probability map."""
    import cv2

    core = cv2.dilate((probability > _CORE_THRESHOLD).astype(np.uint8), np.ones((2, 2), dtype=np.uint8))
    blobs, _ = cv2.findContours(core, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    lines: list[Quads] = []
    faint: list[tuple[float, Quads]] = []
    for blob in blobs[:_MAX_BLOBS]:
        rectangle = cv2.minAreaRect(blob)
        score = _mean_inside(probability, cv2.boxPoints(rectangle))
        if min(rectangle[1]) >= _MIN_SIDE and score >= _MIN_SCORE:
            lines.append(_grown(rectangle, 0.0))
        elif score >= _FAINT_SCORE:
            faint.append((score, _grown(rectangle, _FAINT_GROWTH)))
    likeliest = sorted(faint, key=lambda one: -one[0])[:_MAX_FAINT]
    return Found(_stacked(lines), _stacked([quad for _, quad in likeliest]))


def _grown(rectangle: Any, least: float) -> Quads:
    """From centre, sides and turn, as OpenCV has them."""
    import cv2

    centre, (width, height), angle = rectangle
    width, height = max(width, 1.0), max(height, 1.0)
    grow = 2 * max(least, _GROWTH * width * height / (2 * (width + height)))
    return _clockwise(cv2.boxPoints((centre, (width + grow, height + grow), angle)))


def _stacked(quads: Sequence[Quads]) -> Quads:
    return np.stack(quads) if quads else np.empty((0, 4, 2), dtype=np.float32)


def _within(quad: Quads, lines: Quads) -> bool:
    centre = quad.mean(axis=0)
    return bool(((lines.min(axis=1) <= centre) & (centre <= lines.max(axis=1))).all(axis=1).any())


def _stands_alone(image: Rgb, quad: Quads) -> bool:
    """Whether there is ink in the box, and next to none along its edge: a part of a word, of a rule or of a
    picture goes on beyond it."""
    (x0, y0), (x1, y1) = quad.min(axis=0).astype(int), quad.max(axis=0).astype(int)
    box = image[y0 : y1 + 1, x0 : x1 + 1, 1]
    if min(box.shape) <= 2 * _RING_PX:
        return False
    lightest, darkest = np.percentile(box, (90, 1))
    dark = box < lightest - _PAPER_DEPTH * max(lightest - darkest, _CONTRAST)
    inner = dark[_RING_PX:-_RING_PX, _RING_PX:-_RING_PX]
    ring = dark.size - inner.size
    return bool(inner.any()) and dark.sum() - inner.sum() <= (1 - _PAPER_SHARE) * ring


def _mean_inside(probability: Floats, corners: Any) -> float:
    import cv2

    height, width = probability.shape
    x0, y0 = np.floor(corners.min(axis=0)).astype(int).clip(0, [width - 1, height - 1])
    x1, y1 = np.ceil(corners.max(axis=0)).astype(int).clip(0, [width - 1, height - 1])
    mask = np.zeros((y1 - y0 + 1, x1 - x0 + 1), dtype=np.uint8)
    cv2.fillPoly(mask, [(corners - [x0, y0]).astype(np.int32)], (1,))
    return float(cv2.mean(probability[y0 : y1 + 1, x0 : x1 + 1], mask)[0])


def _clockwise(corners: Any) -> Quads:
    """Corners from the top left: of the two on the left the upper one first, then the right ones."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = (side[np.argsort(side[:, 1], kind="stable")] for side in (by_x[:2], by_x[2:]))
    return np.array([left[0], right[0], right[1], left[1]], dtype=np.float32)
