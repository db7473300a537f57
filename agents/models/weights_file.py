"""Files of safetensors by their headers: what is in them, and whether they are whole. No weight is read."""

import json
import math
from pathlib import Path
from typing import Any

LARGEST_HEADER_BYTES = 100_000_000
"""As the library has it: a length beyond is that of no header."""
_LENGTH_BYTES = 8


class Damaged(ValueError):
    """The file is not as its own header says, or has none; the message says which, but not of which file."""


def numbers_in(path: Path) -> int:
    """Weights in it. Raises Damaged and OSError."""
    return sum(math.prod(told["shape"]) for told in _tensors(path).values())


def require_whole(path: Path) -> None:
    """Raises Damaged where the file is shorter or longer than its header says, and OSError."""
    _tensors(path)


def _tensors(path: Path) -> dict[str, Any]:
    """A length of eight bytes, then JSON with the shape and the place of each tensor, then the tensors."""
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        if length > min(size - _LENGTH_BYTES, LARGEST_HEADER_BYTES):
            raise Damaged("its header is cut off, or it is a file of another kind")
        text = file.read(length)
    try:
        header: dict[str, Any] = json.loads(text)
        tensors = {name: told for name, told in header.items() if name != "__metadata__"}
        ends = [int(told["data_offsets"][1]) for told in tensors.values()]
        for told in tensors.values():
            math.prod(int(side) for side in told["shape"])
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise Damaged(f"its header cannot be read: {error}") from error
    whole = _LENGTH_BYTES + length + max(ends, default=0)
    if size != whole:
        raise Damaged(f"it has {size:,} bytes, and its header says {whole:,}")
    return tensors
