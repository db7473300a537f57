"""Where a torch model runs and in what precision, and what its failures are called there."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from inspect import signature
from typing import Any, Literal

import torch

from agents.models.device import device_of
from agents.models.protocols import BackendError

Precision = Literal["auto", "float32", "bfloat16", "float16"]
_TYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


@dataclass(frozen=True, slots=True)
class Place:
    """A device, and the type that weights have and matrix products are computed in there."""

    device: torch.device
    dtype: torch.dtype

    @property
    def on_gpu(self) -> bool:
        return self.device.type == "cuda"

    @property
    def free_bytes(self) -> int | None:
        """What the device has left; None for the host, whose memory others manage."""
        return torch.cuda.mem_get_info(self.device)[0] if self.on_gpu else None

    @contextmanager
    def running(self) -> Generator[None]:
        """Around every call: no gradients, autocast on a GPU, and out of memory raised as MemoryError, so
        that whoever formed the batch halves it. Raises what the model raises besides."""
        try:
            with torch.inference_mode(), self._autocast():
                yield
        except RuntimeError as error:
            if not _is_out_of_memory(error):
                raise
            self._let_go()
            raise MemoryError(str(error).partition("\n")[0]) from None

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, self.dtype, enabled=self.dtype is not torch.float32)

    def _let_go(self) -> None:
        if self.on_gpu:
            with suppress(RuntimeError):  # of a device that is in no state to answer
                torch.cuda.empty_cache()


_OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "alloc_failed", "allocation_failed")
"""In small letters: what drivers, the host's allocator, cuBLAS and cuDNN say: these have no type."""


def _is_out_of_memory(error: RuntimeError) -> bool:
    if isinstance(error, torch.OutOfMemoryError):
        return True
    told = str(error).lower()
    return any(words in told for words in _OUT_OF_MEMORY)


def place(device: str = "auto", precision: Precision = "auto") -> Place:
    """`auto`: the first GPU where there is one, in bfloat16 where it computes that; else the host, in
    float32. Raises BackendError for a device that is not there or a precision that does not exist."""
    chosen = _device(device)
    if precision != "auto":
        if precision not in _TYPES:
            raise BackendError(f"There is no precision {precision!r}; choose auto or {', '.join(_TYPES)}.")
        return Place(chosen, _TYPES[precision])
    if chosen.type != "cuda":
        return Place(chosen, torch.float32)
    with torch.cuda.device(chosen):
        return Place(chosen, torch.bfloat16 if _computes_bfloat16() else torch.float16)


def _computes_bfloat16() -> bool:
    """By itself: emulated, it is slower than float16."""
    supported: Any = torch.cuda.is_bf16_supported
    told = {"including_emulation": False}
    return bool(supported(**told) if told.keys() <= signature(supported).parameters.keys() else supported())


def _device(name: str) -> torch.device:
    try:
        chosen = torch.device(device_of(name))
    except RuntimeError as error:
        raise BackendError(f"{name!r} is no device of torch; write cpu, cuda:0, cuda:1 ...") from error
    if chosen.type == "cuda" and (chosen.index or 0) >= torch.cuda.device_count():
        there = torch.cuda.device_count()
        raise BackendError(
            f"{name} is not there: torch sees {there} GPUs. Correct the profile, or install a torch built "
            "for this GPU."
        )
    return torch.device("cuda", chosen.index or 0) if chosen.type == "cuda" else chosen
