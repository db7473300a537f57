"""Processes that are killed: at each step of a commit, and anywhere."""

import random

from tests.faults.agent import POINTS
from tests.faults.fleet import CREW, STAGES
from tests.faults.ground import Ground, pause
from tests.faults.trial import BATCH_S, Outcome, Trial, stall_bound_s, wait_until


def kill_at_each_step_of_a_commit(ground: Ground) -> Outcome:
    """SIGKILL of every agent before it produces, after that, after its offsets, and after the commit."""
    chosen = [(stage, point) for point in POINTS for stage in STAGES]
    if not ground.full:
        chosen = [("ocr", "produced"), ("assembler", "offsets"), ("layout", "committed")]
    with ground.trial("steps") as trial:
        trial.begin_load()
        for number, (stage, point) in enumerate(chosen, 1):
            trial.traps.arm(f"{stage}.{point}", "kill")
            trial.await_strikes(number)
            wait_until("the killed process is seen dead", lambda n=number: trial.deaths >= n)
            trial.settled([0, 1, 2])
        trial.count_strikes()
        return trial.judge(at_least=len(chosen))


def many_random_kills(ground: Ground) -> Outcome:
    """SIGKILL of whoever the dice name, at a time of their choosing, 200 times in one run. The next one dies
    once the dead one's work goes on: what was asked for since has been answered."""
    kills = ground.faults(full=200, short=3)
    dice = random.Random(8)
    with ground.trial("random") as trial:
        trial.begin_load(every_s=0.1, waiting=20)
        for _ in range(kills):
            pause(dice.uniform(0.0, 1.5))
            trial.fleet.kill(dice.choice(list(CREW)))
            trial.struck("SIGKILL")
            trial.settled([0, 1, 2])
        return _survived(trial, kills)


def storm_of_kills(ground: Ground) -> Outcome:
    """The same without waiting for anybody: agents die while others have not come back, and on their way
    back. The worst of it is that every agent dies in turn as soon as the one before it works again, so the
    bound is one stall for each of them."""
    kills = ground.faults(full=50, short=6)
    dice = random.Random(9)
    with ground.trial("storm") as trial:
        trial.begin_load(every_s=0.1, waiting=20)
        for _ in range(kills):
            pause(dice.uniform(0.2, 2.0))
            trial.fleet.kill(dice.choice(list(CREW)))
            trial.struck("SIGKILL")
        return _survived(trial, kills, stalls=len(CREW))


def _survived(trial: Trial, kills: int, stalls: int = 1) -> Outcome:
    """`stalls`: so many of them may follow one another without an answer in between."""
    wait_until("the last one is seen dead", lambda: trial.deaths >= kills)
    extra_s = (stalls - 1) * stall_bound_s(BATCH_S)
    outcome = trial.judge(at_least=kills, extra_s=extra_s, patience_s=120)
    outcome.notes["kills_survived"] = kills if outcome.passed else 0
    return outcome
