"""Events that ask a stage for work."""

from typing import Annotated

from pydantic import Field

from schemas.blobs import BlobRef, ImageRef
from schemas.events import Event, Frozen, ReplayOf, StageTiming
from schemas.geometry import Box
from schemas.labels import PageKind, Priority, RegionLabel
from schemas.page_facts import PageFacts

PAGES_PER_SHARD = 32


class Work(Event):
    """An event that asks a stage for work, with what a scheduler must know to take turns."""

    tenant: str = "default"
    priority: Priority = Priority.NORMAL
    deadline_at_ms: int | None = None
    lane: Annotated[str, Field(pattern="^(interactive|normal)$")] = "normal"
    following: int = 0
    """How many events of the same slice come right after this one, so that a window may wait for them."""
    replay: ReplayOf | None = None


class Route(Frozen):
    """How a request was let in, and why: `immediate`, `batched` or `queued`."""

    name: str
    reason: str


class SliceReleased(Work):
    """Pages `first_page` .. `first_page + page_count - 1` (from 1) may be rasterized now."""

    slice_no: int
    first_page: int
    page_count: int
    source: BlobRef
    route: Route

    @property
    def page_numbers(self) -> range:
        return range(self.first_page, self.first_page + self.page_count)


class PageRasterized(Work, PageFacts):
    """A page as pixels, with what else is known of it."""

    page_no: int
    image: ImageRef
    dpi: float
    pictures: tuple[Box, ...] = ()
    """Where images and drawings stand that the PDF has, as far as they may be pictures."""
    drawn: tuple[Box, ...] | None = None
    """All places where it has anything but text, long rules and bullets; None: not known."""
    timing: StageTiming | None = None


class Region(Frozen):
    """One region of a page. `region_id` counts from 0 within the page, in the backend's order."""

    region_id: int
    label: RegionLabel
    box: Box
    score: float = 1.0


class RegionKind(Frozen):
    """Where the words of one region come from, and why, if it is not as on the rest of its page."""

    box: Box
    kind: PageKind
    reason: str


class OcrWanted(Work):
    """One page to read: all of it, whose `regions` are then all that were found, or where `whole_page` is
    False only what is in `regions`."""

    page_no: int
    image: ImageRef
    dpi: float
    regions: tuple[Region, ...] = ()
    whole_page: bool = True


class TableFound(Work):
    """One table to structure, cut out of the page image by `box`."""

    page_no: int
    region_id: int
    box: Box
    image: ImageRef
    dpi: float


class ChartFound(Work):
    """One figure that may be a chart, cut out of the page image by `box`."""

    page_no: int
    region_id: int
    box: Box
    image: ImageRef
    dpi: float


def shard_of(page_no: int) -> int:
    """The shard of a page: 32 pages share one, so they meet the same worker (DESIGN, the dataflow)."""
    return (page_no - 1) // PAGES_PER_SHARD
