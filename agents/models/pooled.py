"""Pools of models that pass for one model, so that an agent need not know how many there are."""

from collections.abc import Sequence

from agents.models.pool import ModelPool
from agents.models.protocols import (
    ChartData,
    ChartModel,
    Detection,
    LayoutModel,
    OcrModel,
    OcrPage,
    Rgb,
    TableCrop,
    TableGrid,
    TableModel,
    Unreadable,
)
from schemas.geometry import Line


class PooledLayout:
    """A LayoutModel that many threads may call at once."""

    def __init__(self, pool: ModelPool[LayoutModel]) -> None:
        self._pool = pool
        self.used = pool.run(lambda model: model.used)

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]:
        return self._pool.run(lambda model: model.detect(images, dpis))


class PooledOcr:
    """An OcrModel that many threads may call at once."""

    def __init__(self, pool: ModelPool[OcrModel]) -> None:
        self._pool = pool
        self.used = pool.run(lambda model: model.used)

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        return self._pool.run(lambda model: model.read(pages))


class PooledTable:
    """A TableModel that many threads may call at once."""

    def __init__(self, pool: ModelPool[TableModel]) -> None:
        self._pool = pool
        self.used = pool.run(lambda model: model.used)

    def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]:
        return self._pool.run(lambda model: model.structure(crops))


class PooledChart:
    """A ChartModel that many threads may call at once."""

    def __init__(self, pool: ModelPool[ChartModel]) -> None:
        self._pool = pool
        self.used = pool.run(lambda model: model.used)
        self.attempts = pool.run(lambda model: model.attempts)

    def read(self, crops: Sequence[Rgb]) -> Sequence[ChartData | Unreadable | None]:
        return self._pool.run(lambda model: model.read(crops))


POOLED = {"layout": PooledLayout, "ocr": PooledOcr, "table": PooledTable, "chart": PooledChart}
"""The wrapper of each stage's pool."""
