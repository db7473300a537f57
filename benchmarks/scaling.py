"""What one more device brings: layout workers from one to eight, one that joins, several in one worker."""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.estimates import busy_share, pages_per_s
from benchmarks.plain_pdf import plain_pdf
from benchmarks.recordings import Call, fill, read_calls
from benchmarks.results import Mode, Result
from benchmarks.rig import Rig
from benchmarks.workload import Job
from octavo.supervisor import Program, Supervisor

WORKERS = (1, 2, 4, 8)
INSTANCES = (1, 2, 3)
PARTITIONS, CAP, PAGES = 32, 8, 25
JOIN_WITHIN_S = 15.0
_POLL_S = 0.1
_CALL_S = 1.5
"""A little more than a full batch takes: a call is known once it has ended."""
_PATIENCE_S = 60.0
_LIGHT = Program("light", ("worker", "intake", "rasterizer", "assembler", "--supervised"))
_CREDITS = 16 * CAP * max(WORKERS)
"""Pages that may be under way: two batches a worker would do if partitions were even; they are not."""


@dataclass(slots=True)
class Measured:
    """One number of workers, over a span in which all had work."""

    workers: int
    since: float
    until: float
    calls: list[Call]
    joined_s: float = 0.0

    @property
    def rate(self) -> float:
        return pages_per_s(self.calls, self.since, self.until)

    def row(self) -> dict[str, Any]:
        return {
            "workers": self.workers,
            "measured_s": self.until - self.since,
            "pages_per_s": self.rate,
            "devices_busy": busy_share(self.calls, self.since, self.until, self.workers),
            "batch_mean": fill(self.calls).get("batch_mean"),
            "all_at_work_after_s": self.joined_s or None,
        }


def scaling(mode: Mode) -> Result:
    """Simulated devices at the mission's own times, so that this machine does not become the bottleneck."""
    full = mode == "full"
    span_s = 30.0 if full else 4.0
    result = Result(
        says=f"Simulated devices at the mission's times, batches of {CAP} at most, one device a worker; "
        f"pages of one square inch, {PARTITIONS} partitions, {_CREDITS} pages under way at most. Each row "
        f"measures {span_s:g} s or more with a backlog, from when every device has begun a batch. "
        "all_at_work_after_s is from asking for the workers to the first batch of the last of them. The "
        f"added worker's speedup is measured from its first batch to {_joining_s(mode):g} s after it was "
        "asked for." + ("" if full else " Quick leaves out some rows.")
    )
    with _rig(max(WORKERS)) as rig, _workers(rig) as grow:
        _backlog(rig, int(span_s * 200))
        steps = list(_steps(rig, grow, span_s, mode))
    alone = steps[0].rate
    for step in steps:
        result.rows.append(
            {"what": "workers", **step.row(), "efficiency": step.rate / (step.workers * alone)}
        )
        result.raw[f"{step.workers} workers"] = _raw(step)
    result.figures["scaling_efficiency_8"] = steps[-1].rate / (steps[-1].workers * alone)
    result.figures["added_worker_speedup_15s"] = result.rows[1]["speedup_15s"] = _joined(steps, mode) / alone
    if full:
        _instances(result, span_s)
    return result


def _joining_s(mode: Mode) -> float:
    return JOIN_WITHIN_S if mode == "full" else 6.0


def _steps(rig: Rig, grow: "_Grow", span_s: float, mode: Mode) -> Iterator[Measured]:
    """Workers are added to the running system, each step measured once all devices are at work."""
    for workers in WORKERS if mode == "full" else (1, 2, 8):
        asked = time.time()
        grow(workers)
        began = _all_began(rig, workers, asked)
        until = max(began + span_s, asked + _joining_s(mode) if workers == 2 else 0.0)
        time.sleep(max(0.0, until + _CALL_S - time.time()))
        yield Measured(workers, began, until, read_calls(rig.device_folder, asked), began - asked)


def _joined(steps: list[Measured], mode: Mode) -> float:
    """Pages a second of two workers, from the second one's first batch on."""
    two = steps[1]
    asked = two.since - two.joined_s
    return pages_per_s(two.calls, two.since, max(asked + _joining_s(mode), two.since + 1.0))


def _all_began(rig: Rig, devices: int, since: float) -> float:
    """When the last of so many devices began a batch. A call is known once it has ended. TimeoutError."""
    first: dict[int, float] = {}
    while time.time() - since < _PATIENCE_S:
        first.clear()
        for call in read_calls(rig.device_folder, since):
            if call.start >= since:
                first.setdefault(call.device, call.start)
        if len(first) >= devices:
            return max(first.values())
        rig.system.check()
        time.sleep(_POLL_S)
    raise TimeoutError(f"{len(first)} of {devices} devices had work within {_PATIENCE_S:g} s")


def _instances(result: Result, span_s: float) -> None:
    """A pool of models in one worker, each on a device of its own."""
    rates: list[float] = []
    for instances in INSTANCES:
        with _rig(max(INSTANCES), instances) as rig, _workers(rig) as grow:
            _backlog(rig, int(span_s * 40))
            asked = time.time()
            grow(1)
            began = _all_began(rig, instances, asked)
            time.sleep(span_s + _CALL_S)
            calls = read_calls(rig.device_folder, asked)
        step = Measured(instances, began, began + span_s, calls, began - asked)
        rates.append(step.rate)
        row = {"what": "instances in one worker", "instances": instances, **step.row(), "workers": 1}
        row["efficiency"] = step.rate / (instances * rates[0])
        result.rows.append(row)
        result.raw[f"{instances} instances"] = _raw(step)
    result.figures[f"pool_efficiency_{INSTANCES[-1]}"] = rates[-1] / (INSTANCES[-1] * rates[0])


def _rig(devices: int, instances: int = 1) -> Rig:
    """Without a layout worker: none of its requests ends before one is added."""
    return Rig(
        devices=devices,
        programs=(_LIGHT,),
        warm=False,
        dpi=72,
        partitions=PARTITIONS,
        pages_budget_bytes=_CREDITS * 1_000_000,
        page_estimate_bytes=1_000_000,
        stages={"layout": {"max_batch": CAP, "instances": instances}},
    )


class _Grow:
    """Starts layout workers until there are so many."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self.supervisors: list[Supervisor] = []
        self._count = 0

    def __call__(self, workers: int) -> None:
        added = range(self._count + 1, workers + 1)
        self._count = workers
        settings = self._rig.system.settings
        programs = [Program(f"layout-{n}", ("worker", "layout", "--supervised")) for n in added]
        supervisor = Supervisor(settings, programs, self._rig.folder / "logs")
        self.supervisors.append(supervisor)
        supervisor.start()
        supervisor.connect(settings.bootstrap_servers or "")


@contextmanager
def _workers(rig: Rig) -> Generator[_Grow]:
    grow = _Grow(rig)
    try:
        yield grow
    finally:
        for supervisor in grow.supervisors:
            supervisor.stop(grace_s=3.0)


def _backlog(rig: Rig, pages: int) -> None:
    pdf = plain_pdf(PAGES)
    for _ in range(1 + pages // PAGES):
        rig.submit(Job(pdf, PAGES))


def _raw(step: Measured) -> dict[str, Any]:
    calls = [[c.device, round(c.start, 4), round(c.end, 4), c.pages] for c in step.calls]
    return {"since": step.since, "until": step.until, "joined_s": step.joined_s, "calls": calls}
