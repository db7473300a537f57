"""Configs as older versions of transformers wrote them, and the published checkpoints still have them, made
into what today's versions read. Pure."""

from collections.abc import Mapping
from typing import Any

_BACKBONE = ("backbone", "backbone_kwargs", "use_timm_backbone", "use_pretrained_backbone", "dilation")
SHORTEST_PX = 800


def modern_detr(config: Mapping[str, Any]) -> dict[str, Any]:
    """Names the backbone in full. A legacy config names a model of timm and may carry `backbone_kwargs`,
    null or a dict: today's transformers ends in an AttributeError over the first, and asks the hub for
    pretrained weights over the second."""
    if config.get("backbone_config"):
        return {**config, "backbone_config": {**config["backbone_config"], "use_pretrained_backbone": False}}
    options = config.get("backbone_kwargs") or {}
    backbone = {
        "model_type": "timm_backbone",
        "backbone": config.get("backbone") or "resnet50",
        "num_channels": options.get("in_chans", config.get("num_channels", 3)),
        "out_indices": list(options.get("out_indices", (1, 2, 3, 4))),
        "use_pretrained_backbone": False,
        "freeze_batch_norm_2d": True,
    }
    if config.get("dilation"):
        backbone["output_stride"] = 16
    kept = {key: value for key, value in config.items() if key not in _BACKBONE}
    return {**kept, "backbone_config": backbone}


def sides_px(processor: Mapping[str, Any]) -> tuple[int, int]:
    """(shortest, longest) side that images are scaled to. `size` may be a number with `max_size` beside it,
    or give the longest side alone, which today's processors refuse."""
    size = processor.get("size", SHORTEST_PX)
    if isinstance(size, Mapping):
        longest = int(size.get("longest_edge") or size.get("width") or 1333)
        return int(size.get("shortest_edge") or size.get("height") or min(SHORTEST_PX, longest)), longest
    return int(size), int(processor.get("max_size") or 1333)
