"""Zombies: workers that stand still while others take their partitions, and then go on where they were."""

import re
import signal
from collections.abc import Mapping
from typing import Any

from tests.faults.consumer_groups import Groups
from tests.faults.fleet import CREW, CROPS, FRONT, JOIN, LAYOUT, OCR
from tests.faults.ground import Ground
from tests.faults.trial import Outcome, Trial, wait_until

FREEZES: dict[str, tuple[str, ...]] = {
    OCR: ("ocr.run", "ocr.produced", "ocr.offsets"),
    JOIN: ("assembler.offsets", "assembler.before", "assembler.produced"),
    FRONT: ("intake.before", "rasterizer.produced", "rasterizer.offsets"),
    LAYOUT: ("layout.run", "layout.before", "layout.offsets"),
    CROPS: ("table.produced", "chart.run", "chart.before"),
}
"""Where each process is frozen: inside a model, and at the steps of a commit."""
HANGS: dict[str, tuple[str, ...]] = {
    OCR: ("ocr.poll",) * 3,
    JOIN: ("assembler.poll",) * 3,
    FRONT: ("intake.poll", "rasterizer.poll"),
    CROPS: ("table.poll", "chart.poll"),
}

INTERVAL_S = 3.0
HANG_S = 3 * INTERVAL_S + 1
"""A static member that is overdue says nothing: its session has to end as well, and others to notice."""

_LOST, _ABORTED, _ENDED, _OVERDUE = (
    "its partitions were lost",
    "its transaction was aborted",
    "it ended",
    "its interval was over",
)
SIGNS = {
    _LOST: re.compile(rb"partitions were lost"),
    _ABORTED: re.compile(rb"transaction of \S+ was aborted|transaction of the assembler was aborted"),
    _ENDED: re.compile(rb"the worker ends: "),
    _OVERDUE: re.compile(rb"maximum poll interval \S+ exceeded"),
}
"""What the log of a zombie says when it finds itself fenced, and of one that did not poll."""


def frozen_past_their_session(ground: Ground) -> Outcome:
    """SIGSTOP at a step of a commit, or in a model; SIGCONT once somebody else owns all partitions and has
    answered requests. Each counts when the zombie has noticed, and owns partitions again."""
    chosen = FREEZES if ground.full else {OCR: ("ocr.produced",)}
    with ground.trial("zombies") as trial:
        return _haunted(trial, chosen, {"action": "stop"})


def held_up_at_polling(ground: Ground) -> Outcome:
    """The thread that polls stands still past its interval, while the others of its worker go on, heartbeats
    and commits among them: half a zombie."""
    chosen = HANGS if ground.full else {OCR: ("ocr.poll",)}
    interval_ms = int(INTERVAL_S * 1000)
    with ground.trial("held", session_timeout_ms=interval_ms, max_poll_interval_ms=interval_ms) as trial:
        outcome = _haunted(trial, chosen, {"action": "sleep", "seconds": HANG_S}, extra_s=INTERVAL_S)
        if outcome.notes.get(_OVERDUE, 0) < outcome.faults_injected:
            outcome.failures.append(f"not all were overdue: {outcome.notes}")
        return outcome


def _haunted(
    trial: Trial, chosen: Mapping[str, tuple[str, ...]], trap: dict[str, Any], extra_s: float = 0.0
) -> Outcome:
    """Lays the trap at each point, while a standby owns half of the partitions there."""
    groups = Groups(trial.field.connection)
    trial.begin_load(every_s=0.1, waiting=20)
    standby = ""
    for kind, points in chosen.items():
        if standby:
            trial.fleet.let_go(standby)
            trial.settled()
        standby = f"{kind}-standby"
        trial.fleet.start(standby, CREW[kind])
        for name in (kind, standby):
            trial.fleet.may_end(name, allowed=True)
        groups.await_owners(CREW[kind], 2)
        trial.settled()
        for point in points:
            _strike(trial, groups, kind, point, trap)
    outcome = trial.judge(at_least=sum(map(len, chosen.values())), extra_s=extra_s)
    trial.fleet.let_go(standby)
    for kind in chosen:
        trial.fleet.may_end(kind, allowed=False)
    return outcome


def _strike(trial: Trial, groups: Groups, kind: str, point: str, trap: dict[str, Any]) -> None:
    """Whichever of the two comes to the point first stands still, and is woken when the other has taken
    over."""
    fleet, stage = trial.fleet, point.partition(".")[0]
    pids = {fleet.pid(name): name for name in (kind, f"{kind}-standby")}
    strike = trial.strike(point, **trap)
    zombie = pids[strike.pid]
    said = fleet.log(zombie).stat().st_size
    groups.await_owners([stage], 1)
    trial.settled()
    fleet.send(zombie, signal.SIGCONT)
    wait_until(f"{zombie} is fenced", lambda: _signs(trial, zombie, said) - {_OVERDUE})
    groups.await_owners(CREW[kind], 2)
    trial.settled()
    trial.struck(strike.point)
    for sign in sorted(_signs(trial, zombie, said)):
        trial.outcome.notes[sign] = trial.outcome.notes.get(sign, 0) + 1


def _signs(trial: Trial, name: str, since: int) -> set[str]:
    """Those in its log from byte `since` on."""
    with trial.fleet.log(name).open("rb") as log:
        log.seek(since)
        said = log.read()
    return {sign for sign, words in SIGNS.items() if words.search(said)}
