"""rapidocr by itself on pages rendered at 200 DPI, its lines in the order in which it gives them."""

from pathlib import Path
from typing import Any

import numpy as np
import pymupdf

from benchmarks.quality.alternatives.reader import Alternative
from benchmarks.quality.extraction import Extraction

_DPI = 200


class RapidOcrDefault(Alternative):
    """As it comes."""

    name = "rapidocr"
    scores = frozenset({"word_recall", "order"})
    scans, digital = True, False
    _settings: dict[str, Any] = {}

    def __init__(self) -> None:
        from rapidocr import RapidOCR  # takes a second or two, in the process that reads

        self._engine: Any = RapidOCR(params={"Global.log_level": "critical", **self._settings})

    def read(self, pdf: Path) -> Extraction:
        lines: list[str] = []
        with pymupdf.open(pdf) as document:
            pages: Any = document
            for page in pages:
                pixmap = page.get_pixmap(dpi=_DPI)
                rgb = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, pixmap.n)
                lines += self._engine(rgb[:, :, ::-1]).txts or ()
        return Extraction(_joined(lines))


class RapidOcrTuned(RapidOcrDefault):
    """With large pages left large, and without the search for lines that stand on their head."""

    name = "rapidocr, tuned"
    _settings = {
        "Global.max_side_len": 2400,
        "Global.use_cls": False,
        "Det.limit_type": "max",
        "Det.limit_side_len": 960,
    }


def _joined(lines: list[str]) -> list[str]:
    """Words broken by a hyphen at a line's end are joined, as anyone would do."""
    text = "\n".join(lines)
    return text.replace("-\n", "").split("\n")
