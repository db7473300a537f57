"""Documents under construction, in threads of their own: building reads blobs and may take long."""

import logging
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from schemas.document import Envelope
from schemas.events import Request
from schemas.join import Fold
from streams.requests import Live, Requests
from streams.surroundings import PATIENCE_S, Outage, Patience

log = logging.getLogger(__name__)

_LONG_PAGES = 100


class Builds:
    """Starts builds of requests that are over, and hands out what is built. Used by one thread.

    Long documents are built one after the other beside the short ones, so that no short one waits for them.

    A blob store that does not answer is asked again for `patience_s`; whatever else a build raises is that
    document's own trouble, ends it as unbuildable, and stops nobody else. What is built is handed out until
    it is dropped.
    """

    def __init__(self, fold: Fold, patience_s: float = PATIENCE_S) -> None:
        self._fold = fold
        self._patience_s = patience_s
        self._outage = Outage()
        self._short = ThreadPoolExecutor(1, thread_name_prefix="assembler-build")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="assembler-build-long")
        self._futures: dict[Request, Future[Envelope]] = {}
        self._not_before_ms: dict[Request, float] = {}
        self._patience: dict[Request, Patience] = {}

    def __bool__(self) -> bool:
        return bool(self._futures)

    def start(self, requests: Requests, now_ms: float) -> None:
        for request, live in requests.live.items():
            waits = request in self._futures or self._not_before_ms.get(request, 0.0) > now_ms
            if live.build and not waits and requests.is_recovered(request):
                executor = self._long if live.pages > _LONG_PAGES else self._short
                self._futures[request] = executor.submit(live.build)

    def done(self, requests: Requests, now_ms: float) -> list[Envelope]:
        ready = [request for request, future in self._futures.items() if future.done()]
        built = [self._outcome(request, requests.live[request], now_ms) for request in ready]
        return [envelope for envelope in built if envelope is not None]

    def drop(self, requests: Iterable[Request]) -> None:
        for request in requests:
            self._not_before_ms.pop(request, None)
            self._patience.pop(request, None)
            future = self._futures.pop(request, None)
            if future is not None:
                future.cancel()

    def close(self) -> None:
        for executor in (self._short, self._long):
            executor.shutdown(wait=True, cancel_futures=True)

    def _outcome(self, request: Request, live: Live, now_ms: float) -> Envelope | None:
        future = self._futures[request]
        error = future.exception()
        if error is None:
            if self._patience.pop(request, None) and (lasted_s := self._outage.over(now_ms)):
                log.warning("documents are built again after %.0f s.", lasted_s)
            return future.result()
        if isinstance(error, OSError):
            patience = self._patience.setdefault(request, Patience(self._patience_s))
            if (pause_s := patience.failed(now_ms)) is not None:
                self._wait(request, error, now_ms, pause_s)
                return None
        log.error("a document could not be built", exc_info=error)
        return self._fold.unbuildable(live.state, f"{type(error).__name__}: {error}")

    def _wait(self, request: Request, error: OSError, now_ms: float, pause_s: float) -> None:
        if self._outage.lasts(now_ms):
            log.warning("documents wait for the blob store, up to %g s. %s", self._patience_s, error)
        del self._futures[request]
        self._not_before_ms[request] = now_ms + pause_s * 1000
