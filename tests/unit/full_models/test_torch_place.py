"""Where models of profile `full` compute, in which numbers, and what a lack of memory is."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import torch

from agents.models.deplot import DePlot
from agents.models.detr_layout import DetrLayout
from agents.models.got_ocr import GotOcr
from agents.models.protocols import BackendError, OcrPage, Rgb
from agents.models.table_transformer import TableTransformer
from agents.models.torch_place import Precision, place
from schemas.stage import Ok
from streams.item import Item
from streams.ladder import climb
from tests.items import item


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_all_four_compute_in_half_precision(
    precision: Precision, detr: Path, got: Path, table: Path, plot: Path, images: list[Rgb], no_network: None
) -> None:
    half, whole = (
        DetrLayout(str(detr), precision=one, min_score=0.2).detect(images, [72] * 5)
        for one in (precision, "float32")
    )
    for ones, others in zip(half, whole, strict=True):
        assert {one.label for one in ones} == {other.label for other in others}
    pages = [OcrPage(image, 72) for image in images]
    assert any(GotOcr(str(got), precision=precision, max_tokens=8).read(pages))
    model: Any = TableTransformer(str(table), precision=precision, min_score=0.0)
    assert [len(ones) for ones in model._detector(images)] == [12] * 5
    chart: Any = DePlot(str(plot), precision=precision, max_tokens=8, max_patches=64)
    assert all(chart._texts(images))
    for one in (model._detector, chart):
        assert {weight.dtype for weight in one._model.parameters()} == {place("cpu", precision).dtype}


def test_out_of_memory_is_raised_as_the_ladder_knows_it() -> None:
    with pytest.raises(MemoryError, match="CUDA out of memory"), place("cpu").running():
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB\nmore")
    with pytest.raises(MemoryError, match="can't allocate"), place("cpu").running():
        torch.empty(1 << 60)
    with pytest.raises(RuntimeError, match="something else"), place("cpu").running():
        raise RuntimeError("something else")


@pytest.mark.parametrize(
    "error",
    [
        torch.AcceleratorError("CUDA error: out of memory\nCompile with TORCH_USE_CUDA_DSA"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
        RuntimeError("cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED"),
        RuntimeError("CUDA driver error: Out of Memory"),
    ],
)
def test_every_form_of_out_of_memory_is_one(error: RuntimeError) -> None:
    with pytest.raises(MemoryError), place("cpu").running():
        raise error


def test_another_fault_of_a_device_is_no_lack_of_memory() -> None:
    with pytest.raises(RuntimeError, match="illegal memory access"), place("cpu").running():
        raise torch.AcceleratorError("CUDA error: an illegal memory access was encountered")


@pytest.mark.parametrize(("by_itself", "dtype"), [(True, torch.bfloat16), (False, torch.float16)])
def test_a_gpu_that_only_emulates_bfloat16_computes_in_float16(
    monkeypatch: pytest.MonkeyPatch, by_itself: bool, dtype: torch.dtype
) -> None:
    def supported(including_emulation: bool = True) -> bool:
        return including_emulation or by_itself

    monkeypatch.setattr(torch.cuda, "is_bf16_supported", supported)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "device", nullcontext)
    assert place("cuda:0").dtype is dtype


def test_a_device_out_of_memory_gets_half_the_batch_and_the_cap_is_told() -> None:
    told: list[int] = []

    def run(pairs: Sequence[tuple[Item, Any]]) -> list[Ok]:
        with place("cpu").running():
            if len(pairs) > 2:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB.")
        return [Ok(()) for _ in pairs]

    outcomes = climb(run, [(item(), None) for _ in range(8)], told.append)
    assert outcomes == [Ok(())] * 8
    assert told == [8, 4, 4]


def test_a_device_that_is_not_there_is_said_so() -> None:
    with pytest.raises(BackendError, match="cuda:99 is not there"):
        place("cuda:99")
    with pytest.raises(BackendError, match="no device of torch"):
        place("abacus")
    with pytest.raises(BackendError, match="no precision 'float8'"):
        place("cpu", "float8")  # pyright: ignore[reportArgumentType]
