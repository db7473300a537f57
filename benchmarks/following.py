"""Requests of a run: handed over when they are due, followed until they have ended."""

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.workload import Job
from schemas.document import Envelope

_LONGEST_WAIT_S = 0.2


@dataclass(slots=True)
class Ended:
    """One request, times in seconds since the Unix epoch: submitted just before it was handed to Kafka,
    ended when a reader of `results` had it."""

    request_id: str
    tenant: str
    pages: int
    submitted: float
    ended: float = 0.0
    status: str = ""
    route: str = ""
    batch_requests_mean: float = 0.0

    @property
    def latency_s(self) -> float:
        return self.ended - self.submitted


class Following:
    """True while anything is still to be submitted, or waited for. `done`: what was awaited and has ended,
    in that order; `background`: the ids of what is not awaited."""

    def __init__(self, jobs: Iterable[Job], submit: Callable[[Job], Ended]) -> None:
        self._due = deque(sorted(jobs, key=lambda job: job.at_s))
        self._submit = submit
        self._waiting: dict[str, tuple[Job, Ended]] = {}
        self._undecided = sum(job.decisive for job in self._due)
        self.done: list[Ended] = []
        self.background: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._due or self._waiting)

    def __len__(self) -> int:
        """How many requests are under way."""
        return len(self._waiting)

    def submit_due(self, started: float) -> float:
        """Submits what is due by now; returns for how many seconds nothing is."""
        while self._due and self._due[0].at_s <= time.time() - started:
            job = self._due.popleft()
            request = self._submit(job)
            if job.awaited:
                self._waiting[request.request_id] = (job, request)
            else:
                self.background.append(request.request_id)
        if not self._due:
            return _LONGEST_WAIT_S
        return min(_LONGEST_WAIT_S, max(0.0, self._due[0].at_s - (time.time() - started)))

    def take(self, envelope: Envelope) -> None:
        """A result that was read just now, of whatever request."""
        job, request = self._waiting.pop(envelope.request_id, (None, None))
        if job is None or request is None:
            return
        request.ended = time.time()
        request.status, request.route = envelope.status, envelope.route.name
        layout = envelope.timings.stages.get("layout")
        request.batch_requests_mean = layout.batch_requests_mean if layout else 0.0
        self.done.append(request)
        if job.decisive:
            self._undecided -= 1
            if not self._undecided:
                self._due.clear()
