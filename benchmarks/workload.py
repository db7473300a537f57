"""The PDFs that are submitted, and when."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pymupdf

from benchmarks.letter import HEIGHT_PT, WIDTH_PT, typed
from benchmarks.plain_pdf import plain_pdf
from tests.pdfs import mixed_document, scanned, text_document

LETTER_PT = (float(WIDTH_PT), float(HEIGHT_PT))
SMALL_PT = (72.0, 72.0)
"""A page of one square inch: rendering and decoding it take next to no time."""


@dataclass(frozen=True, slots=True)
class Job:
    """A PDF to submit `at_s` seconds after the start. One that is not awaited is background: the run ends
    without it. Once all that are `decisive` have ended, what was not submitted yet is left out."""

    pdf: bytes
    pages: int
    at_s: float = 0.0
    tenant: str = "default"
    priority: str = "normal"
    awaited: bool = True
    decisive: bool = False


@cache
def letters(pages: int, seed: int = 0, words: int = 180) -> bytes:
    """Letter-size pages of text: a heading, and paragraphs of so many words together, 420 at most."""
    return plain_pdf(pages, WIDTH_PT, HEIGHT_PT, draw=typed(seed, words))


@cache
def small(pages: int) -> bytes:
    """Pages of one square inch with one word each."""
    document: Any = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=SMALL_PT[0], height=SMALL_PT[1])
        page.insert_text((8, 40), f"page {number + 1}", fontsize=10)
    return document.tobytes(garbage=3, deflate=True)


@cache
def mixed(pages: int, seed: int = 0) -> bytes:
    """Text; every third page scanned, every fourth with a ruled table."""
    return mixed_document(pages=pages, seed=seed).pdf


@cache
def scans(pages: int, seed: int = 0) -> bytes:
    """Pages of text without a text layer."""
    return scanned(text_document(pages=pages, seed=seed)).pdf
