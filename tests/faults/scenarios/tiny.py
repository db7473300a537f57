"""Budgets and caps made as small as the settings allow: slow is what it may be, and nothing else."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import psutil

from octavo.config import MIB, Settings
from octavo.errors import NoRoom
from octavo.profiles import MODEL_STAGES
from octavo.verdict import Admission
from schemas.document import Envelope
from schemas.records import REQUEST, Record
from schemas.work import SliceReleased
from streams.blobs import open_blobs
from streams.codec import decode
from streams.fill import fills
from tests.faults.field import Field
from tests.faults.fleet import ALL
from tests.faults.ground import Ground
from tests.faults.oracle import answer
from tests.faults.reading import committed
from tests.faults.trial import Outcome, Trial, wait_until
from tests.faults.workload import VARIANTS, poisoned

LONG_PAGES = 12
TENANTS = ("one", "two", "three")
ROUTE = frozenset({"route"})
PATIENCE_S = 150.0
STEADY_S = 7.5
"""The longest that nothing at all may be read, laid out or opened anywhere."""


@dataclass(frozen=True)
class Seen:
    """What a run under some settings left behind."""

    trial: Trial
    settings: Settings
    results: list[Envelope]
    records: list[Record]

    def routed(self, reason: str) -> bool:
        """Whether a request was queued for this reason."""
        routes = [one.route for one in self.results]
        return any(route.name == "queued" and reason in route.reason for route in routes)

    def single(self, stage: str) -> bool:
        """Whether every batch of the stage had one item."""
        totals = [one.timings.stages[stage] for one in self.results if stage in one.timings.stages]
        return bool(totals) and all(total.batch_items_mean == 1 for total in totals)


@dataclass(frozen=True)
class Tiny:
    """Settings, and how it shows that they bind. `hidden`: not where all are tiny, since something else binds
    first."""

    settings: dict[str, Any]
    binds: Callable[[Seen], bool]
    hidden: bool = False


def _single(stage: str, **settings: Any) -> Tiny:
    return Tiny({"stages": {stage: settings}}, lambda seen: seen.single(stage))


def _slices_of_one_page(seen: Seen) -> bool:
    found = (decode(record) for record in seen.records if record.topic == "slices")
    sizes = {event.page_count for event in found if isinstance(event, SliceReleased)}
    return sizes == {1}


def _small_children(seen: Seen) -> bool:
    """They have no more address space than that, and use most of it. Not while one is replaced."""
    limit = seen.settings.child_memory_bytes
    children = psutil.Process(seen.trial.fleet.pid(ALL)).children()
    try:
        used = [child.memory_info().vms for child in children]
        limits = {child.rlimit(psutil.RLIMIT_AS)[0] for child in children}
    except psutil.NoSuchProcess:
        return False
    return limits == {limit} and 2 * max(used) > limit


def _refuses(seen: Seen) -> bool:
    """Whoever submits as the client does is told that there is no room."""
    try:
        Admission(seen.settings, open_blobs(seen.settings.blobs)).check()
    except NoRoom:
        return True
    return False


def _trimmed(seen: Seen) -> bool:
    (slices,) = fills(seen.trial.field.connection, {"slices": "rasterizer"})
    return any(slices.starts.values())


SMALL_CHILD_BYTES = 512 * MIB
TINY: dict[str, Tiny] = {
    "pages_budget_bytes": Tiny({"pages_budget_bytes": 1}, lambda s: s.routed("exceed the free"), hidden=True),
    "pages_in_flight": Tiny({"pages_in_flight": 1}, lambda s: s.routed("too many at once"), hidden=True),
    "immediate_below_pages": Tiny(
        {"immediate_below_pages": 0}, lambda s: all(one.route.name != "immediate" for one in s.results)
    ),
    "slice_pages": Tiny({"slice_pages": 1}, _slices_of_one_page, hidden=True),
    "memory_limit_bytes": Tiny({"memory_limit_bytes": 1}, lambda s: s.routed("memory 100%")),
    "disk_reserve_bytes": Tiny({"disk_reserve_bytes": 10**18}, lambda s: s.routed("disk 100%")),
    "blob_cap_bytes": Tiny({"blob_cap_bytes": 1, "gc_every_s": 0.5}, _refuses),
    "topic_cap_bytes": Tiny({"topic_cap_bytes": 1, "gc_every_s": 0.5}, _trimmed, hidden=True),
    "child_memory_bytes": Tiny({"child_memory_bytes": SMALL_CHILD_BYTES}, _small_children),
    **{f"budget_bytes of {stage}": _single(stage, budget_bytes=1) for stage in ("intake", *MODEL_STAGES)},
    **{f"max_batch of {stage}": _single(stage, max_batch=1) for stage in ("rasterizer", "layout")},
}


def tiny_budgets(ground: Ground) -> Outcome:
    """Each alone, and all of them together: every document is complete and the same, and only its route may
    differ. What does not bind is no fault, and what would be seen anyway proves none."""
    names = [*TINY] if ground.full else ["pages_budget_bytes"]
    outcome, long = _untouched(ground, names)
    field = ground.field()  # one for all: topics for each would be thousands of partitions
    for chosen in [*([name] for name in names), [*TINY]]:
        outcome.add(_tiny(ground, field, chosen, long))
    if outcome.passed:
        field.remove()
    return outcome


def _untouched(ground: Ground, names: list[str]) -> tuple[Outcome, bytes]:
    """The same load with the settings as they are. Returns the right answer to a long document as well."""
    with ground.trial("ample", together=True) as trial:
        request = trial.submit_pdf(poisoned(LONG_PAGES), "long.pdf")
        seen = _run(ground, trial, trial.field.settings, None)
        for name in names:
            if TINY[name].binds(seen):
                trial.outcome.failures.append(f"{name} would be seen to bind where it is ample")
        trial.oracle.await_these([request], PATIENCE_S)  # the others may well be through before it
        long = answer(trial.oracle.result(request))
        return trial.judge(at_least=0, extra_s=PATIENCE_S), long


def _tiny(ground: Ground, field: Field, names: list[str], long: bytes) -> Outcome:
    settings = field.tuned(**_merged(names))
    with field.fleet(settings, together=True) as fleet, Trial(field, fleet, "tiny", ROUTE) as trial:
        trial.settled()
        started = time.monotonic()
        seen = _run(ground, trial, settings, long)
        for name in [one for one in names if len(names) == 1 or not TINY[one].hidden]:
            try:
                wait_until(f"{name} is seen to bind", lambda one=name: TINY[one].binds(seen), 10)
            except TimeoutError as error:
                trial.outcome.failures.append(f"{', '.join(names)}: {error}")
            else:
                trial.struck(name)
        # A request may wait until all others are through: that is slow, and no stall as long as pages come.
        outcome = trial.judge(at_least=1, extra_s=time.monotonic() - started)
        outcome.failures += _unsteady(seen)
        outcome.failures = [f"{', '.join(names)}: {failure}" for failure in outcome.failures]
        return outcome


def _merged(names: list[str]) -> dict[str, Any]:
    merged: dict[str, Any] = {"stages": {}}
    for name in names:
        settings = dict(TINY[name].settings)
        for stage, values in settings.pop("stages", {}).items():
            merged["stages"][stage] = merged["stages"].get(stage, {}) | values
        merged |= settings
    return merged


def _run(ground: Ground, trial: Trial, settings: Settings, long: bytes | None) -> Seen:
    """Several requests of several tenants at once, until all have ended."""
    trial.oracle.measure()
    asked = [
        trial.submit_pdf(poisoned(LONG_PAGES), "long.pdf", long, tenant)
        for tenant in TENANTS[: ground.faults(full=3, short=1)]
    ]
    short = range(ground.faults(full=12, short=6))
    asked += [trial.submit(number % VARIANTS, tenant=TENANTS[number % len(TENANTS)]) for number in short]
    trial.oracle.await_these(asked, PATIENCE_S)
    left = set(trial.oracle.outstanding())
    results = [trial.oracle.result(request) for request in asked if request not in left]
    wanted = set(asked)
    records = [
        record
        for record in committed(trial.field.connection, ["slices", "outputs"])
        if record.headers.get(REQUEST) in wanted
    ]
    return Seen(trial, settings, results, records)


def _unsteady(seen: Seen) -> Iterator[str]:
    came = sorted(record.timestamp_ms for record in seen.records if record.topic == "outputs")
    gap_s = max((later - sooner for sooner, later in pairwise(came)), default=0) / 1000
    if gap_s > seen.trial.slack * STEADY_S:
        yield f"nothing was read anywhere for {gap_s:.2f} s"
