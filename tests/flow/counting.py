"""Models that find one text on each page and read a word of their settings; they log every page they see."""

from collections.abc import Sequence
from pathlib import Path

from agents.images import Rgb
from agents.models.protocols import ChartData, Detection, OcrPage, TableCrop, TableGrid
from schemas.events import ModelUsed
from schemas.geometry import Box, Line
from schemas.labels import RegionLabel


class _Counting:
    attempts = True

    def __init__(self, log: str, word: str = "read") -> None:
        self.used = ModelUsed(name="counting", version="1", backend=type(self).__name__)
        self._log, self._word = Path(log), word

    def _count(self, items: Sequence[object]) -> None:
        with self._log.open("a") as log:
            log.write(f"{type(self).__name__}\n" * len(items))


class CountingLayout(_Counting):
    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        self._count(images)
        found = [
            Detection(RegionLabel.TEXT, Box(10, 10, 90, 40), 1.0),
            Detection(RegionLabel.PICTURE, Box(10, 50, 90, 90), 1.0),
        ]
        return [found for _ in images]


class CountingOcr(_Counting):
    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        self._count(pages)
        if self._word == "broken":
            raise ValueError("it reads nothing")
        return [[Line(self._word, Box(20, 20, 60, 30), 1.0)] for _ in pages]


class CountingTable(_Counting):
    def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]:
        self._count(crops)
        return [TableGrid(0, 0, ()) for _ in crops]


class CountingChart(_Counting):
    def read(self, crops: Sequence[Rgb]) -> list[ChartData | None]:
        self._count(crops)
        return [ChartData(title="a chart") for _ in crops]
