"""What a model backend is, by kind: a list in, a list of the same length and order out.

An item's result does not depend on its batch-mates. Backends are synchronous, may be called by one thread
at a time (agents/models/pool.py sees to that), and may raise anything: the caller tries the items in
smaller batches and blames the one that fails alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from schemas.events import ModelUsed
from schemas.geometry import Box, Line
from schemas.labels import RegionLabel
from schemas.parts import TableCell
from schemas.work import Region

Rgb = NDArray[np.uint8]
"""An image of shape (height_px, width_px, 3), channels in the order red, green, blue."""

POINTS_PER_INCH = 72.0


class BackendError(Exception):
    """A backend cannot be found, configured or loaded; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A region as a layout model found it. Its box is in points of the page; it may lie over others."""

    label: RegionLabel
    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page to read: all of it, or where `whole_page` is False only the text inside `regions`. Of a whole
    page they are all that layout found there, for a model that reads region by region."""

    image: Rgb
    dpi: float
    regions: tuple[Region, ...] = ()
    whole_page: bool = True


@dataclass(frozen=True, slots=True)
class TableCrop:
    """A piece of a page that holds one table. `origin`: the page point at the crop's top left pixel."""

    image: Rgb
    dpi: float
    origin: tuple[float, float]


@dataclass(frozen=True, slots=True)
class TableGrid:
    """A table's structure, boxes in points of the page. No table found: no rows, no columns, no cells; its
    words are then put in rows and columns by where they stand, with the help of the horizontal `rules`."""

    rows: int = 0
    cols: int = 0
    cells: tuple[TableCell, ...] = ()
    rules: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """A chart's numbers as text: one header, and rows as long as it."""

    title: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class LayoutModel(Protocol):
    @property
    def used(self) -> ModelUsed: ...

    def detect(self, images: Sequence[Rgb], dpis: Sequence[float]) -> list[list[Detection]]: ...


class OcrModel(Protocol):
    @property
    def used(self) -> ModelUsed: ...

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]: ...


class TableModel(Protocol):
    @property
    def used(self) -> ModelUsed: ...

    def structure(self, crops: Sequence[TableCrop]) -> list[TableGrid]: ...


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A picture of which the model made something that is no table; `message` says what, in a sentence."""

    message: str


class ChartModel(Protocol):
    @property
    def used(self) -> ModelUsed: ...

    @property
    def attempts(self) -> bool:
        """False for a backend that reads no charts: it is given no pixels and answers None."""
        ...

    def read(self, crops: Sequence[Rgb]) -> Sequence[ChartData | Unreadable | None]:
        """None for a crop that is no chart, or that nobody tried to read."""
        ...
