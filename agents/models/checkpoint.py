"""Checkpoints of transformers: found on this machine, checked, and loaded whole or not at all."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, TypeVar

from agents.models.protocols import BackendError
from agents.models.weights_file import Damaged, numbers_in, require_whole

T = TypeVar("T")
CONFIG, PROCESSOR = "config.json", "preprocessor_config.json"
WEIGHTS = ("*.safetensors", "*.bin")
INDEX = "model.safetensors.index.json"
"""Names the files of weights that are parted over several."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A folder with a config and weights. `revision`: the commit on the hub; empty for any other folder."""

    name: str
    folder: Path
    revision: str = ""

    @property
    def config(self) -> dict[str, Any]:
        """Raises BackendError."""
        return _json(self.folder / CONFIG, self.name)

    @property
    def processor(self) -> dict[str, Any]:
        """Of the images; empty where the checkpoint has none."""
        path = self.folder / PROCESSOR
        return _json(path, self.name) if path.exists() else {}

    @property
    def version(self) -> str:
        """Tells one state of it from another: the revision, or a digest of the config and of the names and
        sizes of the weights."""
        if self.revision:
            return self.revision
        told = hashlib.sha256((self.folder / CONFIG).read_bytes())
        for path in self.weights():
            told.update(f"{path.name} {path.stat().st_size}".encode())
        return told.hexdigest()[:16]

    @property
    def parameters(self) -> int:
        """Numbers in its weights. Of the older format, whose files tell only by being loaded, as many as
        their bytes hold in float32. Raises BackendError."""
        files = self.weights()
        if files and files[0].suffix == ".safetensors":
            return sum(_told(self, path, numbers_in) for path in files)
        return self.weights_bytes // 4

    @property
    def weights_bytes(self) -> int:
        """As they lie on the disk."""
        return sum(path.stat().st_size for path in self.weights())

    def weights(self) -> list[Path]:
        """Of one format: folders often hold the same weights in both."""
        found = (sorted(self.folder.glob(kind)) for kind in WEIGHTS)
        return next((paths for paths in found if paths), [])


def find(name: str, revision: str | None = None) -> Checkpoint:
    """A folder of this path, or what the hub's cache has of this name. Looks at nothing but the disk, and of
    the weights at no more than their headers.

    Raises BackendError where it is not there, or not whole."""
    folder = Path(name).expanduser()
    found = Checkpoint(name, folder) if folder.is_dir() else _cached(name, revision)
    if not (found.folder / CONFIG).exists():
        raise BackendError(f"{found.folder} has no {CONFIG}; it is no checkpoint of transformers.")
    if not found.weights_bytes:
        raise BackendError(f"The weights of {name} are missing from {found.folder}: {_FETCH}")
    _require_files(found)
    return found


def _require_files(checkpoint: Checkpoint) -> None:
    index, one = checkpoint.folder / INDEX, checkpoint.folder / "model.safetensors"
    asked = index.exists() and not one.exists()  # where there is one file, no other is loaded
    parts: Any = _json(index, checkpoint.name).get("weight_map") if asked else None
    for part in sorted(set(map(str, parts.values()))) if isinstance(parts, dict) else ():
        if not (checkpoint.folder / part).exists():
            raise BackendError(f"{part} of {checkpoint.name} is missing from {checkpoint.folder}: {_FETCH}")
    for path in checkpoint.weights():
        if path.suffix == ".safetensors":
            _told(checkpoint, path, require_whole)


def _told(checkpoint: Checkpoint, path: Path, ask: Callable[[Path], T]) -> T:
    try:
        return ask(path)
    except (Damaged, OSError) as error:
        raise BackendError(
            f"{path.name} of {checkpoint.name} is damaged ({error}); remove it, and fetch or copy it again."
        ) from error


_FETCH = "fetch them with 'octavo models fetch', or give the path of a folder that has them."


def _cached(name: str, revision: str | None) -> Checkpoint:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, revision=revision, local_files_only=True))
    except LocalEntryNotFoundError as error:
        wanted = f"{name} at revision {revision}" if revision else name
        raise BackendError(f"The weights of {wanted} are not on this machine: {_FETCH}") from error
    except (HFValidationError, OSError) as error:
        raise BackendError(f"{name!r} is neither a folder nor a name on the hub; correct it.") from error
    return Checkpoint(name, folder, folder.name)


def require_architecture(checkpoint: Checkpoint, known: Collection[str]) -> str:
    """The one that the checkpoint names. Raises BackendError where this backend loads others."""
    told = checkpoint.config.get("architectures")
    named = [str(one) for one in told] if isinstance(told, list) else []
    for one in named:
        if one in known:
            return one
    raise BackendError(
        f"{checkpoint.name} is a {', '.join(named) or 'checkpoint of no named architecture'}, and this "
        f"backend loads {', '.join(sorted(known))}; name another checkpoint or another backend."
    )


def load_whole(architecture: Any, checkpoint: Checkpoint, config: Any, dtype: Any, **options: Any) -> Any:
    """The model, in evaluation mode, with every weight out of the checkpoint.

    transformers fills what a checkpoint lacks with random numbers and says so in a log only, so any key that
    is missing, or has another shape, is a BackendError."""
    from safetensors import SafetensorError
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        model, info = architecture.from_pretrained(
            checkpoint.folder,
            config=config,
            dtype=dtype,
            local_files_only=True,
            ignore_mismatched_sizes=True,
            output_loading_info=True,
            **options,
        )
    except (SafetensorError, UnpicklingError, EOFError, OSError) as error:
        raise BackendError(
            f"The weights of {checkpoint.name} are damaged ({error}); remove them, and fetch or copy them "
            "again."
        ) from error
    _require_whole(checkpoint, info)
    return model.eval()


def _require_whole(checkpoint: Checkpoint, info: Mapping[str, Any]) -> None:
    lacking = sorted(str(key) for key in info["missing_keys"])
    misfits = sorted(str(one[0] if isinstance(one, tuple) else one) for one in info["mismatched_keys"])
    for what, keys in (("lacks", lacking), ("has in another shape", misfits)):
        if keys:
            more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
            raise BackendError(
                f"{checkpoint.name} {what} the weight {keys[0]}{more}; it is damaged, or of another version "
                "of its model."
            )


def _json(path: Path, name: str) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackendError(f"{path.name} of {name} cannot be read ({error}); fetch it again.") from error
    if not isinstance(found, dict):
        raise BackendError(f"{path.name} of {name} is no object; fetch it again.")
    return found
