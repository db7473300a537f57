"""One run of a scenario: its requests, its faults, and what the oracle says of them."""

import itertools
import threading
import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from octavo.submission import Order, Submitter
from tests.faults.field import SESSION_TIMEOUT_MS, SUBMIT_PATIENCE_S, Field
from tests.faults.fleet import Fleet
from tests.faults.oracle import Oracle
from tests.faults.traps import Strike
from tests.faults.workload import VARIANTS, document, name_of

BATCH_S = 0.25
"""The longest batch of a trial in which no model is slow: pages that are rendered."""


@dataclass(slots=True)
class Outcome:
    """What a scenario came to. `struck`: its faults by kind, each proved by a log or a counter. `failures`:
    requests, or whole sentences, that say what was wrong."""

    requests: int = 0
    runs: int = 0
    faults_injected: int = 0
    lost: int = 0
    duplicated: int = 0
    different: int = 0
    inner_duplicates: int = 0
    longest_stall_s: float = 0.0
    stall_bound_s: float = 0.0
    struck: dict[str, int] = field(default_factory=dict[str, int])
    failures: list[str] = field(default_factory=list[str])
    notes: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def passed(self) -> bool:
        return not self.failures

    def figures(self) -> dict[str, Any]:
        return {**asdict(self), "longest_stall_s": round(self.longest_stall_s, 2), "passed": self.passed}

    def add(self, other: "Outcome") -> None:
        """Counts another run of the same scenario in."""
        for name in ("requests", "runs", "faults_injected", "lost", "duplicated", "different"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.inner_duplicates += other.inner_duplicates
        self.longest_stall_s = max(self.longest_stall_s, other.longest_stall_s)
        self.stall_bound_s = max(self.stall_bound_s, other.stall_bound_s)
        for kind, count in other.struck.items():
            self.struck[kind] = self.struck.get(kind, 0) + count
        self.failures += other.failures
        self.notes |= other.notes


class Trial:
    """Submits, counts, and judges. `expected` of a request: the answer of the undisturbed run."""

    def __init__(self, field: Field, fleet: Fleet, name: str, blind_to: frozenset[str] = frozenset()) -> None:
        self.field, self.fleet = field, fleet
        self.traps = field.traps
        self.name = f"{name}-{uuid.uuid4().hex[:6]}"
        self.oracle = Oracle(field.connection, blind_to)
        self.outcome = Outcome(runs=1)
        self.slack = 1.0
        """So many times the bound a stall may take before it is a failure."""
        self.strikes_before = len(self.traps.strikes())
        self._deaths_before = fleet.deaths
        self._failures_before = len(fleet.failures)
        self._given_up_before = len(fleet.given_up)
        self._numbers = itertools.count(1)
        self._variants = itertools.cycle(range(VARIANTS))
        self._stopping = threading.Event()
        self._load: threading.Thread | None = None
        self._load_failed: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end_load()
        self.traps.disarm()
        self.oracle.close()

    @property
    def deaths(self) -> int:
        """Processes that a signal ended since the trial began."""
        return self.fleet.deaths - self._deaths_before

    def submit(self, variant: int | None = None, by: Submitter | None = None, tenant: str = "default") -> str:
        """Publishes one PDF; returns its request."""
        request = self._new_request()
        chosen = next(self._variants) if variant is None else variant
        self.submit_again(request, chosen, by, tenant)
        return request

    def submit_again(
        self, request: str, variant: int, by: Submitter | None = None, tenant: str = "default"
    ) -> None:
        """As a client does that was not told whether Kafka took it."""
        expected = self.field.answers.get(variant)
        self.oracle.submitted(request, expected and asked_by(tenant, expected))
        (by or self.field.submitter).submit(document(variant), name_of(variant), Order(tenant), request)

    def submit_pdf(
        self, pdf: bytes, name: str, expected: bytes | None = None, tenant: str = "default"
    ) -> str:
        """`expected` None: the right answer is not known, any single result will do."""
        request = self._new_request()
        self.oracle.submitted(request, expected and asked_by(tenant, expected))
        self.field.submitter.submit(pdf, name, Order(tenant), request)
        return request

    def _new_request(self) -> str:
        return f"{self.name}-{next(self._numbers):05d}"

    def begin_load(self, every_s: float = 0.05, waiting: int = 40) -> None:
        """Submits one PDF after the other in a thread, while fewer than `waiting` are outstanding. Stalls
        are measured from here on."""
        self.oracle.measure()

        def load() -> None:
            try:
                while not self._stopping.wait(every_s):
                    if len(self.oracle.outstanding()) < waiting:
                        self.submit()
            except Exception as error:  # noqa: BLE001  raised where the load ends
                self._load_failed = error

        self._stopping.clear()
        self._load = threading.Thread(target=load, name="load", daemon=True)
        self._load.start()

    def end_load(self) -> None:
        self._stopping.set()
        if self._load is not None:
            self._load.join()
            self._load = None
        if self._load_failed is not None:
            raise RuntimeError("the load ended before its time") from self._load_failed

    def forge(self, variant: int) -> str:
        """A request that nobody submits; somebody will publish its parts."""
        request = self._new_request()
        self.oracle.submitted(request, self.field.answers.get(variant))
        return request

    def settled(self, variants: Sequence[int] = range(VARIANTS), patience_s: float = 60.0) -> list[str]:
        """Submits some and returns them when they have ended: whatever is asked for is answered again."""
        asked = [self.submit(variant) for variant in variants]
        if not self.oracle.await_these(asked, patience_s):
            raise TimeoutError(f"{self.name}: not settled within {patience_s:g} s")
        return asked

    def struck(self, kind: str, count: int = 1) -> None:
        """Counts faults that were seen to have happened."""
        self.outcome.struck[kind] = self.outcome.struck.get(kind, 0) + count
        self.outcome.faults_injected += count

    def await_strikes(self, count: int, patience_s: float = 30.0) -> None:
        """Waits for the traps that this trial armed, `count` of them altogether."""
        self.traps.await_strikes(count, self.strikes_before, patience_s)

    def strike(self, point: str, action: str, patience_s: float = 30.0, **details: Any) -> Strike:
        """Arms a trap; returns when it has sprung. Raises TimeoutError, with what was asked for."""
        before = len(self.traps.strikes())
        self.traps.arm(point, action, **details)
        try:
            (strike,) = self.traps.await_strikes(1, before, patience_s)
        except TimeoutError as error:
            waiting = self.oracle.outstanding()
            alive = self._load is not None and self._load.is_alive()
            asked = f"{len(waiting)} requests wait, such as {waiting[:3]}"
            raise TimeoutError(
                f"{point}: {error}; the load {'goes on' if alive else 'ended'}; {asked}"
            ) from None
        return strike

    def count_strikes(self, points: Iterable[str] | None = None) -> int:
        """Counts what stands in the strike log since the trial began; returns how many there were."""
        found = [one.point for one in self.traps.strikes()[self.strikes_before :]]
        for point in found:
            if points is None or point in points:
                self.struck(point)
        return len(found)

    def _struck_before(self, at_s: float) -> str:
        """The fault that the strike log has as the last one before a stall, or just after it began."""
        found = [one for one in self.traps.strikes()[self.strikes_before :] if one.at_s < at_s + 1]
        return f"{found[-1].point} {at_s - found[-1].at_s:+.2f} s" if found else "none in the strike log"

    def judge(
        self,
        at_least: int,
        batch_s: float = BATCH_S,
        extra_s: float = 0.0,
        patience_s: float = 60.0,
        may_give_up: bool = False,
    ) -> Outcome:
        """Ends the load, waits for what is outstanding, and compares. `at_least` so many faults must have
        struck. `extra_s`: what else a stall may take, such as a broker's own start. `may_give_up`: a worker
        whose client Kafka has shut out may end, and be started again."""
        self.end_load()
        self.field.submitter.flush(SUBMIT_PATIENCE_S)
        self.oracle.await_all(patience_s)
        verdict, outcome = self.oracle.verdict(), self.outcome
        outcome.requests = verdict.requests
        outcome.lost, outcome.duplicated = len(verdict.lost), len(verdict.duplicated)
        outcome.different, outcome.inner_duplicates = len(verdict.different), len(verdict.inner_duplicates)
        outcome.longest_stall_s = verdict.longest_stall_s
        outcome.notes["longest_stall_after"] = self._struck_before(verdict.stalled_from_s)
        session_s = self.field.settings.session_timeout_ms / 1000
        outcome.stall_bound_s = self.slack * (stall_bound_s(batch_s, session_s) + extra_s)
        for what, which in verdict.named().items():
            outcome.failures += [f"{what}: {', '.join(which[:5])}"] if which else []
        if outcome.longest_stall_s > outcome.stall_bound_s:
            outcome.failures.append(
                f"stalled for {outcome.longest_stall_s:.2f} s, longer than {outcome.stall_bound_s:.2f} s"
            )
        if outcome.faults_injected < at_least:
            outcome.failures.append(f"{outcome.faults_injected} faults struck, fewer than {at_least}")
        given_up = self.fleet.given_up[self._given_up_before :]
        outcome.notes["workers_that_gave_up"] = len(given_up)
        outcome.failures += [] if may_give_up else given_up
        outcome.failures += self.fleet.failures[self._failures_before :]
        return outcome


def stall_bound_s(batch_s: float, session_s: float = SESSION_TIMEOUT_MS / 1000) -> float:
    """How long nothing may come where one worker dies: its session, a second, and two batches."""
    return session_s + 1 + 2 * batch_s


def asked_by(tenant: str, expected: bytes) -> bytes:
    """The answer that another tenant gets."""
    return expected.replace(b'"tenant":"default"', b'"tenant":"%s"' % tenant.encode())


def wait_until(what: str, holds: Any, patience_s: float = 30.0) -> None:
    """Looks every 20 ms. Raises TimeoutError."""
    until = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(f"{what}: not within {patience_s:g} s")
        time.sleep(0.02)
