"""What a process of the plain script does with one page: pixels to the parts of a document, in memory."""

import time
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymupdf

from agents.chart import Chart
from agents.images import Rgb
from agents.layout import Layout, LoadedPage
from agents.look import look
from agents.models.grid_table import GridTable
from agents.models.no_chart import NoChart
from agents.models.protocols import OcrPage, TableCrop
from agents.models.rapid_layout import RapidLayout
from agents.models.rapid_ocr import RapidOcr
from agents.page_task import PageLimits
from agents.pdf import be_quiet
from agents.pixels import cut
from agents.scanned.scan_lines import measured
from agents.table import MARGIN_PT
from schemas.blobs import BlobMissing, ImageRef
from schemas.events import Event
from schemas.parts import Part, TableRead, TextRead
from schemas.stage import Ok
from schemas.work import ChartFound, OcrWanted, PageRasterized, TableFound

DPI = 200


class Nowhere:
    """A store of blobs that keeps none: what the agents write here, nobody reads."""

    def put(self, key: str, data: bytes) -> None:
        pass

    def get(self, key: str) -> bytes:
        raise BlobMissing(key)

    def delete_under(self, prefix: str) -> int:
        return 0


class PageReader:
    """All models of one process, on so many threads each. A page passes them with nothing in between: no
    blob, no compression, no log. `spent`: the processor seconds of each step so far."""

    def __init__(self, threads: int) -> None:
        be_quiet()
        nowhere = Nowhere()
        self._layout = Layout(RapidLayout(threads=threads), nowhere)
        self._chart = Chart(NoChart(), nowhere)
        self._ocr = RapidOcr(threads=threads)
        self._table = GridTable(threads=threads)
        self._documents: dict[Path, Any] = {}
        self.spent: defaultdict[str, float] = defaultdict(float)

    def read(self, pdf: Path, page_no: int) -> list[Part]:
        """The parts that Octavo's stages would give, without their timings."""
        if pdf not in self._documents:
            self._documents = {pdf: pymupdf.open(pdf)}
        with self._counted("look"):
            event, page = _rendered(self._documents[pdf], pdf.stem, page_no)
        with self._counted("layout"):
            outcomes = self._layout.run([(event, page)])
        parts: list[Part] = []
        for produced in _events(outcomes[0]):
            if isinstance(produced, OcrWanted):
                with self._counted("ocr"):
                    parts.append(self._lines(produced, page.image))
            elif isinstance(produced, TableFound):
                with self._counted("table"):
                    parts.append(self._grid(produced, page.image))
            elif isinstance(produced, ChartFound):
                figure = self._chart.figure(produced, page.image)
                parts += [e for e in _events(self._chart.run([(produced, figure)])[0]) if isinstance(e, Part)]
            elif isinstance(produced, Part):
                parts.append(produced)
        return parts

    @contextmanager
    def _counted(self, step: str) -> Generator[None]:
        began = time.process_time()
        yield
        self.spent[step] += time.process_time() - began

    def _lines(self, wanted: OcrWanted, image: Rgb) -> TextRead:
        (found,) = self._ocr.read([OcrPage(image, wanted.dpi, wanted.regions, wanted.whole_page)])
        seen = measured(image, found, wanted.dpi)
        return TextRead(
            request_id=wanted.request_id,
            page_no=wanted.page_no,
            lines=tuple(seen.lines),
            bold_lines=seen.bold,
            styled_lines=seen.slanted,
            model=self._ocr.used,
        )

    def _grid(self, found: TableFound, image: Rgb) -> TableRead:
        piece = cut(image, found.box, found.dpi, MARGIN_PT)
        (grid,) = self._table.structure([TableCrop(piece.image, found.dpi, piece.origin)])
        return TableRead(
            request_id=found.request_id,
            page_no=found.page_no,
            region_id=found.region_id,
            rows=grid.rows,
            cols=grid.cols,
            rules=grid.rules,
            cells=grid.cells,
            model=self._table.used,
        )


def _rendered(document: Any, name: str, page_no: int) -> tuple[PageRasterized, LoadedPage]:
    """As agents.pages.rasterize, but the pixels stay where they are."""
    page = look(document, page_no, PageLimits(dpi=DPI))
    height_px, width_px = page.rgb.shape[:2]
    event = PageRasterized(
        request_id=name,
        page_no=page_no,
        image=ImageRef(key="in-memory", size_bytes=0, encoding="png", width_px=width_px, height_px=height_px),
        dpi=page.dpi,
        pictures=page.pictures,
        drawn=page.drawn,
        **page.facts.known(),
    )
    return event, LoadedPage(page.rgb, event.words)


def _events(outcome: object) -> tuple[Event, ...]:
    if not isinstance(outcome, Ok):
        raise ValueError(f"A page could not be read: {outcome}")
    return outcome.events
