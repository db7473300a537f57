"""What has come of one run so far: the assembler's state."""

from dataclasses import dataclass, field
from typing import Literal, TypeVar

from schemas.events import CancelRequested
from schemas.parts import (
    ChartRead,
    DocumentOpened,
    DocumentRejected,
    PageLaidOut,
    PartFailed,
    TableRead,
    TextRead,
    page_part,
)
from schemas.work import Route

PagePart = PageLaidOut | TextRead | TableRead | ChartRead | PartFailed
How = Literal["done", "expired", "cancelled"]

P = TypeVar("P", PageLaidOut, TextRead, TableRead, ChartRead, PartFailed)

UNROUTED = Route(name="none", reason="nothing was released")


@dataclass(slots=True)
class PageReceived:
    """The parts of one page by part id; of each part, the first that came."""

    page_no: int
    parts: dict[str, PagePart] = field(default_factory=dict[str, PagePart])
    done: bool = False

    def take(self, part: PagePart) -> bool:
        """True where this part makes the page complete, which happens once."""
        self.parts.setdefault(part.part_id, part)
        if self.done or not self._complete():
            return False
        self.done = True
        return True

    @property
    def laid_out(self) -> PageLaidOut | None:
        part = self.parts.get(page_part(self.page_no))
        return part if isinstance(part, PageLaidOut) else None

    @property
    def failed(self) -> PartFailed | None:
        part = self.parts.get(page_part(self.page_no))
        return part if isinstance(part, PartFailed) else None

    def _complete(self) -> bool:
        if self.failed:
            return True
        page = self.laid_out
        return page is not None and all(want in self.parts for want in page.wants)


@dataclass(slots=True)
class Received:
    """One run of one request. Changed in place: a step costs the same on page 1 and on page 2,000.

    Two runs that took the same parts, in whatever order and however often, are equal in everything a result
    is built from. `how` is set once the run is over; nothing is taken from then on.
    """

    request_id: str
    run_id: str
    opened: DocumentOpened | None = None
    rejected: DocumentRejected | None = None
    cancel: CancelRequested | None = None
    slices: set[int] = field(default_factory=set[int])
    first_slice: int = -1
    route: Route = UNROUTED
    pages: dict[int, PageReceived] = field(default_factory=dict[int, PageReceived])
    pages_done: int = 0
    how: How | None = None

    @property
    def page_count(self) -> int:
        return self.opened.page_count if self.opened else 0

    def take_slice(self, slice_no: int, route: Route) -> bool:
        """True where this slice is new. The route kept is the lowest slice's: which slice's release is read
        first must not change the result."""
        if slice_no in self.slices:
            return False
        if not self.slices or slice_no < self.first_slice:
            self.first_slice, self.route = slice_no, route
        self.slices.add(slice_no)
        return True

    def page(self, page_no: int) -> PageReceived:
        if page_no not in self.pages:
            self.pages[page_no] = PageReceived(page_no)
        return self.pages[page_no]

    def takes(self, page_no: int) -> bool:
        """False for a page that the document does not have; anything may be, before it is opened."""
        return page_no >= 1 and (self.opened is None or page_no <= self.opened.page_count)
