"""The pieces of pages that a recogniser without places reads: one a region. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from agents.models.protocols import POINTS_PER_INCH, OcrPage, Rgb
from schemas.geometry import Box
from schemas.labels import RegionLabel
from schemas.work import Region

_INSIDE = 0.8
"""Of a region: with so much of it in a larger one it lies in that one."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A piece of page number `page`, and where its text belongs. `box` in points of the page."""

    page: int
    image: Rgb
    box: Box
    region_id: int | None


def crops_of(number: int, page: OcrPage, left_out: Collection[RegionLabel]) -> list[Crop]:
    """A crop for each region but those of labels `left_out`; all of a whole page that has none to read.

    Where a smaller region lies in a larger one, that place is painted over in the larger one's crop: it is
    read with its own region, or not as text."""
    wanted = [region for region in page.regions if region.label not in left_out]
    if not page.regions or (page.whole_page and all(_is_picture(region) for region in page.regions)):
        height, width = page.image.shape[:2]
        scale = POINTS_PER_INCH / page.dpi
        whole = Box(0, 0, width * scale, height * scale)
        return [Crop(number, page.image, whole, None)] if page.whole_page else []
    found = (_crop(number, page, region, _inner(region, page.regions)) for region in wanted)
    return [crop for crop in found if crop is not None]


def _is_picture(region: Region) -> bool:
    """Text that no region was found for may lie in it, since layout models take whole pages for pictures."""
    return region.label is RegionLabel.PICTURE


def _inner(region: Region, regions: Sequence[Region]) -> list[Box]:
    return [
        other.box
        for other in regions
        if other.box.area < region.box.area and other.box.overlap(region.box) >= _INSIDE * other.box.area > 0
    ]


def _crop(number: int, page: OcrPage, region: Region, inner: Sequence[Box]) -> Crop | None:
    """None for a region that has no pixel of the page."""
    y0, y1, x0, x1 = _pixels(region.box, page)
    image = page.image[y0:y1, x0:x1]
    if not image.size:
        return None
    if inner:
        image = image.copy()
        paper = np.median(image, axis=(0, 1)).astype(np.uint8)
        for box in inner:
            top, bottom, left, right = _pixels(box, page)
            image[max(0, top - y0) : max(0, bottom - y0), max(0, left - x0) : max(0, right - x0)] = paper
    return Crop(number, image, region.box, region.region_id)


def _pixels(box: Box, page: OcrPage) -> tuple[int, int, int, int]:
    """Rows from and to, columns from and to, on the page."""
    height, width = page.image.shape[:2]
    scale = page.dpi / POINTS_PER_INCH
    x0, y0 = (max(0, round(at * scale)) for at in (box.x0, box.y0))
    return y0, max(y0, min(height, round(box.y1 * scale))), x0, max(x0, min(width, round(box.x1 * scale)))
