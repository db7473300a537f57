"""Text recognition with the PP-OCR models that the rapidocr wheel carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from agents.models.onnx_session import shipped_model
from agents.models.protocols import POINTS_PER_INCH, OcrPage
from agents.models.text_detection import Quads, TextDetector
from agents.models.text_recognition import TextRecognizer, Told
from schemas.events import ModelUsed
from schemas.geometry import Box, Line

_CERTAIN = 0.95
"""Score of what the detector is not sure of: below it nothing is taken for text."""


class RapidOcr:
    """Reads whole pages: lines are found page by page, then those of all pages are read together.

    Every line with a character in it is given, however low its score: what to do with a doubtful line is
    not this backend's to decide. What may be no line at all is given where it is read without a doubt. Of a
    page that is not whole only lines with their centre in one of its regions are read. Upright pages only:
    one turned by 90 degrees gives garbage.
    """

    def __init__(
        self,
        threads: int = 0,
        max_side_px: int = 960,
        detector_path: str | None = None,
        recognizer_path: str | None = None,
    ) -> None:
        detector = shipped_model("rapidocr", ["*_det_*.onnx"], detector_path)
        recognizer = shipped_model("rapidocr", ["*_rec_*.onnx"], recognizer_path)
        self._detect = TextDetector(detector.read_bytes(), threads, max_side_px)
        self._recognize = TextRecognizer(recognizer.read_bytes(), threads)
        self.used = ModelUsed(
            name=f"rapidocr/{recognizer.stem.replace('_rec_', '_')}",
            version=version("rapidocr"),
            backend="agents.models.rapid_ocr:RapidOcr",
        )

    def read(self, pages: Sequence[OcrPage]) -> list[list[Line]]:
        """Lines of each page from top to bottom, and from left to right where they stand side by side."""
        found = self._detect([page.image for page in pages])
        wanted = [
            _Wanted(number, quad, faint)
            for number, (page, own) in enumerate(zip(pages, found, strict=True))
            for faint, quads in ((False, own.lines), (True, own.faint))
            for quad in quads
            if _asked_for(quad, page)
        ]
        readings = self._recognize([(pages[one.page].image, one.quad) for one in wanted])
        lines: list[list[Line]] = [[] for _ in pages]
        for one, pieces in zip(wanted, readings, strict=True):
            for told in pieces:
                if told.text.strip() and not (one.faint and _is_speck(told)):
                    box = _box(told.quad, pages[one.page].dpi)
                    lines[one.page].append(Line(told.text, box, told.score))
        return [in_rows(own) for own in lines]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A line of a page, or what may be one."""

    page: int
    quad: Quads
    faint: bool


def _is_speck(told: Told) -> bool:
    return told.score < _CERTAIN or not any(map(str.isalnum, told.text))


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Rows from top to bottom, each from left to right.

    A line belongs to a row if its middle lies within the height of the row's topmost line.
    """
    ordered: list[Line] = []
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.box.centre[1], line.box.x0)):
        if row and line.box.centre[1] > row[0].box.y1:
            ordered += sorted(row, key=lambda line: line.box.x0)
            row = []
        row.append(line)
    return ordered + sorted(row, key=lambda line: line.box.x0)


def _asked_for(quad: Quads, page: OcrPage) -> bool:
    return page.whole_page or any(region.box.holds_centre_of(_box(quad, page.dpi)) for region in page.regions)


def _box(quad: Quads, dpi: float) -> Box:
    scale = POINTS_PER_INCH / dpi
    (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
    return Box(float(x0) * scale, float(y0) * scale, float(x1) * scale, float(y1) * scale)
