"""Pages as small JPEGs, for people to look at. Runs inside a child process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import simplejpeg

from agents.page_task import PageLimits
from agents.pdf import EngineErrors, be_quiet, raise_as_rejection
from agents.render import fit_dpi, load_page, render
from agents.scanned.upright import turned
from schemas.geometry import Turn

_DPI = 90
_QUALITY = 70

Sight = tuple[int, Turn]
"""A page's number, and how it was turned before it was read."""


def viewing(path: Path) -> Callable[[Sight], bytes]:
    """A factory for a sandbox: its function gives one page of this PDF. Raises Rejection."""
    be_quiet()
    document: Any = pymupdf.open(path, filetype="pdf")

    def view(sight: Sight) -> bytes:
        page_no, turn = sight
        try:
            page = load_page(document, page_no)
            dpi, _ = fit_dpi(page.rect.width, page.rect.height, PageLimits(dpi=_DPI))
            rgb = turned(render(page, dpi), turn)
        except EngineErrors as error:
            raise_as_rejection(error, f"Rendering page {page_no}")
        pixels = np.ascontiguousarray(rgb)
        return bytes(simplejpeg.encode_jpeg(pixels, quality=_QUALITY, colorspace="RGB"))

    return view
