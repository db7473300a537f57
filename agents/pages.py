"""One page of a PDF as pixels and words. Runs inside a child process."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import numpy as np
import pymupdf

from agents.drawn.text_layer import read_text_layer
from agents.drawn.tick_boxes import with_tick_boxes
from agents.drawn.words import write_words
from agents.images import JPEG_MAX_SIDE_PX, Rgb, encode
from agents.page_kind import decide, may_be_kept
from agents.page_task import PageLimits, PageTask
from agents.pdf import EngineErrors, OpenDocuments, be_quiet, raise_as_rejection
from agents.scanned.scan_rules import Ruled, scan_rules
from agents.scanned.sound_layer import is_sound
from agents.scanned.specks import without_specks
from agents.scanned.streaks import without_streaks
from agents.scanned.upright import told, turn_of, turned
from schemas.blobs import BlobStore, blob_key
from schemas.codes import ErrorCode
from schemas.geometry import Box, Turn, Word
from schemas.labels import PageKind
from schemas.stage import Rejection
from schemas.work import PageRasterized

MIN_DPI = 36


def rendering(
    open_store: Callable[[], BlobStore], limits: PageLimits
) -> Callable[[PageTask], PageRasterized]:
    """A factory for a sandbox: its function renders one page and stores its pixels.

    The function raises Rejection (corrupt, page_too_large, blob_missing, encrypted, not_a_pdf),
    MemoryError, and OSError where the store fails.
    """
    store = open_store()
    documents = OpenDocuments(store)
    be_quiet()
    return lambda task: rasterize(store, documents.get(task.released.source), task, limits)


@dataclass(frozen=True, slots=True)
class Looked:
    """A page as it is to be read: its pixels upright, and its size and `note` to match; its words where they
    are to be used, so none of an `ocr` page."""

    rgb: Rgb
    dpi: float
    width_pt: float
    height_pt: float
    kind: PageKind
    kind_reason: str
    words: tuple[Word, ...]
    bold_lines: tuple[int, ...]
    fixed_lines: tuple[int, ...]
    styled_lines: tuple[int, ...]
    watermark_lines: tuple[int, ...]
    frames: tuple[Box, ...]
    rules: tuple[Box, ...]
    pictures: tuple[Box, ...]
    drawn: tuple[Box, ...] | None
    turn: Turn
    note: str


def look(document: Any, page_no: int, limits: PageLimits) -> Looked:
    """Renders and reads a page of an open pymupdf.Document. Raises Rejection, MemoryError."""
    try:
        page = load_page(document, page_no)
        dpi, note = fit_dpi(page.rect.width, page.rect.height, limits)
        layer = read_text_layer(page)
        rgb = render(page, dpi)
    except EngineErrors as error:
        raise_as_rejection(error, f"Rendering page {page_no}")
    pymupdf.TOOLS.store_shrink(50)  # decoded images of past pages would pile up to 256 MB
    blank = layer.seen.words == 0 and is_blank(rgb)
    sound = may_be_kept(layer.seen) and is_sound(layer.words, turned(rgb, Turn(layer.quarters)), dpi)
    seen = replace(layer.seen, sound=sound, blank=blank, repaired=bool(document.is_repaired))
    kind, reason = decide(seen)
    read = kind is PageKind.OCR
    scan = without_streaks(rgb, dpi) if read else rgb
    clean = without_specks(scan) if read else rgb
    mended = ("" if scan is rgb else "streaks taken out", "" if clean is scan else "specks smoothed")
    turn = Turn(layer.quarters)
    if read:
        turn = Turn() if blank else turn_of(clean, dpi)
    width_pt, height_pt = turn.size(page.rect.width, page.rect.height)
    upright = turned(clean, turn)
    ruled = Ruled(layer.rules, layer.frames)
    if read:  # What smooths specks takes thin rules away.
        ruled = scan_rules(upright if clean is scan else turned(scan, turn), dpi)
    return Looked(
        rgb=upright,
        dpi=dpi,
        width_pt=width_pt,
        height_pt=height_pt,
        kind=kind,
        kind_reason=reason,
        words=() if read else with_tick_boxes(layer.words, layer.tick_boxes, upright, dpi),
        bold_lines=() if read else layer.bold_lines,
        fixed_lines=() if read else layer.fixed_lines,
        styled_lines=() if read else layer.styled_lines,
        watermark_lines=() if read else layer.watermark_lines,
        frames=ruled.frames,
        rules=ruled.rules,
        pictures=layer.pictures if turn == Turn(layer.quarters) else (),
        drawn=None if read else layer.drawn,
        turn=turn,
        note="; ".join(text for text in (note, *mended, told(turn)) if text),
    )


def rasterize(store: BlobStore, document: Any, task: PageTask, limits: PageLimits) -> PageRasterized:
    """Looks at a page and puts its pixels and, where they are many, its words. Raises what `look` raises, and
    OSError where the store fails."""
    page = look(document, task.page_no, limits)
    released, key = task.released, f"{task.page_no:05d}"
    image, data = encode(page.rgb, blob_key(released.request_id, released.run_id, "pages", f"{key}.img"))
    store.put(image.key, data)
    words_key = blob_key(released.request_id, released.run_id, "pages", f"{key}.words")
    packed = write_words(store, words_key, page.words)
    return PageRasterized(
        request_id=released.request_id,
        run_id=released.run_id,
        tenant=released.tenant,
        priority=released.priority,
        deadline_at_ms=released.deadline_at_ms,
        lane=released.lane,
        replay=released.replay,
        page_no=task.page_no,
        image=image,
        dpi=page.dpi,
        width_pt=page.width_pt,
        height_pt=page.height_pt,
        kind=page.kind,
        kind_reason=page.kind_reason,
        words=packed.inline,
        words_blob=packed.blob,
        bold_lines=page.bold_lines,
        fixed_lines=page.fixed_lines,
        styled_lines=page.styled_lines,
        watermark_lines=page.watermark_lines,
        frames=page.frames,
        rules=page.rules,
        pictures=page.pictures,
        drawn=page.drawn,
        turn=page.turn,
        note=page.note,
    )


def load_page(document: Any, page_no: int) -> Any:
    """A pymupdf.Page; `page_no` counts from 1. Raises Rejection (corrupt): MuPDF itself would show an
    empty page for an object of the page tree that is none."""
    if not 1 <= page_no <= document.page_count:
        _refuse(page_no, f"The document has {document.page_count} pages")
    page = document[page_no - 1]
    if not 0 < page.xref < document.xref_length():
        _refuse(page_no, "The file is damaged, and the page is lost")
    kind, value = document.xref_get_key(page.xref, "Type")
    if not document.xref_object(page.xref).lstrip().startswith("<<") or (kind, value) not in (
        ("name", "/Page"),
        ("null", "null"),
    ):
        _refuse(page_no, "What stands in its place is not a page")
    width, height = page.rect.width, page.rect.height
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        _refuse(page_no, f"Its size is {width} x {height} points")
    return page


def fit_dpi(width_pt: float, height_pt: float, limits: PageLimits) -> tuple[float, str]:
    """The resolution to render at, and the sentence to say so where it is a lower one than asked for.

    Raises Rejection (page_too_large) where even MIN_DPI gives too many pixels.
    """
    width_in, height_in = width_pt / 72, height_pt / 72
    by_area = math.sqrt(limits.max_page_px / (width_in * height_in))
    dpi = math.floor(min(by_area, JPEG_MAX_SIDE_PX / max(width_in, height_in), limits.dpi))
    if dpi >= limits.dpi:
        return float(limits.dpi), ""
    size = f"the page measures {width_in:.0f} x {height_in:.0f} inches"
    if dpi < MIN_DPI:
        raise Rejection(
            ErrorCode.PAGE_TOO_LARGE,
            f"{size.capitalize()}; even at {MIN_DPI} dpi that is more than {limits.max_page_px} pixels.",
        )
    return float(dpi), f"rendered at {dpi} dpi instead of {limits.dpi}: {size}"


def render(page: Any, dpi: float) -> Rgb:
    """The page as displayed, rotation applied, on white. Read-only."""
    scale = dpi / 72
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csRGB, alpha=False)
    return np.asarray(_Pixels(pixmap))


class _Pixels:
    """A pixmap as numpy's array interface: whatever views it keeps it, and with it MuPDF's buffer, alive.
    A copy instead would cost a tenth of rendering a page of text."""

    def __init__(self, pixmap: Any) -> None:
        self._pixmap = pixmap
        self.__array_interface__ = {
            "version": 3,
            "shape": (pixmap.height, pixmap.width, 3),
            "strides": (pixmap.stride, 3, 1),
            "typestr": "|u1",
            "data": (pixmap.samples_ptr, True),
        }


def is_blank(rgb: Rgb) -> bool:
    """True where every pixel has the same colour. A few rows tell for nearly every other page."""
    return bool((rgb[::97] == rgb[0, 0]).all()) and bool((rgb == rgb[0, 0]).all())


def _refuse(page_no: int, why: str) -> NoReturn:
    raise Rejection(ErrorCode.CORRUPT, f"Page {page_no} cannot be read. {why}.")
