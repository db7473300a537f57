"""From the raw outputs of a PicoDet detector to boxes.

The head follows Generalized Focal Loss (Li et al., 2020): for every cell of four feature maps one score a
class and, for each side of the box, a distribution over distances, whose mean times the stride is the
distance. Then non-maximum suppression class by class.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from agents.models.onnx_session import Floats

STRIDES = (8, 16, 32, 64)
MAX_PER_CLASS = 100


def decode(
    outputs: Sequence[Floats], input_hw: tuple[int, int], min_score: float, max_iou: float
) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Boxes (n, 4) in pixels of the model's input, scores (n,) and classes (n,)."""
    boxes, scores = _candidates(outputs, input_hw, min_score)
    height, width = input_hw
    picked = [
        (row, label)
        for label in range(scores.shape[1])
        for row in _kept(boxes, scores[:, label], min_score, max_iou)
    ]
    rows = np.array([row for row, _ in picked], dtype=np.intp)
    labels = np.array([label for _, label in picked], dtype=np.intp)
    limits = np.array([width, height, width, height], dtype=np.float32)
    return boxes[rows].clip(0, limits), scores[rows, labels], labels


def _candidates(
    outputs: Sequence[Floats], input_hw: tuple[int, int], min_score: float
) -> tuple[Floats, Floats]:
    """Boxes and scores of the cells where any class reaches `min_score`."""
    boxes: list[Floats] = []
    scores: list[Floats] = []
    levels = len(STRIDES)
    for stride, score, distances in zip(STRIDES, outputs[:levels], outputs[levels:], strict=True):
        rows = np.flatnonzero(score.max(axis=1) > min_score)
        centres = _centres(input_hw, stride)[rows]
        offsets = _mean_distances(distances[rows]) * stride
        boxes.append(np.concatenate((centres - offsets[:, :2], centres + offsets[:, 2:]), axis=1))
        scores.append(score[rows])
    return np.concatenate(boxes).astype(np.float32), np.concatenate(scores)


@cache
def _centres(input_hw: tuple[int, int], stride: int) -> Floats:
    """(x, y) of every cell's centre, row by row."""
    y, x = np.indices((-(-input_hw[0] // stride), -(-input_hw[1] // stride)), dtype=np.float32)
    return ((np.stack((x, y), axis=-1) + 0.5) * stride).reshape(-1, 2)


def _mean_distances(logits: Floats) -> Floats:
    """(n, 4 * bins) logits to the (n, 4) means of their distributions over 0 .. bins - 1."""
    by_side = logits.reshape(len(logits), 4, logits.shape[1] // 4)
    weights = np.exp(by_side - by_side.max(axis=2, keepdims=True))
    bins = np.arange(by_side.shape[2], dtype=np.float32)
    return (weights * bins).sum(axis=2) / weights.sum(axis=2)


def _kept(boxes: Floats, scores: Floats, min_score: float, max_iou: float) -> list[int]:
    """Rows of one class, best first, that overlap no better one by more than `max_iou`."""
    rows = np.flatnonzero(scores > min_score)
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    kept: list[int] = []
    while len(rows) and len(kept) < MAX_PER_CLASS:
        best, rows = rows[0], rows[1:]
        kept.append(int(best))
        rows = rows[_iou(boxes[best], boxes[rows]) <= max_iou]
    return kept


def _iou(box: Floats, others: Floats) -> Floats:
    size = np.maximum(np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2]), 0)
    shared = size[:, 0] * size[:, 1]
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    return shared / ((box[2] - box[0]) * (box[3] - box[1]) + areas - shared + 1e-5)
