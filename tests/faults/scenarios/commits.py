"""The traffic of commits: requests of a transaction that come late, or are lost, or whose answers are."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.field import SESSION_TIMEOUT_MS
from tests.faults.fleet import CREW
from tests.faults.ground import Ground
from tests.faults.proxy import (
    COMMIT_TRAFFIC,
    END_TXN,
    INIT_PRODUCER_ID,
    NAMES,
    PRODUCE,
    TXN_OFFSET_COMMIT,
    Do,
    Rule,
)
from tests.faults.trial import Outcome, Trial, wait_until

KINDS = (*COMMIT_TRAFFIC, PRODUCE, INIT_PRODUCER_ID)
SHORT_S = 0.4
LONG_S = SESSION_TIMEOUT_MS / 1000 + 2
"""Longer than a transaction may take, so that the broker has aborted it meanwhile."""
MEMBERS = {stage: member for member, stages in CREW.items() for stage in stages}


@dataclass(frozen=True, slots=True)
class _Fault:
    api_key: int
    do: Do
    delay_s: float = 0.0


QUICK = [
    *(_Fault(kind, "drop_response") for kind in KINDS),
    *(_Fault(kind, "drop_request") for kind in KINDS),
    *(_Fault(kind, "delay", SHORT_S) for kind in KINDS),
]
LATE = [_Fault(kind, "delay", LONG_S) for kind in KINDS]
FEW = [
    _Fault(END_TXN, "drop_response"),
    _Fault(TXN_OFFSET_COMMIT, "drop_request"),
    _Fault(PRODUCE, "delay", SHORT_S),
]


def commit_traffic(ground: Ground) -> Outcome:
    """Each kind of request is lost, answered into the void, and delayed, by less and by more than the
    transaction timeout; every agent has its turn. Whoever ends a transaction that the broker has given up
    meanwhile is shut out, and only then may a worker end, to be started again."""
    outcome = _disturb(ground, QUICK if ground.full else FEW, SHORT_S)
    if ground.full:
        outcome.add(_disturb(ground, LATE, LONG_S))
    return outcome


def _disturb(ground: Ground, faults: Sequence[_Fault], delay_s: float) -> Outcome:
    with ground.trial("commits", proxied=True) as trial:
        trial.begin_load()
        for number, fault in enumerate(faults):
            stage = list(MEMBERS)[number % len(MEMBERS)]
            _strike(ground, trial, fault, stage)
            trial.settled()
        return trial.judge(at_least=len(faults), extra_s=delay_s, may_give_up=delay_s == LONG_S)


def _strike(ground: Ground, trial: Trial, fault: _Fault, stage: str) -> None:
    proxy = ground.broker.proxy
    before = proxy.struck.total()
    proxy.add(Rule(fault.api_key, fault.do, fault.delay_s, trial.field.connection.name(f"{stage}-")))
    if fault.api_key == INIT_PRODUCER_ID:  # which only a worker that starts sends
        status = trial.fleet.restart(MEMBERS[stage])
        if status:
            trial.outcome.failures.append(f"{MEMBERS[stage]} ended with status {status}")
    what = f"{NAMES[fault.api_key]} of {stage}: {fault.do}"
    try:
        wait_until(what, lambda: proxy.struck.total() > before)
    finally:
        proxy.clear()
    late = f" {fault.delay_s:g} s" if fault.do == "delay" else ""
    trial.struck(f"{NAMES[fault.api_key]} {fault.do}{late}")
