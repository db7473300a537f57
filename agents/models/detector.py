"""Detectors of the DETR family: images of any size in, labelled boxes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from agents.models.buckets import Shape, bucket_of, buckets, scaled
from agents.models.checkpoint import Checkpoint, load_whole, require_architecture
from agents.models.legacy import modern_detr, sides_px
from agents.models.protocols import Rgb
from agents.models.room import require_room
from agents.models.torch_place import Place
from agents.models.uploads import Pixels, Uploads

Compile = Literal["off", "default", "reduce-overhead"]
"""torch.compile's modes; the last one records CUDA graphs. Batches of another size or padded shape may be
compiled anew."""

ARCHITECTURES = (
    "DetrForSegmentation",
    "DetrForObjectDetection",
    "TableTransformerForObjectDetection",
)
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_STEP_PX = 64


@dataclass(frozen=True, slots=True)
class Found:
    """`box` as shares of the image: x0, y0, x1, y1, origin at the top left."""

    label: str
    score: float
    box: tuple[float, float, float, float]


class Detector:
    """One model on one device. Not safe for two threads at once.

    Sources: Carion et al., "End-to-End Object Detection with Transformers", 2020; the scaling is that of the
    checkpoint's own image processor.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        place: Place,
        min_score: float,
        most: int = 32,
        compile: Compile = "off",
    ) -> None:
        """`most` images go through the model in one call. Raises BackendError."""
        self._place = place
        self._min_score = min_score
        self._most = most
        self._sides = sides_px(checkpoint.processor)
        self._uploads = Uploads(place)
        model = _loaded(checkpoint, place)
        self.labels = {int(number): str(name) for number, name in model.config.id2label.items()}
        self._normal = _constant(checkpoint, place)
        self._model = torch.compile(model, mode=compile) if compile != "off" else model

    def __call__(self, images: Sequence[Rgb]) -> list[list[Found]]:
        """In the order given. A batch-mate changes nothing: an image is padded to its bucket even alone."""
        shapes = [scaled((image.shape[0], image.shape[1]), *self._sides) for image in images]
        groups = [group for ones in buckets(shapes, _STEP_PX, self._most).values() for group in ones]
        found: list[list[Found]] = [[] for _ in images]
        ran: list[tuple[torch.Tensor, torch.Tensor]] = []
        with self._place.running():
            batches = self._padded(images, shapes, groups)
            for group, pixels in zip(groups, self._uploads.each(batches), strict=True):
                ran.append(self._run(pixels, [shapes[number] for number in group]))
            for group, (scores, boxes) in zip(groups, ran, strict=True):
                for number, each in zip(group, self._decoded(scores, boxes), strict=True):
                    found[number] = each
        return found

    def _padded(
        self, images: Sequence[Rgb], shapes: Sequence[Shape], groups: Sequence[Sequence[int]]
    ) -> Iterator[Pixels]:
        for group in groups:
            height, width = bucket_of(shapes[group[0]], _STEP_PX)
            batch = np.zeros((len(group), height, width, 3), dtype=np.uint8)
            for row, number in enumerate(group):
                h, w = shapes[number]
                resized = Image.fromarray(images[number]).resize((w, h), Image.Resampling.BILINEAR)
                batch[row, :h, :w] = np.asarray(resized)
            yield batch

    def _run(self, pixels: torch.Tensor, shapes: Sequence[Shape]) -> tuple[torch.Tensor, torch.Tensor]:
        heights, widths = torch.tensor(shapes, device=pixels.device).T[:, :, None]
        rows = torch.arange(pixels.shape[1], device=pixels.device) < heights
        columns = torch.arange(pixels.shape[2], device=pixels.device) < widths
        mask = rows[:, :, None] & columns[:, None, :]
        mean, std = self._normal
        normal = (pixels.float() / 255 - mean) / std * mask[..., None]
        out: Any = self._model(
            pixel_values=normal.permute(0, 3, 1, 2).contiguous().to(self._place.dtype),
            pixel_mask=mask.long(),
        )
        # Copies: a CUDA graph writes the next batch over what it gave out.
        return out.logits.float().softmax(-1)[..., :-1], out.pred_boxes.to(torch.float32, copy=True)

    def _decoded(self, scores: torch.Tensor, boxes: torch.Tensor) -> list[list[Found]]:
        """Boxes come as centre and size, as shares of the image without its padding."""
        best, label = (one.cpu().numpy() for one in scores.max(-1))
        centre, half = boxes[..., :2], boxes[..., 2:] / 2
        corners = torch.cat([centre - half, centre + half], -1).clamp(0, 1).cpu().numpy()
        return [
            [
                Found(self.labels[int(label[row, q])], float(best[row, q]), _corners(corners[row, q]))
                for q in np.flatnonzero(best[row] >= self._min_score)
            ]
            for row in range(len(best))
        ]


def _corners(box: NDArray[np.float32]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(side) for side in box)
    return x0, y0, x1, y1


def _loaded(checkpoint: Checkpoint, place: Place) -> Any:
    """Only the detector: the mask head of a panoptic checkpoint takes 13 GB a page on a host, for nothing."""
    import transformers

    architecture: Any = getattr(transformers, require_architecture(checkpoint, ARCHITECTURES))
    require_room(checkpoint, place.dtype.itemsize, place.free_bytes, str(place.device))
    config = architecture.config_class.from_dict(modern_detr(checkpoint.config))
    model = load_whole(architecture, checkpoint, config, place.dtype)
    return getattr(model, "detr", model).to(place.device)


def _constant(checkpoint: Checkpoint, place: Place) -> tuple[torch.Tensor, torch.Tensor]:
    told = checkpoint.processor
    pair = (told.get("image_mean", _MEAN), told.get("image_std", _STD))
    mean, std = (torch.tensor(one, device=place.device, dtype=torch.float32) for one in pair)
    return mean, std
