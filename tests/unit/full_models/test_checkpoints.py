"""Checkpoints of profile `full`: which are loaded, and how the others are refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import load_file, save_file

from agents.models.checkpoint import find
from agents.models.deplot import DePlot
from agents.models.detector import Detector
from agents.models.detr_layout import DetrLayout
from agents.models.protocols import BackendError, Rgb
from agents.models.table_transformer import TableTransformer
from agents.models.torch_place import place
from schemas.labels import RegionLabel
from tests import tiny_models


@pytest.mark.parametrize("kwargs", [None, {"in_chans": 3, "out_indices": [1, 2, 3, 4]}])
def test_a_checkpoint_with_a_legacy_config_gives_the_same(
    detr: Path, images: list[Rgb], tmp_path: Path, kwargs: Any, no_network: None
) -> None:
    legacy = tiny_models.make_legacy(tiny_models.detr(tmp_path), kwargs)
    dpis = [72.0] * len(images)
    assert DetrLayout(str(legacy), min_score=0.2).detect(images, dpis) == DetrLayout(
        str(detr), min_score=0.2
    ).detect(images, dpis)


def test_a_panoptic_checkpoint_gives_up_its_mask_head(detr: Path) -> None:
    model: Any = Detector(find(str(detr)), place("cpu"), 0.5)._model  # pyright: ignore[reportPrivateUsage]
    assert type(model).__name__ == "DetrForObjectDetection"


def test_a_checkpoint_that_lacks_a_weight_is_refused_by_its_name(detr: Path, tmp_path: Path) -> None:
    broken = _copied(detr, tmp_path)
    weights = load_file(broken / "model.safetensors")
    del weights["detr.class_labels_classifier.weight"]
    save_file(weights, broken / "model.safetensors", {"format": "pt"})
    with pytest.raises(BackendError, match=r"lacks the weight detr\.class_labels_classifier\.weight"):
        DetrLayout(str(broken))


def test_a_checkpoint_with_a_weight_of_another_shape_is_refused(detr: Path, tmp_path: Path) -> None:
    broken = _copied(detr, tmp_path)
    config = json.loads((broken / "config.json").read_text())
    config["num_queries"] = 99
    (broken / "config.json").write_text(json.dumps(config))
    with pytest.raises(BackendError, match=r"in another shape the weight .*query_position_embeddings"):
        DetrLayout(str(broken))


def test_weights_that_the_library_cannot_read_are_one_sentence(detr: Path, tmp_path: Path) -> None:
    """Its header is whole, so that only loading tells."""
    broken = _copied(detr, tmp_path)
    content = (broken / "model.safetensors").read_bytes()
    assert b'"F32"' in content
    (broken / "model.safetensors").write_bytes(content.replace(b'"F32"', b'"F99"'))
    with pytest.raises(BackendError, match=r"The weights of .* are damaged"):
        DetrLayout(str(broken))


def test_a_checkpoint_of_another_kind_is_refused(detr: Path, got: Path) -> None:
    with pytest.raises(BackendError, match="is a GotOcr2ForConditionalGeneration, and this backend loads"):
        DetrLayout(str(got))
    with pytest.raises(BackendError, match="is a DetrForSegmentation, and this backend loads"):
        DePlot(str(detr))
    with pytest.raises(BackendError, match="has no label 'table column'"):
        TableTransformer(str(detr))


def test_weights_that_are_not_there_are_one_sentence_and_no_question_to_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_network: None
) -> None:
    with pytest.raises(BackendError, match="nobody/nothing are not on this machine: fetch them with 'octavo"):
        DetrLayout("nobody/nothing")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(BackendError, match=r"weights of .* are missing"):
        DetrLayout(str(tmp_path))


def test_labels_that_nobody_knows_are_refused_and_may_be_named(tmp_path: Path, images: list[Rgb]) -> None:
    strange = tiny_models.detr(tmp_path, labels=("Blob", "Text"))
    with pytest.raises(BackendError, match="labels that nothing here knows: Blob"):
        DetrLayout(str(strange))
    found = DetrLayout(str(strange), labels={"Blob": "picture"}, min_score=0.2).detect(images[:1], [72])
    assert {one.label for one in found[0]} <= {RegionLabel.PICTURE, RegionLabel.TEXT}
    with pytest.raises(BackendError, match="'blob' is no label of a region"):
        DetrLayout(str(strange), labels={"Blob": "blob"})


def test_another_state_of_a_checkpoint_has_another_version(detr: Path, tmp_path: Path) -> None:
    copy = _copied(detr, tmp_path)
    assert find(str(copy)).version == find(str(detr)).version
    (copy / "config.json").write_text((copy / "config.json").read_text() + "\n")
    assert find(str(copy)).version != find(str(detr)).version


def _copied(folder: Path, to: Path) -> Path:
    for path in folder.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    return to
