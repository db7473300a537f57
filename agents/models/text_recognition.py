"""What a line of text says: a network with Connectionist Temporal Classification (Graves et al., 2006).

The network gives a distribution over characters for every 8 pixels of a line; the most likely ones are
joined, repeats and the blank class left out.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

import numpy as np

from agents.models.onnx_session import Floats, OnnxSession
from agents.models.protocols import Rgb
from agents.models.text_detection import Quads

_HEIGHT_PX = 48
_BUCKET_PX = 160
_MIN_WIDTH_PX = 320
_UPRIGHT_RATIO = 1.5

Reading = tuple[str, float]
"""Text and the mean probability of its characters; no character at all scores 0."""


class TextRecognizer:
    """Reads line images of any pages together.

    Lines are padded to a width that depends on their own width alone (steps of 160 px) and batched only
    with lines of that width, so that a line reads the same, bit for bit, whatever stands beside it. More
    than 4 to 8 lines at once cost more a line on a CPU, and memory.
    """

    def __init__(self, model: bytes, threads: int, batch_lines: int) -> None:
        self._session = OnnxSession(model, threads)
        self._batch_lines = batch_lines
        self._characters = np.array(["", *self._session.labels, " "])

    def __call__(self, crops: Sequence[Rgb]) -> list[Reading]:
        buckets: defaultdict[int, list[int]] = defaultdict(list)
        for index, crop in enumerate(crops):
            buckets[_padded_width(crop)].append(index)
        readings: list[Reading] = [("", 0.0)] * len(crops)
        for width, indices in sorted(buckets.items()):
            for start in range(0, len(indices), self._batch_lines):
                part = indices[start : start + self._batch_lines]
                output = self._session(np.stack([_prepared(crops[index], width) for index in part]))[0]
                for index, probabilities in zip(part, output, strict=True):
                    readings[index] = self._decoded(probabilities)
        return readings

    def _decoded(self, probabilities: Floats) -> Reading:
        best = probabilities.argmax(axis=1)
        first = np.ones(len(best), dtype=bool)
        first[1:] = best[1:] != best[:-1]
        at = np.flatnonzero(first & (best != 0))
        if not len(at):
            return "", 0.0
        return "".join(self._characters[best[at]]), float(probabilities[at, best[at]].mean())


def cut_out(image: Rgb, quad: Quads) -> Rgb:
    """The quadrilateral made straight. One that stands upright is turned to the left, as rapidocr does."""
    import cv2

    top, right, bottom, left = (np.linalg.norm(quad[i] - quad[(i + 1) % 4]) for i in range(4))
    width, height = max(1, int(max(top, bottom))), max(1, int(max(right, left)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    straight = cv2.warpPerspective(
        image,
        cv2.getPerspectiveTransform(quad, target),
        (width, height),
        borderMode=cv2.BORDER_REPLICATE,
        flags=cv2.INTER_CUBIC,
    )
    turned = np.rot90(straight) if height / width >= _UPRIGHT_RATIO else straight
    return cast(Rgb, turned)


def _scaled_width(crop: Rgb) -> int:
    return max(1, math.ceil(_HEIGHT_PX * crop.shape[1] / crop.shape[0]))


def _padded_width(crop: Rgb) -> int:
    return max(_MIN_WIDTH_PX, math.ceil(_scaled_width(crop) / _BUCKET_PX) * _BUCKET_PX)


def _prepared(crop: Rgb, width: int) -> Floats:
    """Channels first, blue first, -1 to 1, grey where nothing is."""
    import cv2

    scaled = cv2.resize(crop, (_scaled_width(crop), _HEIGHT_PX))[..., ::-1]
    padded = np.zeros((3, _HEIGHT_PX, width), dtype=np.float32)
    padded[:, :, : scaled.shape[1]] = (scaled.astype(np.float32).transpose(2, 0, 1) / 255 - 0.5) / 0.5
    return padded
