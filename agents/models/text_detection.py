"""Where the text lines of a page are: Differentiable Binarization (Liao et al., 2020).

The network gives every pixel a probability of lying in the core of a text line. The probability map is cut
at a threshold, each blob becomes its smallest rotated rectangle, and the rectangle grows back by what the
training shrank it by: area * ratio / perimeter on every side. Settings as rapidocr ships them, but for the
input size.
"""

from collections.abc import Sequence
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


class TextDetector:
    """Finds the lines of pages, each page by itself: more pages in one call of the network gain nothing.

    The page is scaled until its longer side is `max_side_px`; 960 reads a dense page of 9-pt text without
    an error and is 1.75 times as fast as the library's default. Text much smaller than that, or a page many
    times longer than wide, is not found.
    """

    def __init__(self, model: bytes, threads: int, max_side_px: int) -> None:
        self._session = SpreadSession(model, threads)
        self._max_side_px = max_side_px

    def __call__(self, images: Sequence[Rgb]) -> list[Quads]:
        """Lines of each page in no promised order; an empty page gives shape (0, 4, 2)."""
        return self._session.map(self._found, images)

    def _found(self, session: OnnxSession, image: Rgb) -> Quads:
        probability = session(_prepared(image, self._max_side_px))[0][0]
        quads = _quads(probability)
        height, width = image.shape[:2]
        scale = np.array([width / probability.shape[1], height / probability.shape[0]], dtype=np.float32)
        limits = np.array([width - 1, height - 1], dtype=np.float32)
        return (quads * scale).round().clip(0, limits)


def _prepared(image: Rgb, max_side_px: int) -> Floats:
    import cv2

    height, width = image.shape[:2]
    ratio = min(1.0, max_side_px / max(height, width))
    size = [max(_MULTIPLE, round(int(side * ratio) / _MULTIPLE) * _MULTIPLE) for side in (width, height)]
    scaled = cv2.resize(image, (size[0], size[1]))[..., ::-1]
    normal: Floats = (scaled.astype(np.float32) / np.float32(255) - np.float32(0.5)) / np.float32(0.5)
    return normal.transpose(2, 0, 1)


def _quads(probability: Floats) -> Quads:
    """Rectangles in pixels of the probability map."""
    import cv2

    core = cv2.dilate((probability > _CORE_THRESHOLD).astype(np.uint8), np.ones((2, 2), dtype=np.uint8))
    blobs, _ = cv2.findContours(core, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = [_quad(probability, blob) for blob in blobs[:_MAX_BLOBS]]
    kept = [quad for quad in found if quad is not None]
    return np.stack(kept) if kept else np.empty((0, 4, 2), dtype=np.float32)


def _quad(probability: Floats, blob: Any) -> Quads | None:
    import cv2

    centre, (width, height), angle = cv2.minAreaRect(blob)
    if min(width, height) < _MIN_SIDE:
        return None
    if _mean_inside(probability, cv2.boxPoints((centre, (width, height), angle))) < _MIN_SCORE:
        return None
    grow = 2 * _GROWTH * width * height / (2 * (width + height))
    return _clockwise(cv2.boxPoints((centre, (width + grow, height + grow), angle)))


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
