"""Pictures that a layout model missed, or made up: the PDF itself says where its images and drawings are."""

from collections.abc import Iterable, Sequence

import numpy as np

from agents.drawn.placed_images import is_large, without_parts
from agents.images import Rgb, crop
from agents.models.protocols import POINTS_PER_INCH, Detection
from agents.picture_kind import picture_kind
from agents.scanned.scan_pictures import is_varied
from schemas.geometry import Box, Word
from schemas.labels import PageKind, PictureKind, RegionLabel
from schemas.work import PageRasterized

_SCORE = 1.0
_SEEN = 0.25
"""Of a picture: covered by so much of other regions, it has been seen, or is a scan of text."""
_TOUCHED = 0.3
"""Of a region: so much of it lies in the picture, and it belongs there."""
_WHITE = 245
"""A pixel as light as this, in each colour, is paper."""


def with_unseen(
    page: PageRasterized, pixels: Rgb, words: Sequence[Word], seen: Sequence[Detection]
) -> list[Detection]:
    """What the model saw, and the pictures of `page.pictures` that it did not. `words`: of the text layer, as
    far as they are known here.

    On a page that is read from its pixels an image may be the scan of a text: only what has the colours of a
    photograph, or its lights and shades, and nothing seen on it, is a picture there.
    """
    boxes = (trimmed(pixels, box, page.dpi) for box in page.pictures if _is_unseen(box, page, words, seen))
    area = page.width_pt * page.height_pt
    pictures = without_parts(box for box in boxes if box is not None and is_large(box, area))
    if page.kind is PageKind.OCR:
        pictures = [box for box in pictures if _is_photograph(pixels, box, page.dpi)]
    return [*seen, *(Detection(RegionLabel.PICTURE, box, _SCORE) for box in pictures)]


def without_made_up(page: PageRasterized, seen: Sequence[Detection]) -> list[Detection]:
    """What the model saw without pictures where the page has nothing but its text. A page that is read from
    its pixels may have any."""
    places = page.drawn
    if places is None or page.kind is PageKind.OCR:
        return list(seen)
    return [
        one
        for one in seen
        if one.label is not RegionLabel.PICTURE or any(one.box.overlap(place) > 0 for place in places)
    ]


def is_photograph(pixels: Rgb, box: Box, dpi: float) -> bool:
    return picture_kind(crop(pixels, box, dpi)) is PictureKind.PHOTOGRAPH


def _is_photograph(pixels: Rgb, box: Box, dpi: float) -> bool:
    """Copied, a photograph may have few colours left."""
    return is_photograph(pixels, box, dpi) or is_varied(crop(pixels, box, dpi), dpi)


def trimmed(pixels: Rgb, box: Box, dpi: float) -> Box | None:
    """The box without white margins, None where there is nothing but white in it."""
    piece = crop(pixels, box, dpi)
    inked = piece.min(axis=2) < _WHITE
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not rows.size:
        return None
    point = POINTS_PER_INCH / dpi
    left, top = max(box.x0, 0.0), max(box.y0, 0.0)
    return Box(
        max(box.x0, left + (float(columns[0]) - 1) * point),
        max(box.y0, top + (float(rows[0]) - 1) * point),
        min(box.x1, left + (float(columns[-1]) + 2) * point),
        min(box.y1, top + (float(rows[-1]) + 2) * point),
    )


def _is_unseen(picture: Box, page: PageRasterized, words: Sequence[Word], seen: Iterable[Detection]) -> bool:
    """Whether nothing lies over the picture but a little text of its own, which the text layer lacks."""
    covered = 0.0
    for one in seen:
        shared = one.box.overlap(picture)
        covered += shared
        if shared < _TOUCHED * one.box.area or shared == 0:
            continue
        is_its_own = page.kind is PageKind.HYBRID and not any(one.box.holds_centre_of(w.box) for w in words)
        if not is_its_own or one.label is RegionLabel.TABLE:
            return False
    return covered < _SEEN * picture.area
