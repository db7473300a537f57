"""Page images as stored bytes, and back."""

from typing import Any

import numpy as np
import simplejpeg
import zstandard
from numpy.typing import NDArray

from agents.page_buffers import PAGES
from schemas.blobs import ImageRef
from schemas.geometry import Box

Rgb = NDArray[np.uint8]
"""Shape (height, width, 3), red first."""

RAW_LIMIT_BYTES = 1024 * 1024
JPEG_QUALITY = 90
JPEG_MAX_SIDE_PX = 65_500
_SAMPLE_ROWS = 16


class ImageDamaged(ValueError):
    """Stored bytes that are not the image their reference promises."""


def encode(rgb: Rgb, key: str) -> tuple[ImageRef, bytes]:
    """The bytes to store under `key`, and the reference that names them.

    Raw pixels under zstd level 1 (exact) while that stays under 1 MiB, as it does for pages of text; else
    JPEG of quality 90, which is smaller and quicker for scans and photographs.
    """
    height, width = rgb.shape[:2]
    pixels = np.ascontiguousarray(rgb)
    data = _raw(pixels)
    if data is None:
        return encode_jpeg(pixels, key)
    ref = ImageRef(key=key, size_bytes=len(data), encoding="rgb+zstd", width_px=width, height_px=height)
    return ref, data


def encode_jpeg(rgb: Rgb, key: str) -> tuple[ImageRef, bytes]:
    """As `encode`, but always a JPEG, for others to open. No side may have more than 65,500 pixels."""
    height, width = rgb.shape[:2]
    pixels = np.ascontiguousarray(rgb)
    data = simplejpeg.encode_jpeg(pixels, quality=JPEG_QUALITY, colorspace="RGB", colorsubsampling="420")
    ref = ImageRef(key=key, size_bytes=len(data), encoding="jpeg", width_px=width, height_px=height)
    return ref, data


def decode(ref: ImageRef, data: bytes) -> Rgb:
    """The pixels that `encode` was given, exactly or nearly so. Raises ImageDamaged."""
    shape = (ref.height_px, ref.width_px, 3)
    pixels = PAGES.lend(ref.decoded_bytes)
    try:
        if ref.encoding == "rgb+zstd":
            return _unpacked(data, pixels).reshape(shape)
        rgb: Rgb = simplejpeg.decode_jpeg(data, colorspace="RGB", buffer=pixels)
    except (ValueError, zstandard.ZstdError) as error:
        raise ImageDamaged(f"The stored image {ref.key} cannot be decoded: {error}") from error
    if rgb.shape != shape:
        raise ImageDamaged(f"The stored image {ref.key} has shape {rgb.shape}, not {shape}.")
    return rgb


def _unpacked(data: bytes, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Fills `pixels`. Raises ValueError, ZstdError where the data are fewer, more, or none."""
    with zstandard.ZstdDecompressor().stream_reader(data) as reader:
        filled = reader.readinto(pixels.data)
        if filled != pixels.size or reader.read(1):
            raise ValueError(f"{filled} bytes or more instead of {pixels.size}")
    return pixels


def crop(rgb: Rgb, box: Box, dpi: float) -> Rgb:
    """The part of a page image rendered at `dpi` that `box` (points) covers: a view, not a copy.

    Rounded outwards to whole pixels and clamped to the image; at least one pixel, also for a box outside.
    """
    height, width = rgb.shape[:2]
    scaled = box.scaled(dpi / 72)
    left, top = _clamp(np.floor(scaled.x0), width - 1), _clamp(np.floor(scaled.y0), height - 1)
    right, bottom = _clamp(np.ceil(scaled.x1), width), _clamp(np.ceil(scaled.y1), height)
    return rgb[top : max(bottom, top + 1), left : max(right, left + 1)]


def _clamp(value: Any, upper: int) -> int:
    return int(min(max(value, 0), upper))


def _raw(pixels: Rgb) -> bytes | None:
    """The pixels compressed, or None where they stay over the limit. A few strips tell beforehand, since
    compressing a whole scan in vain costs more than its JPEG."""
    strips = pixels.shape[0] // (_SAMPLE_ROWS * 16)
    if strips and max(pixels.shape) <= JPEG_MAX_SIDE_PX:
        sample = np.concatenate(
            [pixels[start : start + _SAMPLE_ROWS] for start in range(0, pixels.shape[0], _SAMPLE_ROWS * 16)]
        )
        estimate = len(_zstd(sample)) * pixels.shape[0] / sample.shape[0]
        if estimate > 2 * RAW_LIMIT_BYTES:
            return None
    data = _zstd(pixels)
    return data if len(data) < RAW_LIMIT_BYTES or max(pixels.shape) > JPEG_MAX_SIDE_PX else None


def _zstd(pixels: Rgb) -> bytes:
    return zstandard.ZstdCompressor(level=1, write_content_size=True).compress(pixels.data)
