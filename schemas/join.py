"""What the join asks of the fold it drives: a pure step per event, and what that step wants done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from schemas.document import Envelope
from schemas.events import Event
from schemas.labels import Priority
from schemas.work import Route


@dataclass(frozen=True, slots=True)
class Opened:
    """A request with pages to release. `slice_pages[i]` is the number of pages in slice i."""

    tenant: str
    priority: Priority
    slice_pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SliceSeen:
    """A slice of this request was released (read back from the log, perhaps by another worker)."""

    slice_no: int


@dataclass(frozen=True, slots=True)
class PageDone:
    """Everything this page was waiting for has come or failed: its slice may give its credit back.

    `page_bytes`: what its image took, decoded and stored; 0 where nobody knows."""

    page_no: int
    slice_no: int
    page_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Progressed:
    """For the `progress` topic; only the last one of a request in a transaction is written."""

    event: Event


@dataclass(frozen=True, slots=True)
class Ended:
    """The run is over. `build` makes its result: it may read blobs and take long, so it runs in another
    thread, and may be called again after a crash, with the same outcome but for the timings."""

    build: Callable[[], Envelope]
    pages: int = 0
    """How long it is: what takes long is not built before what is short."""


Emission = Opened | SliceSeen | PageDone | Progressed | Ended


class Fold(Protocol):
    """The assembler as the join runtime sees it. Pure: no clock, no I/O; states are values it replaces.

    `apply` takes parts in any order, twice or late, and ends in the same state. `None` is the state of a
    request nothing is known of. `expired` ends a state whose deadline passed, `overdue_at_ms` says when
    that is (None: never, as for one whose opening has not been seen). After `Ended` the runtime drops the
    state.
    """

    def apply(self, state: Any, event: Event) -> tuple[Any, tuple[Emission, ...]]: ...

    def slice_event(self, state: Any, slice_no: int, route: Route, released: frozenset[int]) -> Event:
        """`released`: the slices of the run that are released at the same time, this one included."""
        ...

    def overdue_at_ms(self, state: Any) -> int | None: ...

    def unbuildable(self, state: Any, reason: str) -> Envelope:
        """The result of a run whose `build` raised: a failure that says why, made of nothing that could
        raise again."""
        ...

    def expired(self, state: Any) -> tuple[Emission, ...]: ...
