"""Loads stored pixels for an agent, and cuts pieces out of pages."""

import math
from typing import NamedTuple

import numpy as np

from agents.images import ImageDamaged, Rgb, crop, decode
from schemas.blobs import BlobMissing, BlobStore, ImageRef
from schemas.codes import ErrorCode
from schemas.geometry import Box
from schemas.stage import Rejection

POINTS_PER_INCH = 72.0


class Cutout(NamedTuple):
    """Pixels of their own, and the point of the page at the top left corner of the first one."""

    image: Rgb
    origin: tuple[float, float]


def load_image(store: BlobStore, ref: ImageRef) -> Rgb:
    """The stored image, perhaps read-only. Raises Rejection (blob_missing) where it is gone or damaged,
    and what the store raises where the store itself fails."""
    try:
        return decode(ref, store.get(ref.key))
    except BlobMissing as error:
        raise Rejection(ErrorCode.BLOB_MISSING, f"The stored image {ref.key} is gone.") from error
    except ImageDamaged as error:
        raise Rejection(ErrorCode.BLOB_MISSING, str(error)) from error


def cut(page: Rgb, box: Box, dpi: float, margin_pt: float = 0.0) -> Cutout:
    """A copy of what `box` and a margin around it cover, within the page, so that the page can be freed."""
    wide = Box(box.x0 - margin_pt, box.y0 - margin_pt, box.x1 + margin_pt, box.y1 + margin_pt)
    piece = np.ascontiguousarray(crop(page, wide, dpi))
    piece = piece.copy() if piece.base is not None else piece
    height, width = page.shape[:2]
    left = min(max(math.floor(wide.x0 * dpi / POINTS_PER_INCH), 0), width - 1)
    top = min(max(math.floor(wide.y0 * dpi / POINTS_PER_INCH), 0), height - 1)
    return Cutout(piece, (left * POINTS_PER_INCH / dpi, top * POINTS_PER_INCH / dpi))


def pixels_of(box: Box, dpi: float) -> float:
    """How many pixels a box in points has at this resolution."""
    return box.area * (dpi / POINTS_PER_INCH) ** 2
