"""Layout with a DETR checkpoint: boxes, never masks."""

from collections.abc import Mapping, Sequence

from agents.models.checkpoint import find
from agents.models.detector import ARCHITECTURES, Compile, Detector
from agents.models.labels import label_table
from agents.models.protocols import POINTS_PER_INCH, Detection, Rgb
from agents.models.published import DEFAULTS
from agents.models.torch_place import Precision, place
from schemas.events import ModelUsed
from schemas.geometry import Box

CHECKPOINT = DEFAULTS[f"{__name__}:DetrLayout"]


class DetrLayout:
    """A LayoutModel on a checkpoint of transformers: a name on the hub that was fetched, or a folder.

    `labels`: what labels of the checkpoint are in ours, where its table does not know them."""

    architectures = ARCHITECTURES

    def __init__(
        self,
        checkpoint: str = CHECKPOINT,
        revision: str | None = None,
        device: str = "auto",
        precision: Precision = "auto",
        min_score: float = 0.5,
        most: int = 32,
        labels: Mapping[str, str] | None = None,
        compile: Compile = "off",
    ) -> None:
        """Raises BackendError."""
        found = find(checkpoint, revision)
        self._detector = Detector(found, place(device, precision), min_score, most, compile)
        self._labels = label_table(checkpoint, self._detector.labels.values(), labels)
        self.used = ModelUsed(
            name=checkpoint, version=found.version, backend=f"{__name__}:{type(self).__name__}"
        )

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        found = self._detector(images)
        return [
            [Detection(self._labels[one.label], _box(one.box, image, dpi), one.score) for one in ones]
            for ones, image, dpi in zip(found, images, dpis, strict=True)
        ]


def _box(shares: tuple[float, float, float, float], image: Rgb, dpi: float) -> Box:
    width, height = (image.shape[axis] * POINTS_PER_INCH / dpi for axis in (1, 0))
    x0, y0, x1, y1 = shares
    return Box(x0 * width, y0 * height, x1 * width, y1 * height)
