"""Models that read a page as its colour, but die or hang over one that is too red. For profile files."""

import ctypes
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agents.images import encode
from agents.models.protocols import OcrPage
from schemas.blobs import ImageRef
from schemas.events import ModelUsed
from schemas.geometry import Box, Line
from streams.blobs import open_blobs

RED, GREEN = (255, 0, 0), (0, 255, 0)


def write_profile(folder: Path, dies_by: str) -> Path:
    """A profile whose every stage has a Reader for a model; only OCR can use it."""
    reader = f'backend = "{__name__}:Reader"\ninstances = 1\nsettings = {{ dies_by = "{dies_by}" }}\n'
    path = folder / "colours.toml"
    path.write_text("\n".join(f"[{stage}]\n{reader}" for stage in ("layout", "ocr", "table", "chart")))
    return path


def stored_page(blob_url: str, key: str, colour: tuple[int, int, int]) -> ImageRef:
    """A small page of one colour, in the blob store."""
    ref, data = encode(np.full((8, 8, 3), colour, dtype=np.uint8), key)
    open_blobs(blob_url).put(key, data)
    return ref


class Reader:
    """`dies_by`: `crash`, as native code does that reads where it must not; `hang`, as a lost device does;
    `hold`, as native code does that hangs and lets no other thread run meanwhile."""

    def __init__(self, dies_by: str) -> None:
        self.used = ModelUsed(name="colour", version="1")
        self._dies_by = dies_by

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        colours = [tuple(int(value) for value in page.image[0, 0]) for page in pages]
        if RED in colours:
            self._die()
        return [[Line(str(colour), Box(0, 0, 1, 1), 1.0)] for colour in colours]

    def _die(self) -> None:
        if self._dies_by == "crash":
            ctypes.string_at(0)
        if self._dies_by == "hold":
            ctypes.PyDLL(None).pause()
        threading.Event().wait()
