"""What models take, counted from their configs, against models that were built."""

from typing import Any

import pytest
import torch

from agents.models.footprint import Footprint, footprint
from agents.models.legacy import modern_detr
from agents.models.published import CONFIGS

MILLIONS = {
    "cmarkea/detr-layout-detection": 41.5,
    "microsoft/table-transformer-structure-recognition": 28.8,
    "google/deplot": 282.0,
    "stepfun-ai/GOT-OCR-2.0-hf": 560.0,
}


@pytest.mark.parametrize("name", CONFIGS)
def test_the_published_models_have_the_parameters_that_their_configs_say(name: str) -> None:
    assert footprint(CONFIGS[name]).parameters / 1e6 == pytest.approx(MILLIONS[name], rel=0.02)


@pytest.mark.parametrize("name", CONFIGS)
def test_a_model_of_the_published_size_has_as_many_when_it_is_built(name: str) -> None:
    with torch.device("meta"):
        built = _model(CONFIGS[name])
    named = {id(weight): weight.numel() for weight in built.parameters()}  # tied weights once
    assert footprint(CONFIGS[name]).parameters == pytest.approx(sum(named.values()), rel=0.02)


def test_half_the_precision_takes_half_the_memory() -> None:
    taken = Footprint(parameters=1000, activation_numbers=10)
    assert taken.weights_bytes(4) == 2 * taken.weights_bytes(2) == 4000


def test_a_model_of_another_kind_is_not_guessed_at() -> None:
    with pytest.raises(KeyError):
        footprint({"model_type": "bert"})


def _model(config: dict[str, Any]) -> Any:
    import transformers

    kinds: dict[str, tuple[Any, Any]] = {
        "detr": (transformers.DetrConfig, transformers.DetrForObjectDetection),
        "table-transformer": (
            transformers.TableTransformerConfig,
            transformers.TableTransformerForObjectDetection,
        ),
        "got_ocr2": (transformers.GotOcr2Config, transformers.GotOcr2ForConditionalGeneration),
        "pix2struct": (transformers.Pix2StructConfig, transformers.Pix2StructForConditionalGeneration),
    }
    config_class, model_class = kinds[config["model_type"]]
    if config["model_type"] in ("detr", "table-transformer"):
        config = modern_detr(config)
    return model_class(config_class.from_dict(config))
