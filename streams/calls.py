"""Calls in a thread of their own, so that one that never comes back is left behind and not waited for."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial


class Overdue(Exception):
    """The call did not come back in time. It may still go on, or have done its work."""


_Call = tuple[Callable[[], object], "Future[None]"]


class Caller:
    """One call at a time. Used by one thread."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls: queue.SimpleQueue[_Call | None] | None = None

    def call(self, work: Callable[[], object], limit_s: float) -> None:
        """Raises what `work` raises, or Overdue."""
        if self._calls is None:
            self._calls = queue.SimpleQueue()
            threading.Thread(target=partial(_serve, self._calls), name=self._name, daemon=True).start()
        future: Future[None] = Future()
        self._calls.put((work, future))
        if not wait([future], limit_s).done:
            self.close()
            raise Overdue(f"no answer in {limit_s:g} s")
        future.result()

    def close(self) -> None:
        """The thread ends, once what it is at comes back."""
        calls, self._calls = self._calls, None
        if calls is not None:
            calls.put(None)


def _serve(calls: "queue.SimpleQueue[_Call | None]") -> None:
    while (call := calls.get()) is not None:
        work, future = call
        try:
            work()
        except BaseException as error:  # noqa: BLE001  raised again where the call was made
            future.set_exception(error)
        else:
            future.set_result(None)
        del call, work, future
