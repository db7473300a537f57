"""The queue in front of a sandbox's children."""

import heapq
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from schemas.children import ChildFailure

CLOSED = ChildFailure("crashed", "The sandbox was closed before this task was done.")


@dataclass(order=True, slots=True)
class Call:
    """A task, pickled, and where its outcome goes."""

    rank: tuple[bool, int]
    payload: bytes = field(compare=False)
    future: "Future[Any]" = field(compare=False)


class SandboxCalls:
    """Urgent calls first, then in the order of asking. Safe for many threads.

    A taker is a child that runs or is starting; `free` takers have no call. Demand is when more calls wait
    than takers are free: only then is another child worth its start.
    """

    def __init__(self) -> None:
        self.closed = False
        self._changed = threading.Condition()
        self._heap: list[Call] = []
        self._free = 0
        self._count = 0

    def put(self, payload: bytes, urgent: bool) -> "Future[Any]":
        future: Future[Any] = Future()
        with self._changed:
            if self.closed:
                future.set_result(CLOSED)
                return future
            self._count += 1
            heapq.heappush(self._heap, Call((not urgent, self._count), payload, future))
            self._changed.notify_all()
        return future

    def await_demand(self) -> bool:
        """Waits until another child is wanted; False once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or len(self._heap) > self._free)
            return not self.closed

    def join(self) -> None:
        """Counts one more child, which is free."""
        with self._changed:
            self._free += 1

    def take(self) -> Call | None:
        """Waits for a call; None once closed. `done` says that it has its outcome."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or bool(self._heap))
            if self.closed:
                return None
            self._free -= 1
            return heapq.heappop(self._heap)

    def done(self) -> None:
        """The call that was taken has its outcome."""
        with self._changed:
            self._free += 1

    def close(self) -> None:
        """Nobody waits any more: what was not taken is answered as closed."""
        with self._changed:
            self.closed = True
            for call in self._heap:
                call.future.set_result(CLOSED)
            self._heap.clear()
            self._changed.notify_all()
