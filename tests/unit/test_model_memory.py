"""What `octavo plan` says of the models of profile `full`."""

import json
from pathlib import Path

import pytest

from octavo.config import load_settings
from octavo.model_memory import model_memory, peak_bytes, pool_sizes
from octavo.profiles import FULL, LITE, MODEL_STAGES, Profile


def test_the_four_models_of_full_are_counted_beside_the_missions_figures() -> None:
    rows = model_memory(FULL, load_settings(), "api")
    assert [row.stage for row in rows] == list(MODEL_STAGES)
    assert sum(row.mission_bytes for row in rows) == 2_800_000_000
    assert sum(row.weights_bytes for row in rows) == pytest.approx(1.82e9, rel=0.02)
    assert peak_bytes(rows) > sum(row.weights_bytes for row in rows)


def test_a_profile_whose_models_bring_their_weights_has_no_rows() -> None:
    assert model_memory(LITE, load_settings(), "api") == []


def test_float32_takes_twice_the_memory() -> None:
    half, whole = (model_memory(FULL, load_settings(), "api", dtype) for dtype in ("float16", "float32"))
    assert [2 * row.weights_bytes for row in half] == [row.weights_bytes for row in whole]


def test_a_larger_device_fits_more_instances_and_a_small_one_none() -> None:
    rows = model_memory(FULL, load_settings(), "api")
    small, middle, large = (pool_sizes(rows, round(size * 1e9)) for size in (2, 24, 80))
    assert set(small.values()) == {0}
    assert all(1 <= middle[stage] < large[stage] for stage in MODEL_STAGES)


def test_a_checkpoint_in_a_folder_is_counted_by_its_own_config(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(
        json.dumps({"model_type": "detr", "backbone": "resnet18", "d_model": 128, "num_labels": 3})
    )
    layout = FULL.layout.model_copy(
        update={"settings": {"checkpoint": str(tmp_path), "precision": "float32"}}
    )
    profile = Profile(name="mine", layout=layout, ocr=LITE.ocr, table=LITE.table, chart=LITE.chart)
    (row,) = model_memory(profile, load_settings(), "api")
    assert (row.stage, row.dtype) == ("layout", "float32")
    assert row.parameters < 20e6
