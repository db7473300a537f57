"""Checkpoints on the disk that are damaged, of another kind or too large: told before anything is loaded."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from agents.models.checkpoint import find
from agents.models.inventory import facts_of
from agents.models.load import load_backend
from agents.models.protocols import BackendError
from agents.models.room import needed_bytes, require_room

DETR = "agents.models.detr_layout:DetrLayout"
PLOT: dict[str, Any] = {"model_type": "pix2struct", "vision_config": {}, "text_config": {}}
PASSING = 2 * 12 * 2048 * 2048
"""Numbers alive while one picture passes: two matrices of attention, of twelve heads over 2048 patches."""


def checkpoint(folder: Path, numbers: int = 1000, dtype: type = np.float32, **config: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"architectures": ["DetrForSegmentation"], **config}))
    save_file({"a": np.zeros(numbers, dtype)}, folder / "model.safetensors")
    return folder


def cut_tail(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def cut_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:30])


def cut_length(path: Path) -> None:
    path.write_bytes(b"abc")


def other_kind(path: Path) -> None:
    path.write_bytes(b"<html>Sign in to download</html>" * 10)


def garbled(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:8] + b"}" + content[9:])


def other_header(path: Path) -> None:
    text = json.dumps({"a": [1]}).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (cut_tail, "bytes, and its header says"),
        (cut_header, "header is cut off"),
        (cut_length, "header is cut off"),
        (other_kind, "header is cut off"),
        (garbled, "header cannot be read"),
        (other_header, "header cannot be read"),
    ],
)
def test_a_damaged_file_of_weights_is_told_without_loading_it(
    tmp_path: Path, damage: Callable[[Path], None], told: str
) -> None:
    folder = checkpoint(tmp_path / "damaged")
    damage(folder / "model.safetensors")
    settings = {"checkpoint": str(folder)}
    assert "model.safetensors of" in (problem := facts_of("layout", DETR, settings, ()).problem)
    with pytest.raises(BackendError, match=told) as refused:
        load_backend(DETR, settings)
    assert str(refused.value) == problem


def test_one_of_several_files_that_is_missing_is_named(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "parted")
    first, second = (f"model-0000{number}-of-00002.safetensors" for number in (1, 2))
    (folder / "model.safetensors").rename(folder / first)
    parts = {"a": first, "b": second}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": parts}))
    with pytest.raises(BackendError, match=rf"{second} of .* is missing"):
        find(str(folder))


@pytest.mark.parametrize("text", ["{", "[]", '{"architectures": 7}', '{"architectures": ["Bert"]}'])
def test_a_config_that_cannot_be_read_or_is_of_another_model_is_told_without_loading(
    tmp_path: Path, text: str
) -> None:
    folder = checkpoint(tmp_path / "strange")
    (folder / "config.json").write_text(text)
    settings = {"checkpoint": str(folder)}
    problem = facts_of("layout", DETR, settings, ()).problem
    assert problem
    with pytest.raises(BackendError) as refused:
        load_backend(DETR, settings)
    assert str(refused.value) == problem


def test_whatever_a_class_raises_is_one_sentence() -> None:
    with pytest.raises(BackendError, match="Broken could not be loaded: 'nothing of the kind'"):
        load_backend(f"{__name__}:Broken", {})


class Broken:
    def __init__(self) -> None:
        raise KeyError("nothing of the kind")


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_memory_is_counted_in_the_type_of_the_device_and_not_in_that_of_the_disk(
    tmp_path: Path, dtype: type
) -> None:
    found = find(str(checkpoint(tmp_path / "m", 1_000_000, dtype)))
    assert needed_bytes(found, 2) == 2_400_000
    assert needed_bytes(found, 4) == 4_800_000


def test_what_passes_through_a_model_is_counted_beside_its_weights(tmp_path: Path) -> None:
    found = find(str(checkpoint(tmp_path / "m", 1_000_000, **PLOT)))
    assert needed_bytes(found, 4) == 4_800_000 + 4 * PASSING


def test_a_device_with_too_little_room_is_refused_before_anything_is_loaded(tmp_path: Path) -> None:
    found = find(str(checkpoint(tmp_path / "m", 1_000_000)))
    require_room(found, 2, 3_000_000, "cuda:0")
    require_room(found, 4, None, "cpu")
    with pytest.raises(BackendError, match="needs 5 MB and cuda:0 has 3 MB free"):
        require_room(found, 4, 3_000_000, "cuda:0")
