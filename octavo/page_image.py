"""A page as it is rendered, and its bytes: decoded, as the mission counts a tensor, in the blob store."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from agents.images import JPEG_MAX_SIDE_PX, RAW_LIMIT_BYTES
from octavo.config import Settings
from octavo.errors import UsageError
from octavo.presets import MB

PageLook = Literal["text", "scan"]
PAGE_LOOKS: tuple[PageLook, ...] = ("text", "scan")

_SIZES_IN = {"letter": (8.5, 11.0), "a4": (210 / 25.4, 297 / 25.4)}
_INCHES = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)x(\d{1,6}(?:\.\d{1,6})?)")
_LETTER_PX = 1700 * 2200
_TENSOR_BYTES = 15 * MB
_ZSTD_BYTES: dict[PageLook, int] = {"text": 242_000, "scan": 4_875_000}
_JPEG_BYTES: dict[PageLook, int] = {"text": 751_000, "scan": 834_000}
_LEAST_DPI = 36


@dataclass(frozen=True, slots=True)
class PageImage:
    """`dpi` is lower than asked for where the page would have too many pixels."""

    width_px: int
    height_px: int
    dpi: int

    @property
    def raw_bytes(self) -> int:
        return self.width_px * self.height_px * 3

    @property
    def tensor_bytes(self) -> int:
        """The mission's 15 MB for a letter page at 200 DPI, by pixels."""
        return round(self._scaled(_TENSOR_BYTES))

    @property
    def is_the_missions(self) -> bool:
        """Whether it has as many pixels as the page that the mission's figure is for."""
        return self.width_px * self.height_px == _LETTER_PX

    def stored_bytes(self, look: PageLook) -> int:
        """An estimate: what one letter page at 200 DPI took, by pixels, encoded as `agents.images` would."""
        exact = self._scaled(_ZSTD_BYTES[look])
        return max(1, round(exact if exact < RAW_LIMIT_BYTES else self._scaled(_JPEG_BYTES[look])))

    def _scaled(self, size_bytes: int) -> float:
        return size_bytes * self.width_px * self.height_px / _LETTER_PX


def page_image(size: str, settings: Settings) -> PageImage:
    """A page of a named size, or of WxH inches, as the rasterizer would render it. Raises UsageError."""
    width_in, height_in = _inches(size)
    by_area = math.sqrt(settings.max_page_px / (width_in * height_in))
    dpi = math.floor(min(by_area, JPEG_MAX_SIDE_PX / max(width_in, height_in), settings.dpi))
    if dpi < _LEAST_DPI:
        raise UsageError(
            f"A page of {size} is refused: even at {_LEAST_DPI} DPI it is too large (setting max_page_px)."
        )
    width_px, height_px = (max(1, math.ceil(side * dpi - 1e-6)) for side in (width_in, height_in))
    return PageImage(width_px, height_px, dpi)


def _inches(size: str) -> tuple[float, float]:
    named, match = _SIZES_IN.get(size.lower()), _INCHES.fullmatch(size.lower())
    if named:
        return named
    width_in, height_in = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
    if not width_in or not height_in:
        raise UsageError(f"There is no page size {size!r}; give letter, a4, or inches like 8.5x14.")
    return width_in, height_in
