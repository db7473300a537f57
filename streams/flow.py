"""How much of which request may enter: slices released by credits, shared out between tenants. Pure.

Credit-based flow control: the budget is pages that are released and not finished, known exactly from the
log the assembler reads, never guessed from lag.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from schemas.events import Priority, Route

Request = tuple[str, str]

_WEIGHTS = {Priority.INTERACTIVE: 4.0, Priority.NORMAL: 1.0, Priority.BULK: 0.25}


@dataclass(frozen=True, slots=True)
class FlowLimits:
    """`budget_bytes` over `page_bytes` is the number of credits. A request of fewer than
    `immediate_below_pages` goes first. No tenant holds more than `tenant_share` while another waits."""

    budget_bytes: int
    page_bytes: int
    immediate_below_pages: int = 10
    tenant_share: float = 0.25
    largest_first: bool = False

    @property
    def credits(self) -> int:
        return max(1, self.budget_bytes // self.page_bytes)

    def scaled(self, share: float) -> "FlowLimits":
        """The part of the budget that belongs to a share of the partitions."""
        return replace(self, budget_bytes=int(self.budget_bytes * share))


@dataclass(frozen=True, slots=True)
class Release:
    request: Request
    slice_no: int
    route: Route


@dataclass(slots=True)
class _Waiting:
    order: int
    tenant: str
    priority: Priority
    slice_pages: tuple[int, ...]
    released: set[int] = field(default_factory=set[int])
    done: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    route: Route | None = None

    @property
    def pages(self) -> int:
        return sum(self.slice_pages)

    @property
    def held(self) -> int:
        return sum(self.slice_pages[i] - len(self.done.get(i, ())) for i in self.released)

    def unreleased(self) -> Iterator[int]:
        return (i for i in range(len(self.slice_pages)) if i not in self.released)


class ReleaseFlow:
    """Decides which slices enter. Every call is idempotent, so a log read twice counts once.

    Promised: credits are conserved under any order of pages, repeats and ends; while nothing is held, one
    slice passes whatever its size; a released slice is never released again.
    """

    def __init__(self, limits: FlowLimits) -> None:
        self.limits = limits
        self._requests: dict[Request, _Waiting] = {}
        self._opened = 0

    def open(self, request: Request, tenant: str, priority: Priority, slice_pages: tuple[int, ...]) -> None:
        if request not in self._requests:
            self._opened += 1
            self._requests[request] = _Waiting(self._opened, tenant, priority, slice_pages)

    def seen(self, request: Request, slice_no: int) -> None:
        """A slice was released, by this worker or by the one before."""
        waiting = self._requests.get(request)
        if waiting and slice_no < len(waiting.slice_pages):
            waiting.released.add(slice_no)

    def page_done(self, request: Request, slice_no: int, page_no: int) -> None:
        waiting = self._requests.get(request)
        if waiting and slice_no < len(waiting.slice_pages):
            waiting.done.setdefault(slice_no, set()).add(page_no)

    def end(self, request: Request) -> None:
        """The request is over: whatever it held comes back, nothing of it is released any more."""
        self._requests.pop(request, None)

    @property
    def held_pages(self) -> int:
        return sum(waiting.held for waiting in self._requests.values())

    def release(self) -> list[Release]:
        """The slices that may enter now, in order; they count as released from here on."""
        released: list[Release] = []
        while (turn := self._next()) is not None:
            request, waiting = turn
            route = waiting.route or self._route(waiting)
            waiting.route = route
            for slice_no in list(waiting.unreleased()):
                if not self._fits(waiting.slice_pages[slice_no]):
                    break
                waiting.released.add(slice_no)
                released.append(Release(request, slice_no, route))
                if route.name == "queued":
                    break
        return released

    def _next(self) -> tuple[Request, _Waiting] | None:
        """Whose turn it is, or None where nobody's next slice fits."""
        hungry = [(r, w) for r, w in self._requests.items() if next(w.unreleased(), None) is not None]
        if not hungry:
            return None
        held = self._held_by_tenant()
        tenants = {w.tenant for _, w in hungry}
        share = self.limits.credits * self.limits.tenant_share
        allowed = [
            (r, w)
            for r, w in hungry
            if len(tenants) == 1
            or held.get(w.tenant, 0) == 0
            or held[w.tenant] + w.slice_pages[next(w.unreleased())] <= share
        ]
        if not allowed:
            return None
        request, waiting = min(allowed, key=lambda turn: self._rank(turn[1], held))
        return (request, waiting) if self._fits(waiting.slice_pages[next(waiting.unreleased())]) else None

    def _rank(self, waiting: _Waiting, held: dict[str, int]) -> tuple[bool, float, int, int]:
        small = waiting.pages < self.limits.immediate_below_pages or waiting.priority is Priority.INTERACTIVE
        share = held.get(waiting.tenant, 0) / _WEIGHTS[waiting.priority]
        return not small, share, -waiting.pages if self.limits.largest_first else 0, waiting.order

    def _fits(self, pages: int) -> bool:
        held = self.held_pages
        return held == 0 or held + pages <= self.limits.credits

    def _held_by_tenant(self) -> dict[str, int]:
        held: dict[str, int] = {}
        for waiting in self._requests.values():
            held[waiting.tenant] = held.get(waiting.tenant, 0) + waiting.held
        return held

    def _route(self, waiting: _Waiting) -> Route:
        limits = self.limits
        if waiting.pages < limits.immediate_below_pages:
            return Route(
                name="immediate", reason=f"{waiting.pages} pages, fewer than {limits.immediate_below_pages}"
            )
        free = limits.budget_bytes - self.held_pages * limits.page_bytes
        need = waiting.pages * limits.page_bytes
        estimate = f"{waiting.pages} pages of about {limits.page_bytes / 1e6:.0f} MB"
        if need <= free:
            return Route(name="batched", reason=f"{estimate} fit the free {free / 1e9:.2f} GB")
        return Route(name="queued", reason=f"{estimate} exceed the free {max(0, free) / 1e9:.2f} GB")
