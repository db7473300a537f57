"""The text of tables as lines with their places, for a recogniser that gives text without any."""

from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

from agents.models.protocols import OcrModel, OcrPage
from agents.models.rapid_ocr import RapidOcr
from schemas.geometry import Line
from schemas.labels import RegionLabel


class TableLines:
    """Reads what lies in tables with the models of profile `lite`, which are loaded with the first table.

    Not safe for two threads at once.
    """

    def __init__(self, threads: int = 0) -> None:
        self._threads = threads
        self._model: OcrModel | None = None
        self.version = f"tables with rapidocr {version('rapidocr')}"

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        """Lines with their centre in a table of each page; they name no region. A line in another region
        that is smaller than the table, such as a caption, is left to it."""
        asked = {
            number: replace(page, regions=tables, whole_page=False)
            for number, page in enumerate(pages)
            if (tables := tuple(region for region in page.regions if region.label is RegionLabel.TABLE))
        }
        if not asked:
            return [[] for _ in pages]
        if self._model is None:
            self._model = RapidOcr(self._threads)
        found = dict(zip(asked, self._model.read(list(asked.values())), strict=True))
        return [
            [line for line in found.get(number, ()) if _is_the_tables(line, page)]
            for number, page in enumerate(pages)
        ]


def _is_the_tables(line: Line, page: OcrPage) -> bool:
    """Also where it lies beside the table, as a piece of a wide line may."""
    around = [
        region
        for region in page.regions
        if region.label is not RegionLabel.PICTURE and region.box.holds_centre_of(line.box)
    ]
    smallest = min(around, key=lambda region: region.box.area, default=None)
    return smallest is None or smallest.label is RegionLabel.TABLE
