"""PDFs with known truth, made on the spot: the same arguments give the same bytes."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pymupdf
import simplejpeg
from PIL import Image

from schemas.codes import ErrorCode
from schemas.labels import PageKind
from tests.sheets import LETTER, Cells, Chart, PageTruth, Sheet

_TEXT = (
    "river mountain copper ledger harvest signal window garden engine letter market winter bridge "
    "circle forest planet silver method season report volume motion figure number record sample "
    "surface pattern section measure carbon valley station archive office flight morning anchor"
)
_WORDS = _TEXT.split()


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF and what stands on its pages. `code`: how opening it fails, None where it does not."""

    pdf: bytes
    pages: tuple[PageTruth, ...] = ()
    code: ErrorCode | None = None

    @property
    def page_count(self) -> int:
        return len(self.pages)


def prose(words: int, seed: object) -> str:
    """Sentences of common English words."""
    chosen = random.Random(str(seed)).choices(_WORDS, k=words)
    sentences = [chosen[start : start + 11] for start in range(0, words, 11)]
    return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in sentences)


def drawn(
    pages: int, draw: Callable[[Sheet, int], PageKind | None], size: tuple[float, float] = LETTER
) -> Made:
    """`draw` gets each sheet and its page number from 1, and says the page's kind if not digital."""
    document: Any = pymupdf.open()
    truths: list[PageTruth] = []
    for page_no in range(1, pages + 1):
        sheet = Sheet(document.new_page(width=size[0], height=size[1]))
        kind = draw(sheet, page_no)
        truths.append(sheet.truth(kind or PageKind.DIGITAL))
    return Made(saved(document), tuple(truths))


def saved(document: Any) -> bytes:
    return document.tobytes(garbage=3, deflate=True, no_new_id=True)


def text_document(pages: int = 3, seed: int = 0) -> Made:
    """A heading and three paragraphs a page; no two pages, and no two seeds, share their heading."""

    def draw(sheet: Sheet, page_no: int) -> None:
        sheet.heading(f"Chapter {page_no} of volume {seed}")
        for paragraph in range(3):
            sheet.paragraph(prose(60, (seed, page_no, paragraph)), size=11)

    return drawn(pages, draw)


def two_columns(pages: int = 1, seed: int = 0) -> Made:
    """A title over two columns; the left column comes first in reading order."""

    def draw(sheet: Sheet, page_no: int) -> None:
        sheet.heading(f"Columns {seed} {page_no}")
        top, width = sheet.y, (sheet.width - 24) / 2
        for column in range(2):
            sheet.y = top
            for paragraph in range(3):
                text = prose(70, (seed, page_no, column, paragraph))
                sheet.paragraph(text, x=sheet.margin + column * (width + 24), width=width)

    return drawn(pages, draw)


def table_cells(rows: int = 5, columns: int = 4, seed: int = 0) -> Cells:
    """A header, a name in the first column, numbers in the others."""
    rng = random.Random(f"cells {seed}")
    header = ("Item", *(f"Q{column}" for column in range(1, columns)))
    names = rng.sample(_WORDS, rows - 1)
    body = [(name.capitalize(), *(f"{rng.randint(100, 99999):,}" for _ in header[1:])) for name in names]
    return (header, *body)


def table_document(ruled: bool = True, seed: int = 0, pages: int = 1) -> Made:
    """One table between two paragraphs, with all its rules or with one under its header only."""

    def draw(sheet: Sheet, page_no: int) -> None:
        sheet.heading(f"Table {page_no} of volume {seed}")
        sheet.paragraph(prose(50, (seed, page_no, "above")), size=11)
        sheet.y += 10
        sheet.table(table_cells(seed=seed * 100 + page_no), ruled=ruled, size=11, row_pt=24)
        sheet.y += 10
        sheet.paragraph(prose(50, (seed, page_no, "below")), size=11)

    return drawn(pages, draw)


def chart_document(seed: int = 0) -> Made:
    """A paragraph, a bar chart drawn with vectors, and a photograph-like picture: a hybrid page, since a
    picture may hold text."""
    rng = random.Random(f"chart {seed}")
    chart = Chart("Output by site", tuple((name.capitalize(), rng.randint(20, 95)) for name in _WORDS[:5]))

    def draw(sheet: Sheet, _: int) -> PageKind:
        sheet.heading("Output and sites")
        sheet.paragraph(prose(50, (seed, "chart")), size=11)
        sheet.bar_chart(chart)
        sheet.picture(landscape(seed), 300, 150)
        return PageKind.HYBRID

    return drawn(1, draw)


def landscape(seed: int = 0, width_px: int = 600, height_px: int = 300) -> bytes:
    """A JPEG of hills under a sky: no text in it."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height_px, 0:width_px] / (height_px, width_px)[0]
    image = np.stack([0.55 + 0.3 * y, 0.7 + 0.2 * y, 0.95 - 0.1 * y], axis=-1)
    for level in range(4):
        ridge = 0.45 + 0.13 * level + 0.07 * np.sin(x * (3 + 2 * level) + rng.uniform(0, 6))
        shade = np.array([0.35, 0.5, 0.4]) * (1 - 0.18 * level)
        image = np.where((y > ridge)[..., None], shade, image)
    noisy = image + rng.normal(0, 0.012, image.shape)
    pixels = np.ascontiguousarray((np.clip(noisy, 0, 1) * 255).astype(np.uint8))
    return simplejpeg.encode_jpeg(pixels, quality=80)


def scanned(
    made: Made, dpi: int = 150, noise: float = 5.0, skew_degrees: float = 0.0, pages: Sequence[int] = ()
) -> Made:
    """The document printed and scanned: pages without a text layer, grey, a little noisy. `pages` limits
    it to those page numbers; the others stay as they are."""
    source: Any = pymupdf.open(stream=made.pdf, filetype="pdf")
    document: Any = pymupdf.open()
    truths: list[PageTruth] = []
    for page_no, truth in enumerate(made.pages, start=1):
        if pages and page_no not in pages:
            document.insert_pdf(source, from_page=page_no - 1, to_page=page_no - 1)
            truths.append(truth)
            continue
        pixmap = source[page_no - 1].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
        page = document.new_page(width=truth.width_pt, height=truth.height_pt)
        page.insert_image(page.rect, stream=_scan(pixmap, noise, skew_degrees, page_no))
        truths.append(replace(truth, kind=PageKind.OCR))
    return Made(saved(document), tuple(truths))


def _scan(pixmap: Any, noise: float, skew_degrees: float, seed: int) -> bytes:
    image = Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)
    if skew_degrees:
        image = image.rotate(skew_degrees, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(image, np.float32)
    noisy = grey * 0.94 + 10 + np.random.default_rng(seed).normal(0, noise, grey.shape)
    stream = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=72)
    return stream.getvalue()


def hybrid_document(seed: int = 0) -> Made:
    """A digital page whose second half is a pasted scan of text."""
    lower = prose(60, (seed, "scanned half"))

    def draw_lower(sheet: Sheet, _: int) -> None:
        sheet.y = 10
        sheet.paragraph(lower, size=12)

    strip = drawn(1, draw_lower, (LETTER[0], 200))
    pixmap = pymupdf.open(stream=strip.pdf)[0].get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)

    def draw(sheet: Sheet, _: int) -> PageKind:
        sheet.heading(f"Hybrid {seed}")
        sheet.paragraph(prose(60, (seed, "typed half")), size=12)
        sheet.picture(_scan(pixmap, 3, 0, seed), LETTER[0], 200, x=0.01)
        sheet.pictures, sheet.lines = 0, [*sheet.lines, *strip.pages[0].lines]
        return PageKind.HYBRID

    return drawn(1, draw)


def mixed_document(pages: int = 12, seed: int = 0) -> Made:
    """Text, every third page scanned, every fourth with a ruled table."""

    def draw(sheet: Sheet, page_no: int) -> None:
        sheet.heading(f"Chapter {page_no} of volume {seed}")
        sheet.paragraph(prose(80, (seed, page_no, "a")), size=11)
        if page_no % 4 == 0:
            sheet.table(table_cells(seed=page_no), size=11, row_pt=24)
        sheet.paragraph(prose(60, (seed, page_no, "b")), size=11)

    return scanned(drawn(pages, draw), pages=range(3, pages + 1, 3))


def rotated(made: Made, degrees: int) -> Made:
    """The same pages with a /Rotate entry, which shows them turned clockwise."""
    document: Any = pymupdf.open(stream=made.pdf, filetype="pdf")
    for page in document:
        page.set_rotation(degrees)
    turned = [
        replace(page, width_pt=page.height_pt, height_pt=page.width_pt) if degrees % 180 else page
        for page in made.pages
    ]
    return Made(saved(document), tuple(turned))
