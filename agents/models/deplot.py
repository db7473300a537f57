"""Charts with a DePlot checkpoint: a picture becomes the table behind it."""

from collections.abc import Sequence
from typing import Any

from agents.models.chart_prompt import under_prompt
from agents.models.checkpoint import Checkpoint, find, load_whole, require_architecture
from agents.models.linearised import Malformed, chart_of
from agents.models.protocols import ChartData, Rgb, Unreadable
from agents.models.published import DEFAULTS
from agents.models.room import require_room
from agents.models.torch_place import Place, Precision, place
from schemas.events import ModelUsed

CHECKPOINT = DEFAULTS[f"{__name__}:DePlot"]
ARCHITECTURE = "Pix2StructForConditionalGeneration"


class DePlot:
    """A ChartModel on a checkpoint of transformers: a name on the hub that was fetched, or a folder.

    A picture that is no chart is read all the same; what comes of it is seldom a table, and then Unreadable.
    Every picture fills the same number of patches, so a batch-mate changes nothing.
    """

    architectures = (ARCHITECTURE,)
    attempts = True

    def __init__(
        self,
        checkpoint: str = CHECKPOINT,
        revision: str | None = None,
        device: str = "auto",
        precision: Precision = "auto",
        most: int = 8,
        max_tokens: int = 512,
        max_patches: int = 2048,
    ) -> None:
        """`most` pictures go through the model in one call. Raises BackendError."""
        found = find(checkpoint, revision)
        self._place = place(device, precision)
        self._most, self._max_tokens, self._max_patches = most, max_tokens, max_patches
        self._images, self._tokenizer, self._model = _loaded(found, self._place)
        self.used = ModelUsed(
            name=checkpoint, version=found.version, backend=f"{__name__}:{type(self).__name__}"
        )

    def read(self, crops: Sequence[Rgb]) -> list[ChartData | Unreadable | None]:
        read: list[ChartData | Unreadable | None] = []
        for start in range(0, len(crops), self._most):
            read += [_parsed(text) for text in self._texts(crops[start : start + self._most])]
        return read

    def _texts(self, crops: Sequence[Rgb]) -> list[str]:
        with self._place.running():
            inputs = self._images(
                [under_prompt(crop) for crop in crops],
                is_vqa=False,
                max_patches=self._max_patches,
                return_tensors="pt",
            ).to(self._place.device)
            made = self._model.generate(
                # In float32: they begin with numbers of rows and columns, too large for half the bits.
                flattened_patches=inputs["flattened_patches"],
                attention_mask=inputs["attention_mask"].to(self._place.dtype),
                do_sample=False,
                max_new_tokens=self._max_tokens,
            ).cpu()
        return [str(text) for text in self._tokenizer.batch_decode(made, skip_special_tokens=True)]


def _parsed(text: str) -> ChartData | Unreadable:
    try:
        return chart_of(text)
    except Malformed as error:
        return Unreadable(str(error))


def _loaded(checkpoint: Checkpoint, place: Place) -> tuple[Any, Any, Any]:
    from transformers import (
        AutoImageProcessor,
        AutoTokenizer,
        Pix2StructConfig,
        Pix2StructForConditionalGeneration,
    )

    require_architecture(checkpoint, [ARCHITECTURE])
    require_room(checkpoint, place.dtype.itemsize, place.free_bytes, str(place.device))
    images = AutoImageProcessor.from_pretrained(checkpoint.folder, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(checkpoint.folder, local_files_only=True)
    config = Pix2StructConfig.from_dict(checkpoint.config)
    model = load_whole(Pix2StructForConditionalGeneration, checkpoint, config, place.dtype)
    return images, tokenizer, model.to(place.device)
