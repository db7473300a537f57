"""Models that read nothing but the pixels they are given: another page, another text. Named by a profile.

Each comes to a trap before it runs (`<stage>.run`), so a test can make it slow, or end its process.
"""

import ctypes
import hashlib
import os
import time
from collections.abc import Sequence
from pathlib import Path

from agents.models.protocols import ChartData, Detection, OcrPage, Rgb, TableCrop, TableGrid
from schemas.events import ModelUsed
from schemas.geometry import Box, Line
from schemas.labels import RegionLabel
from schemas.parts import TableCell
from tests.faults.traps import TRAPS_VARIABLE, Traps
from tests.faults.workload import DEADLY_RGB, POISON_RGB, WORDY_RGB

_TABLE, _PICTURE, _TEXT = Box(4, 4, 34, 34), Box(38, 4, 68, 34), Box(4, 38, 68, 68)
_SIDE, _REPEATS = 16, 2000
"""Of a wordy page: rows and columns of its table, and how often its text says the same."""


class _Stand:
    """What the four have in common. `oom_at`: the smallest batch that does not fit the device."""

    stage = ""

    def __init__(self, call_ms: float = 0.0, oom_at: int = 0) -> None:
        self._traps = Traps(Path(os.environ[TRAPS_VARIABLE]))
        self._call_s = call_ms / 1000
        self._oom_at = oom_at

    @property
    def used(self) -> ModelUsed:
        return ModelUsed(name="pixels", version="1", backend=f"{__name__}:{type(self).__name__}")

    @used.setter
    def used(self, told: ModelUsed) -> None:
        """Takes no settings in: those of trials differ, and no answer should tell them apart."""

    def _call(self, images: Sequence[Rgb]) -> None:
        self._traps.spring(f"{self.stage}.run")
        if self._oom_at and len(images) >= self._oom_at:
            self._traps.struck(f"{self.stage}.memory", size=len(images))
            raise MemoryError(f"a batch of {len(images)} does not fit")
        time.sleep(self._call_s)


class PixelLayout(_Stand):
    stage = "layout"

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        self._call(images)
        return [_regions(seen(image), is_wordy(image)) for image in images]


class PixelOcr(_Stand):
    stage = "ocr"

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        images = [page.image for page in pages]
        self._call(images)
        for image in images:
            self._refuse(image)
        return [[Line(_text(image), _TEXT, 1.0)] for image in images]

    def _refuse(self, image: Rgb) -> None:
        colour = _colour(image)
        if colour == POISON_RGB:
            self._traps.struck("ocr.poison")
            raise ValueError("this page cannot be read")
        if colour == DEADLY_RGB:
            self._traps.struck("ocr.deadly")
            ctypes.string_at(0)  # by this very thread: a signal sent from here might strike another, later


class PixelTable(_Stand):
    stage = "table"

    def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]:
        self._call([crop.image for crop in crops])
        return [_grid(seen(crop.image), _SIDE if is_wordy(crop.image) else 1) for crop in crops]


class PixelChart(_Stand):
    stage = "chart"
    attempts = True

    def read(self, crops: Sequence[Rgb]) -> list[ChartData | None]:
        self._call(crops)
        return [ChartData(title="seen", header=("pixels",), rows=((seen(crop),),)) for crop in crops]


def seen(image: Rgb) -> str:
    """A name for these pixels."""
    return hashlib.sha256(image.tobytes()).hexdigest()[:24]


def is_wordy(image: Rgb) -> bool:
    return _colour(image) == WORDY_RGB


def _colour(image: Rgb) -> tuple[int, ...]:
    """That of the page's edge, which the crop of a table shows as well."""
    return tuple(int(value) for value in image[2, 2])


def _text(image: Rgb) -> str:
    """A sentence, so that no page goes on with the one before it, and none is a heading where others have
    smaller type: pages are compared alone."""
    name = f"P{seen(image)}"
    return " ".join([name] * _REPEATS) if is_wordy(image) else f"{name} is all that stands on it."


def _regions(name: str, wordy: bool) -> list[Detection]:
    """A text on every page; a table on every second, a picture on every fourth, as its pixels have it."""
    number = int(name[:4], 16)
    found = [Detection(RegionLabel.TEXT, _TEXT, 0.9)]
    if wordy or number % 2:
        found.append(Detection(RegionLabel.TABLE, _TABLE, 0.9))
    if number % 4 < 2:
        found.append(Detection(RegionLabel.PICTURE, _PICTURE, 0.9))
    return found


def _grid(name: str, rows: int) -> TableGrid:
    """Two columns for a table of one row, else as many as rows."""
    cols = max(2, rows)
    width, height = 30 / cols, 30 / rows
    cells = tuple(
        TableCell(
            row=row,
            col=col,
            box=Box(4 + col * width, 4 + row * height, 4 + (col + 1) * width, 4 + (row + 1) * height),
            text=name[12 * col :][:12] or name,
        )
        for row in range(rows)
        for col in range(cols)
    )
    return TableGrid(rows, cols, cells)
