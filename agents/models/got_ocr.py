"""Text of page regions with a GOT-OCR 2 checkpoint: one crop a region, many crops of many pages a call."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from agents.models.checkpoint import Checkpoint, find, load_whole, require_architecture
from agents.models.crops import Crop, crops_of
from agents.models.protocols import OcrPage, Rgb
from agents.models.published import DEFAULTS
from agents.models.room import require_room
from agents.models.table_lines import TableLines
from agents.models.torch_place import Place, Precision, place
from schemas.events import ModelUsed
from schemas.geometry import Box, Line
from schemas.labels import RegionLabel

CHECKPOINT = DEFAULTS[f"{__name__}:GotOcr"]
ARCHITECTURE = "GotOcr2ForConditionalGeneration"
END = "<|im_end|>"
_SHRINKS = 4
"""Times that the vision tower's two strided convolutions make each side of its patch grid smaller."""
_NO_TEXT = frozenset({RegionLabel.PICTURE})


class GotOcr:
    """An OcrModel on a checkpoint of transformers: a name on the hub that was fetched, or a folder.

    One crop a region is read, pictures left out, and text outside every region is not; all of a page where
    no region is found, or pictures alone. The model gives text without places: the lines of a crop are laid
    over its box from top to bottom, each as high as the other. It gives no confidence either: `score` is 1.
    Text after `max_tokens` is cut off.

    Such lines fill no cells, so tables are read by a recogniser of lines, with their places; `table_lines`
    False reads them as every other region.
    """

    architectures = (ARCHITECTURE,)

    def __init__(
        self,
        checkpoint: str = CHECKPOINT,
        revision: str | None = None,
        device: str = "auto",
        precision: Precision = "auto",
        most: int = 16,
        max_tokens: int = 2048,
        table_lines: bool = True,
        threads: int = 0,
    ) -> None:
        """`most` crops go through the model in one call; `threads` read the lines of tables. Raises
        BackendError."""
        found = find(checkpoint, revision)
        self._tables = TableLines(threads) if table_lines else None
        self._place = place(device, precision)
        self._most, self._max_tokens = most, max_tokens
        self._processor, self._model = _loaded(found, self._place)
        self._ends = _ends(self._processor.tokenizer, self._model)
        vision = self._model.config.vision_config
        self._image_tokens = (vision.image_size // vision.patch_size // _SHRINKS) ** 2
        version = f"{found.version}, {self._tables.version}" if self._tables else found.version
        self.used = ModelUsed(name=checkpoint, version=version, backend=f"{__name__}:{type(self).__name__}")

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        left_out = _NO_TEXT | {RegionLabel.TABLE} if self._tables else _NO_TEXT
        crops = [crop for number, page in enumerate(pages) for crop in crops_of(number, page, left_out)]
        lines: list[list[Line]] = self._tables.read(pages) if self._tables else [[] for _ in pages]
        for start in range(0, len(crops), self._most):
            some = crops[start : start + self._most]
            for crop, text in zip(some, self._texts([crop.image for crop in some]), strict=True):
                lines[crop.page] += _lines(crop, text)
        return lines

    def _texts(self, images: Sequence[Rgb]) -> list[str]:
        """Every image becomes the same square and every prompt has the same length, so nothing is padded."""
        with self._place.running():
            inputs = self._processor(
                [np.array(image) for image in images],
                return_tensors="pt",
                num_image_tokens=self._image_tokens,
            ).to(self._place.device, self._place.dtype)
            made = self._model.generate(
                **inputs,
                do_sample=False,
                max_new_tokens=self._max_tokens,
                eos_token_id=self._ends,
                pad_token_id=self._ends[0],
            )
            new = made[:, inputs["input_ids"].shape[1] :].cpu()
        return [str(text) for text in self._processor.batch_decode(new, skip_special_tokens=True)]


def _lines(crop: Crop, text: str) -> list[Line]:
    told = [line.strip() for line in text.splitlines() if line.strip()]
    step = (crop.box.y1 - crop.box.y0) / max(1, len(told))
    return [
        Line(
            line,
            Box(crop.box.x0, crop.box.y0 + number * step, crop.box.x1, crop.box.y0 + (number + 1) * step),
            1.0,
            crop.region_id,
        )
        for number, line in enumerate(told)
    ]


def _loaded(checkpoint: Checkpoint, place: Place) -> tuple[Any, Any]:
    from transformers import AutoProcessor, GotOcr2Config, GotOcr2ForConditionalGeneration

    require_architecture(checkpoint, [ARCHITECTURE])
    require_room(checkpoint, place.dtype.itemsize, place.free_bytes, str(place.device))
    processor = AutoProcessor.from_pretrained(checkpoint.folder, local_files_only=True)
    processor.tokenizer.padding_side = "left"
    config = GotOcr2Config.from_dict(checkpoint.config)
    model = load_whole(
        GotOcr2ForConditionalGeneration,
        checkpoint,
        config,
        place.dtype,
        attn_implementation={"text_config": "sdpa"},  # its vision tower has none
    )
    return processor, model.to(place.device)


def _ends(tokenizer: Any, model: Any) -> list[int]:
    """Tokens that end an answer. The end of a message is one token here, so that no stop string, for which
    the whole vocabulary is looked through, is needed."""
    own = model.generation_config.eos_token_id
    own = own if isinstance(own, list) else [own]
    ends = [tokenizer.convert_tokens_to_ids(END), *own]
    return list(dict.fromkeys(int(token) for token in ends if token is not None))
