"""Progress events, thinned: the latest of a request, at most every so often. Pure."""

from collections.abc import Callable

from schemas.events import Event, Request


class ProgressThrottle:
    """Keeps the latest event of each request until it is due. None is lost for good while the request
    lives: what is held back now is due later."""

    def __init__(self, every_ms: float) -> None:
        self._every_ms = every_ms
        self._latest: dict[Request, Event] = {}
        self._written_ms: dict[Request, float] = {}

    def put(self, request: Request, event: Event) -> None:
        self._latest[request] = event

    def due(self, now_ms: float, wanted: Callable[[Request], bool] = lambda _: True) -> list[Event]:
        """The events to write now; they are not returned again."""
        ready = [
            request
            for request in self._latest
            if now_ms - self._written_ms.get(request, 0.0) >= self._every_ms and wanted(request)
        ]
        self._written_ms.update(dict.fromkeys(ready, now_ms))
        return [self._latest.pop(request) for request in ready]

    def quiet(self, now_ms: float) -> bool:
        """True where nothing was written for a while, so that offsets may be committed by themselves."""
        return now_ms - max(self._written_ms.values(), default=0.0) >= 4 * self._every_ms

    def forget(self, request: Request) -> None:
        self._latest.pop(request, None)
        self._written_ms.pop(request, None)
