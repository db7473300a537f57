"""What a profile's models are on this machine: there or not, where, how large, on which device."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from agents.models.checkpoint import Checkpoint, find, require_architecture
from agents.models.load import find_backend, load_backend
from agents.models.protocols import BackendError
from agents.models.room import needed_bytes, require_room

if TYPE_CHECKING:
    from agents.models.torch_place import Place


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Of one stage. `bytes`: its weights in memory, in the precision they would have; None where a backend
    brings its own. `problem` is a sentence that says what is wrong and what to do; empty: nothing is."""

    stage: str
    backend: str
    checkpoint: str = ""
    folder: str = ""
    revision: str = ""
    dtype: str = ""
    bytes: int | None = None
    device: str = ""
    problem: str = ""


def facts_of(stage: str, backend: str, settings: Mapping[str, Any], devices: tuple[str, ...]) -> ModelFacts:
    """Looks at the disk, of weights at their headers, and at the device, and loads nothing. Never raises for
    what is wrong with a model."""
    try:
        found = checkpoint_of(backend, settings)
        if found is None:
            return ModelFacts(stage, backend)
        return _facts(stage, backend, found, settings, devices)
    except BackendError as error:
        return ModelFacts(stage, backend, checkpoint_name(backend, settings), problem=str(error))


def checkpoint_of(backend: str, settings: Mapping[str, Any]) -> Checkpoint | None:
    """None where the backend is not made from one. Raises BackendError."""
    name = checkpoint_name(backend, settings)
    return find(name, settings.get("revision")) if name else None


def instance_bytes(backend: str, settings: Mapping[str, Any], device: str) -> int:
    """What one instance needs of its device, counted from its checkpoint; 0 where it is made from none.
    Raises BackendError."""
    found = checkpoint_of(backend, settings)
    if found is None:
        return 0
    from agents.models.torch_place import place

    chosen = place(settings.get("device") or device or "auto", settings.get("precision", "auto"))
    return needed_bytes(found, chosen.dtype.itemsize)


def checkpoint_name(backend: str, settings: Mapping[str, Any]) -> str:
    """The one that the profile names, or the backend by itself; empty where it takes none."""
    try:
        parameter = inspect.signature(find_backend(backend)).parameters.get("checkpoint")
    except BackendError:
        return ""
    if parameter is None:
        return ""
    default = parameter.default if isinstance(parameter.default, str) else ""
    return str(settings.get("checkpoint", default))


def try_loading(backend: str, settings: Mapping[str, Any], devices: tuple[str, ...]) -> str:
    """Loads it as a worker would, and lets go of it. What is wrong, in one sentence; empty: nothing."""
    offered = {"device": devices[0]} if devices else {}
    try:
        load_backend(backend, settings, threads=1, **offered)
    except BackendError as error:
        return str(error)
    return ""


def _facts(
    stage: str, backend: str, found: Checkpoint, settings: Mapping[str, Any], devices: tuple[str, ...]
) -> ModelFacts:
    from agents.models.torch_place import place

    wanted = settings.get("device") or (devices[0] if devices else "auto")
    chosen = place(wanted, settings.get("precision", "auto"))
    return ModelFacts(
        stage=stage,
        backend=backend,
        checkpoint=found.name,
        folder=str(found.folder),
        revision=found.revision,
        dtype=str(chosen.dtype).removeprefix("torch."),
        bytes=found.parameters * chosen.dtype.itemsize,
        device=str(chosen.device),
        problem=_problem(backend, found, chosen),
    )


def _problem(backend: str, found: Checkpoint, chosen: "Place") -> str:
    """Of another kind than the backend loads, or too large for its device; empty: neither."""
    known = getattr(find_backend(backend), "architectures", ())
    try:
        if known:
            require_architecture(found, known)
        require_room(found, chosen.dtype.itemsize, chosen.free_bytes, str(chosen.device))
    except BackendError as error:
        return str(error)
    return ""
