"""PyMuPDF4LLM with its layout models (they are in its wheels) and its OCR, which is rapidocr here."""

from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.quality.alternatives.reader import Alternative
from benchmarks.quality.extraction import Extraction
from benchmarks.quality.markdown_reading import extraction_of


class LlmMarkdown(Alternative):
    """`to_markdown` as it comes: layout analysis on, OCR of pages without text on."""

    name = "pymupdf4llm"
    scores = frozenset({"word_recall", "order", "headings_f1", "level_accuracy", "teds"})
    scans, digital = True, True

    def __init__(self) -> None:
        self._library: Any = import_module("pymupdf4llm")  # only `make quality` installs it

    def read(self, pdf: Path) -> Extraction:
        return extraction_of(str(self._library.to_markdown(str(pdf))))
