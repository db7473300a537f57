"""Consumer groups: batches that outlast every interval of theirs, and members that come and go."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from signal import SIGKILL, SIGTERM
from typing import Any

from tests.faults.consumer_groups import Groups
from tests.faults.field import SESSION_TIMEOUT_MS
from tests.faults.fleet import CREW, JOIN, OCR
from tests.faults.ground import Ground
from tests.faults.trial import BATCH_S, Outcome, Trial

BATCH_LASTS_S = SESSION_TIMEOUT_MS / 1000 + 1
MODELS = ("ocr", "layout", "table", "chart")


def batches_longer_than_the_poll_interval(ground: Ground) -> Outcome:
    """A model that runs longer than its worker may go without polling, and than its session. The thread that
    polls waits for no model, so the group does not even notice: no generation ends."""
    batches = ground.faults(full=12, short=1)
    with ground.trial("long", max_poll_interval_ms=SESSION_TIMEOUT_MS, max_batch_s=60.0) as trial:
        groups = Groups(trial.field.connection)
        before = groups.generations(MODELS)
        trial.begin_load(every_s=0.1, waiting=20)
        for number in range(batches):
            trial.traps.arm(f"{MODELS[number % len(MODELS)]}.run", "sleep", seconds=BATCH_LASTS_S)
            trial.await_strikes(number + 1)
            trial.settled()
        trial.count_strikes()
        after = groups.generations(MODELS)
        if after != before or not all(after.values()):
            trial.outcome.failures.append(f"partitions were shared out anew: {before} became {after}")
        trial.outcome.notes["generations"] = after
        return trial.judge(at_least=batches, batch_s=BATCH_LASTS_S + BATCH_S)


def members_come_and_go(ground: Ground) -> Outcome:
    """In the classic protocol."""
    return _come_and_go(ground, "members")


def members_come_and_go_kip848(ground: Ground) -> Outcome:
    """In that of KIP-848, where the broker shares out."""
    return _come_and_go(ground, "kip848", group_protocol="consumer")


def _come_and_go(ground: Ground, name: str, **settings: Any) -> Outcome:
    """Turn by turn, somebody joins each group, or one of two leaves it for good. It counts once the group has
    shown it. In full some groups are a turn ahead of the others, so that some join while others leave."""
    turns = ground.faults(full=8, short=2)
    with ground.trial(name, **settings) as trial:
        kinds = tuple(CREW) if ground.full else (OCR, JOIN)
        pairs = [_Pair(trial, kind, ground.full, number) for number, kind in enumerate(kinds)]
        trial.begin_load(every_s=0.1, waiting=20)
        for changing in (pairs[1::2] if ground.full else [], *[pairs] * turns):
            with ThreadPoolExecutor() as at_once:
                for what in at_once.map(_Pair.change, changing):
                    trial.struck(what)
            trial.settled()
        return trial.judge(at_least=turns * len(pairs))


class _Pair:
    """Two places in the groups of one kind of worker, one of which is always taken. `either`: whoever came
    first may leave, too. The places take turns at leaving by SIGKILL and by SIGTERM, beginning with one."""

    def __init__(self, trial: Trial, kind: str, either: bool, number: int) -> None:
        self._trial, self._stages, self._either = trial, CREW[kind], either
        self._groups = Groups(trial.field.connection)
        self._dice = random.Random(kind)
        self._taken, self._free = [kind], [f"{kind}-guest"]
        self._signals = itertools.cycle((SIGKILL, SIGTERM) if number % 2 else (SIGTERM, SIGKILL))

    def change(self) -> str:
        """Returns what happened, once the groups show it."""
        what = self._join() if self._free else self._leave()
        self._groups.await_owners(self._stages, len(self._taken))
        return what

    def _join(self) -> str:
        name = self._free.pop()
        self._taken.append(name)
        self._trial.fleet.start(name, self._stages)
        return "joined"

    def _leave(self) -> str:
        name, number = (
            self._dice.choice(self._taken) if self._either else self._taken[-1],
            next(self._signals),
        )
        self._taken.remove(name)
        self._free.append(name)
        status = self._trial.fleet.let_go(name, number)
        if status not in (0, -SIGKILL):
            self._trial.outcome.failures.append(f"{name} ended with status {status} at {number.name}")
        return f"left by {number.name}"
