"""What a checkpoint needs of its device's memory, and a refusal where there is less."""

from agents.models.checkpoint import Checkpoint
from agents.models.footprint import Footprint, footprint
from agents.models.protocols import BackendError

_ROOM = 1.2
"""Of the weights: allocators fragment, and libraries keep something beside."""


def needed_bytes(checkpoint: Checkpoint, itemsize: int) -> int:
    """Of its weights in a type of so many bytes, and of what is alive while one item passes: where a batch
    does not fit, it is halved, down to one item. Raises BackendError."""
    count = _footprint(checkpoint)
    passing = count.activation_numbers if count else 0
    return round(itemsize * (_ROOM * checkpoint.parameters + passing))


def require_room(checkpoint: Checkpoint, itemsize: int, free_bytes: int | None, device: str) -> None:
    """Raises BackendError where a device has too little left. `free_bytes` None: nobody knows."""
    needed = needed_bytes(checkpoint, itemsize)
    if free_bytes is not None and needed > free_bytes:
        raise BackendError(
            f"{checkpoint.name} needs {needed / 1e6:,.0f} MB and {device} has {free_bytes / 1e6:,.0f} "
            "MB free: choose fewer instances, a smaller precision, or another device."
        )


def _footprint(checkpoint: Checkpoint) -> Footprint | None:
    """None for a model that nobody here can count."""
    try:
        return footprint(checkpoint.config)
    except (KeyError, TypeError, AttributeError):
        return None
