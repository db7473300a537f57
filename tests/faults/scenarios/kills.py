"""Processes that are killed: at each step of a commit, and anywhere."""

import random

from tests.faults.agent import POINTS
from tests.faults.fleet import CREW
from tests.faults.ground import Ground, pause
from tests.faults.trial import Outcome, wait_until

STAGES = tuple(stage for stages in CREW.values() for stage in stages)


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
    """SIGKILL of whoever the dice name, at a time of their choosing, 200 times in one run."""
    kills = ground.faults(full=200, short=3)
    dice = random.Random(8)
    with ground.trial("random") as trial:
        trial.begin_load(every_s=0.1, waiting=20)
        for _ in range(kills):
            pause(dice.uniform(0.2, 2.0))
            trial.fleet.kill(dice.choice(list(CREW)))
            trial.struck("SIGKILL")
        wait_until("the last one is seen dead", lambda: trial.deaths >= kills)
        outcome = trial.judge(at_least=kills, patience_s=120)
        outcome.notes["kills_survived"] = kills if outcome.passed else 0
        return outcome
