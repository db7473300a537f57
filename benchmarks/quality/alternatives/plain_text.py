"""The text layer as PyMuPDF gives it, in the order of the file or sorted by place."""

from pathlib import Path
from typing import Any

import pymupdf

from benchmarks.quality.alternatives.reader import Alternative
from benchmarks.quality.extraction import Extraction

_FLAGS = pymupdf.TEXTFLAGS_TEXT | pymupdf.TEXT_DEHYPHENATE


class PlainText(Alternative):
    """`get_text()`: the order in which the PDF draws its text; words broken at a line's end are joined."""

    name = "pymupdf"
    scores = frozenset({"word_recall", "order"})
    scans, digital = False, True
    _sort = False

    def read(self, pdf: Path) -> Extraction:
        with pymupdf.open(pdf) as document:
            pages: Any = document
            return Extraction([page.get_text("text", sort=self._sort, flags=_FLAGS) for page in pages])


class SortedText(PlainText):
    """`get_text(sort=True)`: from the top down, and from left to right."""

    name = "pymupdf, sorted"
    _sort = True
