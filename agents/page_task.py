"""What a child process is asked to do with a PDF, and what it answers. Imports no PDF engine."""

from dataclasses import dataclass

from schemas.work import SliceReleased


@dataclass(frozen=True, slots=True)
class PageLimits:
    """`dpi` is lowered, down to MIN_DPI, for a page that would have more than `max_page_px` pixels."""

    dpi: int = 200
    max_page_px: int = 40_000_000


@dataclass(frozen=True, slots=True)
class PageTask:
    released: SliceReleased
    page_no: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that can be read. `repaired`: its structure was damaged, so pages may lack content."""

    page_count: int
    repaired: bool
    sha256: str
    size_bytes: int
