"""Configs and processors as the published checkpoints have them."""

from typing import Any

import pytest

from agents.models.legacy import modern_detr, sides_px

LEGACY: dict[str, Any] = {
    "backbone": "resnet50",
    "backbone_config": None,
    "use_timm_backbone": True,
    "use_pretrained_backbone": True,
    "dilation": False,
    "num_channels": 3,
    "d_model": 256,
}


@pytest.mark.parametrize(
    "kwargs", [None, {}, {"in_chans": 3, "out_indices": [1, 2, 3, 4]}], ids=["null", "empty", "dict"]
)
def test_a_legacy_backbone_is_named_in_full_and_never_fetched(kwargs: dict[str, Any] | None) -> None:
    config = modern_detr({**LEGACY, "backbone_kwargs": kwargs})
    assert config["d_model"] == 256
    assert config["backbone_config"]["backbone"] == "resnet50"
    assert config["backbone_config"]["out_indices"] == [1, 2, 3, 4]
    assert config["backbone_config"]["use_pretrained_backbone"] is False
    assert not {"backbone", "backbone_kwargs", "use_timm_backbone"} & set(config)


def test_a_modern_config_stays_as_it_is_but_fetches_nothing() -> None:
    config = {"backbone_config": {"model_type": "resnet", "use_pretrained_backbone": True}, "d_model": 8}
    assert modern_detr(config) == {
        "backbone_config": {"model_type": "resnet", "use_pretrained_backbone": False},
        "d_model": 8,
    }


@pytest.mark.parametrize(
    ("size", "sides"),
    [
        ({"longest_edge": 800}, (800, 800)),
        ({"longest_edge": 1000}, (800, 1000)),
        ({"shortest_edge": 800, "longest_edge": 1333}, (800, 1333)),
        (800, (800, 1333)),
    ],
)
def test_whichever_way_a_size_is_written_both_sides_are_known(size: Any, sides: tuple[int, int]) -> None:
    assert sides_px({"size": size}) == sides
    assert sides_px({"size": 800, "max_size": 1000}) == (800, 1000)
