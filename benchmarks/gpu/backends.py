"""The four backends on checkpoints of random weights, tiny or as large as the published ones, in batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from agents.models.legacy import modern_detr
from agents.models.load import load_backend
from agents.models.protocols import OcrPage, Rgb, TableCrop
from agents.models.published import CONFIGS, DEFAULTS
from octavo.profiles import FULL, MODEL_STAGES, ModelStage
from tests import tiny_models

DPI = 200
TOKENS: dict[ModelStage, int] = {"ocr": 64, "chart": 64}
"""Random weights seldom end an answer: every one is as long as this."""
_SIDES = {"shortest_edge": 800, "longest_edge": 1333}
_SHAPES: dict[ModelStage, tuple[int, int]] = {
    "layout": (2200, 1700),
    "ocr": (600, 1400),
    "table": (700, 1400),
    "chart": (600, 900),
}


@dataclass(frozen=True, slots=True)
class Size:
    """`tiny` finishes anywhere in a moment; `full` has the shapes of the published checkpoints."""

    name: str
    tokens: dict[ModelStage, int]
    settings: dict[ModelStage, dict[str, Any]]


TINY = Size("tiny", {"ocr": 8, "chart": 8}, {"chart": {"max_patches": 64}})
REAL = Size("full", TOKENS, {})


def checkpoints(folder: Path, size: Size) -> dict[ModelStage, Callable[[], Path]]:
    """What writes each of the four; the full ones take some 4 GB of disk together."""
    if size is TINY:
        return {
            "layout": lambda: tiny_models.detr(folder / "layout"),
            "ocr": lambda: tiny_models.got_ocr(folder / "ocr"),
            "table": lambda: tiny_models.table_transformer(folder / "table"),
            "chart": lambda: tiny_models.deplot(folder / "chart"),
        }
    shapes = {stage: CONFIGS[DEFAULTS[FULL.choice(stage).backend]] for stage in MODEL_STAGES}
    return {
        "layout": lambda: tiny_models.detr(
            folder / "layout", sides=_SIDES, config=modern_detr(shapes["layout"])
        ),
        "ocr": lambda: tiny_models.got_ocr(folder / "ocr", shapes["ocr"]),
        "table": lambda: tiny_models.table_transformer(
            folder / "table", _SIDES, modern_detr(shapes["table"])
        ),
        "chart": lambda: tiny_models.deplot(folder / "chart", shapes["chart"]),
    }


def loaded(stage: ModelStage, folder: Path, size: Size, device: str, **settings: Any) -> Any:
    """The backend that profile `full` names for the stage. Raises BackendError."""
    chosen: dict[str, Any] = {"checkpoint": str(folder), "most": 64, **size.settings.get(stage, {})}
    if stage in size.tokens:
        chosen["max_tokens"] = size.tokens[stage]
    else:
        chosen["min_score"] = 0.0
    return load_backend(FULL.choice(stage).backend, {**chosen, **settings}, device=device)


def images(stage: ModelStage, count: int, size: Size) -> list[Rgb]:
    """Noise, of the size that the stage gets."""
    dice = np.random.default_rng(7)
    scale = 10 if size is TINY else 1
    height, width = (side // scale for side in _SHAPES[stage])
    return [dice.integers(0, 255, (height, width, 3), dtype=np.uint8) for _ in range(count)]


def call(stage: ModelStage, model: Any, pixels: Sequence[Rgb], dpi: float = DPI) -> list[Any]:
    """One batch, whichever stage it is."""
    match stage:
        case "layout":
            return model.detect(pixels, [dpi] * len(pixels))
        case "ocr":
            return model.read([OcrPage(image, dpi) for image in pixels])
        case "table":
            return model.structure([TableCrop(image, dpi, (0, 0)) for image in pixels])
        case "chart":
            return model.read(pixels)
