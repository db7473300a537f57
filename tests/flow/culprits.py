"""Models that read a page as its colour, but die or hang over one that is too red. For profile files."""

import ctypes
import threading
from collections.abc import Sequence

from agents.models.protocols import OcrPage
from schemas.events import ModelUsed
from schemas.geometry import Box, Line

RED = (255, 0, 0)


class Reader:
    """`dies_by`: `crash`, as native code does that reads where it must not; `hang`, as a lost device does."""

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
        threading.Event().wait()
