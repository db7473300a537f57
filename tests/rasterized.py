"""Pages of made PDFs as the rasterizer would hand them on, without child processes."""

from typing import Any

import pymupdf

from agents.page_task import PageLimits, PageTask
from agents.pages import rasterize
from agents.pixels import load_image
from schemas.blobs import BlobRef, BlobStore
from schemas.labels import Priority
from schemas.work import PageRasterized, Route, SliceReleased
from tests.pdfs import Made

DPI = 200


def rasterized(store: BlobStore, made: Made, page_no: int = 1, request: str = "r") -> PageRasterized:
    """One page, its pixels in the store. Everything a stage must pass on differs from its default."""
    released = SliceReleased(
        request_id=request,
        run_id="2",
        tenant="acme",
        priority=Priority.BULK,
        deadline_at_ms=12345,
        lane="interactive",
        slice_no=0,
        first_page=1,
        page_count=max(made.page_count, page_no),
        source=BlobRef(key="unused", size_bytes=len(made.pdf), encoding="pdf"),
        route=Route(name="immediate", reason="small"),
    )
    document: Any = pymupdf.open(stream=made.pdf)
    page = rasterize(store, document, PageTask(released, page_no), PageLimits(dpi=DPI))
    return page.model_copy(update={"following": 3})


def image_of(made: Made, page_no: int = 1) -> Any:
    """The page's pixels at 200 DPI."""
    from streams.blobs import open_blobs

    store = open_blobs("memory://")
    return load_image(store, rasterized(store, made, page_no).image)
