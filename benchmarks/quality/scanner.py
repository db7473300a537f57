"""Printed and scanned again: pages become images with blur, noise, shade, skew and the marks of JPEG."""

import random
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pymupdf

Gray = npt.NDArray[Any]
_WHITE = 255.0


@dataclass(frozen=True, slots=True)
class Scan:
    """What happens to a page, in this order. `skew_degrees` is the largest turn to either side, `contrast`
    the share of black and white that is left, `shade` how much darker one corner is, `grain` the
    standard deviation of noise, `specks` the share of pixels turned black or white, `dust` the spots of a few
    pixels on the glass, `streaks` the lines that dirt draws along the page, `quality` that of the JPEG, and
    `quarter_turns` how the sheet lay, counted against the clock."""

    dpi: int = 200
    skew_degrees: float = 0.0
    blur_px: float = 0.0
    contrast: float = 1.0
    shade: float = 0.0
    grain: float = 0.0
    specks: float = 0.0
    dust: int = 0
    streaks: int = 0
    quality: int = 85
    quarter_turns: int = 0


TUNED_SCANS = {
    "flatbed": Scan(grain=4.0, quality=85),
    "fed askew": Scan(dpi=180, skew_degrees=1.2, grain=14.0, contrast=0.8, quality=45),
    "fax": Scan(dpi=140, skew_degrees=2.0, grain=9.0, contrast=0.6, quality=50),
    "sideways": Scan(grain=4.0, quarter_turns=1),
    "upside down": Scan(grain=4.0, quarter_turns=2),
    "speckled": Scan(dpi=210, blur_px=0.5, specks=0.006, quality=70),
    "copier": Scan(dpi=240, blur_px=0.6, contrast=1.5, shade=0.15, grain=6.0, quality=75),
    "worn": Scan(dpi=170, skew_degrees=0.8, blur_px=0.7, contrast=0.7, shade=0.3, grain=10.0, quality=55),
    "dusty glass": Scan(dpi=190, skew_degrees=0.8, dust=250, streaks=4, contrast=0.75, quality=60),
}


def scanned(pdf: bytes, scan: Scan, rng: random.Random) -> bytes:
    """The document without a text layer, on pages of the same size, or of that size on its side."""
    noise = np.random.default_rng(rng.randrange(2**32))
    source: Any = pymupdf.open(stream=pdf, filetype="pdf")
    document: Any = pymupdf.open()
    for page in source:
        pixmap = page.get_pixmap(dpi=scan.dpi, colorspace=pymupdf.csGRAY)
        gray = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.stride)[
            :, : pixmap.width
        ]
        image = np.rot90(_worn(gray.astype(np.float32), scan, noise), scan.quarter_turns)
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, scan.quality])
        width, height = page.rect.width, page.rect.height
        if scan.quarter_turns % 2:
            width, height = height, width
        made = document.new_page(width=width, height=height)
        made.insert_image(made.rect, stream=data.tobytes())
    pages: bytes = document.tobytes(garbage=3, deflate=True, no_new_id=True)
    source.close()
    document.close()
    return pages


def _worn(gray: Gray, scan: Scan, noise: np.random.Generator) -> npt.NDArray[np.uint8]:
    height, width = gray.shape
    if scan.skew_degrees:
        angle = float(noise.uniform(0.5, 1.0) * scan.skew_degrees * noise.choice((-1, 1)))
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        gray = cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=_WHITE)
    if scan.blur_px:
        gray = cv2.GaussianBlur(gray, (0, 0), scan.blur_px)
    worn = _WHITE / 2 + (gray - _WHITE / 2) * scan.contrast
    if scan.shade:
        ramp = np.linspace(0, 1, width)[None, :] * np.linspace(0, 1, height)[:, None]
        worn = worn * (1 - scan.shade * ramp)
    if scan.grain:
        worn = worn + noise.normal(0, scan.grain, worn.shape)
    if scan.specks:
        struck = noise.random(worn.shape) < scan.specks
        worn = np.where(struck, noise.choice((0.0, _WHITE), worn.shape), worn)
    return _dirty(np.clip(worn, 0, _WHITE).astype(np.uint8), scan, noise)


def _dirty(image: npt.NDArray[np.uint8], scan: Scan, noise: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Spots and lines that are on the glass and not on the paper, grey to black."""
    height, width = image.shape
    for _ in range(scan.dust):
        at = (int(noise.integers(width)), int(noise.integers(height)))
        axes = (int(noise.integers(1, 3)), int(noise.integers(1, 3)))
        cv2.ellipse(image, at, axes, 0, 0, 360, int(noise.integers(0, 120)), -1)
    for _ in range(scan.streaks):
        x, dark = int(noise.integers(width)), int(noise.integers(60, 170))
        image[:, x : x + 1] = np.minimum(image[:, x : x + 1], dark)
    return image
