"""Pages as small JPEGs, for people to look at. Runs inside a child process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import simplejpeg
from PIL import Image

from agents.page_task import PageLimits
from agents.pages import fit_dpi, load_page, render
from agents.pdf import EngineErrors, be_quiet, raise_as_rejection
from agents.upright import set_right

_READ_DPI = 200
_SHOWN_DPI = 90
_QUALITY = 70

Sight = tuple[int, bool]
"""A page's number, and whether it was set right before it was read, as scans are."""


def viewing(path: Path) -> Callable[[Sight], bytes]:
    """A factory for a sandbox: its function gives one page of this PDF. Raises Rejection."""
    import numpy as np

    be_quiet()
    document: Any = pymupdf.open(path, filetype="pdf")

    def view(sight: Sight) -> bytes:
        page_no, scan = sight
        try:
            page = load_page(document, page_no)
            dpi, _ = fit_dpi(page.rect.width, page.rect.height, PageLimits(dpi=_READ_DPI))
            rgb = render(page, dpi)
        except EngineErrors as error:
            raise_as_rejection(error, f"Rendering page {page_no}")
        upright = set_right(rgb, dpi)[0] if scan else rgb
        height, width = (max(1, round(side * _SHOWN_DPI / dpi)) for side in upright.shape[:2])
        small = Image.fromarray(upright).resize((width, height), Image.Resampling.BOX)
        return bytes(simplejpeg.encode_jpeg(np.asarray(small), quality=_QUALITY, colorspace="RGB"))

    return view
