"""A page of a PDF as pixels. Runs inside a child process."""

import math
from typing import Any, NoReturn

import numpy as np
import pymupdf

from agents.images import JPEG_MAX_SIDE_PX, Rgb
from agents.page_task import PageLimits
from schemas.codes import ErrorCode
from schemas.stage import Rejection

MIN_DPI = 36


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
