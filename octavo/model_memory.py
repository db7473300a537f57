"""What a profile's models take on their device, counted from their configs; nothing is loaded."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agents.models.footprint import Footprint, footprint
from agents.models.published import CONFIGS, DEFAULTS
from octavo.config import Settings
from octavo.plan import MISSION_MODELS
from octavo.presets import PresetName, stage_options
from octavo.profiles import MODEL_STAGES, BackendChoice, Profile
from octavo.topology import TOPOLOGY

MISSION_BYTES = {
    "layout": MISSION_MODELS["DETR"],
    "ocr": MISSION_MODELS["GOT-OCR"],
    "table": MISSION_MODELS["Table Transformer"],
    "chart": MISSION_MODELS["DePlot"],
}
RESERVE = 0.15
"""Of a device, left free: allocators fragment, and other programs want some."""
_ITEM_BYTES = {"float32": 4, "bfloat16": 2, "float16": 2}


@dataclass(frozen=True, slots=True)
class ModelMemory:
    """Of one stage, in `dtype`. `activations_bytes`: of a batch of `items` under way, an estimate;
    `mission_bytes` is what the mission counts for the model."""

    stage: str
    checkpoint: str
    dtype: str
    parameters: int
    weights_bytes: int
    items: int
    activations_bytes: int
    mission_bytes: int


def model_memory(
    profile: Profile, settings: Settings, preset: PresetName, dtype: str = "float16"
) -> list[ModelMemory]:
    """A row for each stage whose checkpoint's config is known: a folder's, or a published one. `dtype` where
    the profile leaves it to the device."""
    rows: list[ModelMemory] = []
    for stage in MODEL_STAGES:
        choice = profile.choice(stage)
        name = _checkpoint(choice)
        config = _config(name) if name else None
        if config is None:
            continue
        count = _footprint(config)
        if count is None:
            continue
        chosen = choice.settings.get("precision", "auto")
        chosen = dtype if chosen == "auto" else chosen
        options = stage_options(settings.model_copy(update={"preset": preset}), TOPOLOGY.stage(stage))
        items = min(options.limits.max_items, int(choice.settings.get("most", _MOST.get(stage, 32))))
        width = _ITEM_BYTES[chosen]
        rows.append(
            ModelMemory(
                stage=stage,
                checkpoint=name,
                dtype=chosen,
                parameters=count.parameters,
                weights_bytes=count.weights_bytes(width),
                items=items,
                activations_bytes=count.activation_numbers * items * width,
                mission_bytes=MISSION_BYTES[stage],
            )
        )
    return rows


_MOST = {"ocr": 16, "chart": 8}
"""Items that a backend passes through its model at once, whatever the batch is."""


def peak_bytes(rows: Sequence[ModelMemory]) -> int:
    """One instance of each on one device: their stages take turns there, so one batch is under way."""
    weights = sum(row.weights_bytes for row in rows)
    return weights + max((row.activations_bytes for row in rows), default=0)


def pool_sizes(rows: Sequence[ModelMemory], device_bytes: int) -> dict[str, int]:
    """How many instances of each stage fit on a device beside one of every other; 0 for every stage where
    not even one of each does."""
    free = device_bytes * (1 - RESERVE) - peak_bytes(rows)
    return {row.stage: 1 + int(free // row.weights_bytes) if free >= 0 else 0 for row in rows}


def _checkpoint(choice: BackendChoice) -> str:
    return str(choice.settings.get("checkpoint") or DEFAULTS.get(choice.backend, ""))


def _config(name: str) -> Mapping[str, Any] | None:
    path = Path(name).expanduser() / "config.json"
    if not path.is_file():
        return CONFIGS.get(name)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _footprint(config: Mapping[str, Any]) -> Footprint | None:
    try:
        return footprint(config)
    except KeyError:  # a model that nobody here can count
        return None
