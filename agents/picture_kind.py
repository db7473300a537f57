"""Photographs told from drawings by their colours."""

import cv2
import numpy as np

from agents.images import Rgb
from schemas.labels import PictureKind

_SIDE_PX = 128
_COLOURS = 12
_DRAWN_SHARE = 0.75


def picture_kind(crop: Rgb) -> PictureKind:
    """A drawing where a dozen colours make up three quarters of it.

    Counted are 64 steps of brightness times 8 by 8 of hue, on the picture made small: that averages out the
    grain of a scan, which would make many colours of one. A drawing that is all shades counts as a
    photograph, a photograph of fog as a drawing.
    """
    height, width = crop.shape[:2]
    scale = min(1.0, _SIDE_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    bright, blue, red = np.moveaxis(cv2.cvtColor(small, cv2.COLOR_RGB2YCrCb).astype(np.int32), 2, 0)
    codes = (bright >> 2) * 64 + (blue + 16 >> 5) * 8 + (red + 16 >> 5)
    counts = np.sort(np.bincount(codes.ravel()))[::-1]
    drawn = counts[:_COLOURS].sum() >= _DRAWN_SHARE * codes.size
    return PictureKind.DRAWING if drawn else PictureKind.PHOTOGRAPH
