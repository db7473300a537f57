"""How much of which request may enter: slices released by credits, shared out between tenants. Pure.

Credit-based flow control: the budget is pages that are released and not finished, known exactly from the
log the assembler reads, never guessed from lag.
"""

import heapq
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas.events import Request
from schemas.labels import Priority
from schemas.work import Route

_WEIGHTS = {Priority.INTERACTIVE: 4.0, Priority.NORMAL: 1.0, Priority.BULK: 0.25}


@dataclass(frozen=True, slots=True)
class FlowLimits:
    """`budget_bytes` over `page_bytes` is the number of credits, but for `max_pages`: what is released stands
    in the partitions in its order, so however small pages are, whoever comes later waits behind it. A request
    of fewer than `immediate_below_pages` goes first. No tenant holds more than `tenant_share` while another
    waits.

    `page_bytes` is what is assumed until pages were measured. `pressure` names what memory is short of:
    while it does, only small requests enter whole. `strategy` forces one way for all: `sequential` slice
    after slice, `batched` everything at once.
    """

    budget_bytes: int
    page_bytes: int
    immediate_below_pages: int = 10
    tenant_share: float = 0.25
    largest_first: bool = False
    max_pages: int = 1_000_000
    strategy: Literal["sequential", "batched", "mixed"] = "mixed"
    pressure: str = ""

    @property
    def credits(self) -> int:
        return max(1, min(self.max_pages, self.budget_bytes // self.page_bytes))

    def scaled(
        self, share: float, page_bytes: int | None = None, pressure: str = "", workers: int = 1
    ) -> "FlowLimits":
        """A share of the budget: the owned partitions' part, less under pressure. `max_pages` counts for
        each of the workers."""
        return replace(
            self,
            budget_bytes=int(self.budget_bytes * share),
            page_bytes=page_bytes or self.page_bytes,
            max_pages=int(self.max_pages * share * workers),
            pressure=pressure,
        )


@dataclass(frozen=True, slots=True)
class Release:
    request: Request
    slice_no: int
    route: Route


@dataclass(slots=True)
class _Admitted:
    """A request: `held` counts pages released and not done, `unreleased` the slices still to come."""

    order: int
    tenant: str
    priority: Priority
    slice_pages: tuple[int, ...]
    unreleased: list[int]
    done: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    held: int = 0
    route: Route | None = None

    @property
    def pages(self) -> int:
        return sum(self.slice_pages)


_Line = tuple[str, Priority]
_Place = tuple[bool, int, int, Request]


class ReleaseFlow:
    """Decides which slices enter. Every call is idempotent, so a log read twice counts once.

    Promised: credits are conserved under any order of pages, repeats and ends; while nothing is held, one
    slice passes whatever its size; a released slice is never released again. A decision costs the number
    of tenants that wait, not of requests.
    """

    def __init__(self, limits: FlowLimits) -> None:
        self.limits = limits
        self.held_pages = 0
        self._requests: dict[Request, _Admitted] = {}
        self._held_by: dict[str, int] = {}
        # Who waits, a line for each tenant and priority, small requests first; whoever has nothing more to
        # release is dropped from a line when he comes to its head.
        self._lines: dict[_Line, list[_Place]] = {}
        self._opened = 0

    def open(self, request: Request, tenant: str, priority: Priority, slice_pages: tuple[int, ...]) -> None:
        if request in self._requests:
            return
        self._opened += 1
        admitted = _Admitted(self._opened, tenant, priority, slice_pages, list(range(len(slice_pages))))
        self._requests[request] = admitted
        small = admitted.pages < self.limits.immediate_below_pages or priority is Priority.INTERACTIVE
        size = -admitted.pages if self.limits.largest_first else 0
        place = (not small, size, admitted.order, request)
        heapq.heappush(self._lines.setdefault((tenant, priority), []), place)

    def seen(self, request: Request, slice_no: int) -> None:
        """A slice was released, by this worker or by the one before."""
        admitted = self._requests.get(request)
        if admitted and slice_no in admitted.unreleased:
            admitted.unreleased.remove(slice_no)
            done = admitted.done.get(slice_no, ())
            self._hold(admitted, admitted.slice_pages[slice_no] - len(done))

    def page_done(self, request: Request, slice_no: int, page_no: int) -> None:
        admitted = self._requests.get(request)
        if not admitted or slice_no >= len(admitted.slice_pages):
            return
        done = admitted.done.setdefault(slice_no, set())
        if page_no not in done:
            done.add(page_no)
            if slice_no not in admitted.unreleased:
                self._hold(admitted, -1)

    def end(self, request: Request) -> None:
        """The request is over: whatever it held comes back, nothing of it is released any more."""
        admitted = self._requests.pop(request, None)
        if admitted:
            self._hold(admitted, -admitted.held)

    def release(self) -> list[Release]:
        """The slices that may enter now, in order; they count as released from here on."""
        released: list[Release] = []
        while (request := self._next()) is not None:
            admitted = self._requests[request]
            route = admitted.route = admitted.route or self._route(admitted)
            while admitted.unreleased and self._fits(admitted):
                slice_no = admitted.unreleased[0]
                self.seen(request, slice_no)
                released.append(Release(request, slice_no, route))
                if route.name == "queued":
                    break
        return released

    def _hold(self, admitted: _Admitted, pages: int) -> None:
        admitted.held += pages
        self.held_pages += pages
        held = self._held_by.get(admitted.tenant, 0) + pages
        if held:
            self._held_by[admitted.tenant] = held
        else:
            self._held_by.pop(admitted.tenant, None)

    def _next(self) -> Request | None:
        """Whose turn it is, or None where nobody's next slice fits."""
        heads = self._heads()
        alone = len({tenant for tenant, _ in heads}) <= 1
        turns = [
            (place[0], self._held_by.get(line[0], 0) / _WEIGHTS[line[1]], *place[1:])
            for line, place in heads.items()
            if alone or self._within_share(self._requests[place[3]])
        ]
        if not turns:
            return None
        request = min(turns)[-1]
        return request if self._fits(self._requests[request]) else None

    def _heads(self) -> dict[_Line, _Place]:
        heads: dict[_Line, _Place] = {}
        for line, places in list(self._lines.items()):
            while places and not self._waits(places[0][3]):
                heapq.heappop(places)
            if places:
                heads[line] = places[0]
            else:
                del self._lines[line]
        return heads

    def _waits(self, request: Request) -> bool:
        admitted = self._requests.get(request)
        return admitted is not None and bool(admitted.unreleased)

    def _within_share(self, admitted: _Admitted) -> bool:
        if self.limits.strategy == "batched":
            return True
        held = self._held_by.get(admitted.tenant, 0)
        pages = admitted.slice_pages[admitted.unreleased[0]]
        return held == 0 or held + pages <= self.limits.credits * self.limits.tenant_share

    def _fits(self, admitted: _Admitted) -> bool:
        if self.limits.strategy == "batched":
            return True
        pages = admitted.slice_pages[admitted.unreleased[0]]
        return self.held_pages == 0 or self.held_pages + pages <= self.limits.credits

    def _route(self, admitted: _Admitted) -> Route:
        limits = self.limits
        if limits.strategy == "sequential":
            return Route(name="queued", reason="the strategy sequential was asked for")
        if limits.strategy == "batched":
            return Route(name="batched", reason="the strategy batched was asked for")
        if admitted.pages < limits.immediate_below_pages:
            return Route(
                name="immediate", reason=f"{admitted.pages} pages, fewer than {limits.immediate_below_pages}"
            )
        if limits.pressure:
            return Route(name="queued", reason=f"memory is short: {limits.pressure}")
        free = limits.budget_bytes - self.held_pages * limits.page_bytes
        need = admitted.pages * limits.page_bytes
        estimate = f"{admitted.pages} pages of about {limits.page_bytes / 1e6:.0f} MB"
        if need > free:
            return Route(name="queued", reason=f"{estimate} exceed the free {max(0, free) / 1e9:.2f} GB")
        if admitted.pages > limits.credits - self.held_pages:
            under_way = f"{self.held_pages} of {limits.credits} pages that may be under way are"
            return Route(name="queued", reason=f"{admitted.pages} pages are too many at once: {under_way}")
        return Route(name="batched", reason=f"{estimate} fit the free {free / 1e9:.2f} GB")
