"""The assembler: killed in the middle of a document, and given parts twice, late, and in another order."""

import random

from tests.faults.consumer_groups import Groups
from tests.faults.fleet import CREW, JOIN
from tests.faults.forging import Forger
from tests.faults.ground import Ground
from tests.faults.trial import Outcome, wait_until
from tests.faults.workload import VARIANTS

STANDBY = "standby"


def killed_alone(ground: Ground) -> Outcome:
    """SIGKILL of the one assembler between two parts of a document; it is started again."""
    kills = ground.faults(full=12, short=2)
    with ground.trial("join") as trial:
        trial.begin_load()
        for number in range(1, kills + 1):
            trial.traps.arm("assembler.between", "kill")
            trial.await_strikes(number)
            wait_until("the killed process is seen dead", lambda n=number: trial.deaths >= n)
            trial.settled([1, 2])
        trial.count_strikes()
        return trial.judge(at_least=kills)


def killed_beside_a_standby(ground: Ground) -> Outcome:
    """The same while another assembler owns half of the partitions. The dead one stays dead until the other
    has answered requests of every partition."""
    kills = ground.faults(full=10, short=1)
    with ground.trial("standby") as trial:
        groups = Groups(trial.field.connection)
        trial.fleet.start(STANDBY, CREW[JOIN])
        for number in range(1, kills + 1):
            groups.await_owners(CREW[JOIN], 2)
            if number == 1:
                trial.begin_load()
            pids = {trial.fleet.pid(name): name for name in (JOIN, STANDBY)}
            trial.fleet.leave_dead(JOIN, STANDBY)
            trial.traps.arm("assembler.between", "kill")
            trial.await_strikes(number)
            dead = pids[trial.traps.strikes()[-1].pid]
            trial.settled(range(VARIANTS))
            trial.fleet.revive(dead)
        trial.count_strikes()
        outcome = trial.judge(at_least=kills)
        trial.fleet.let_go(STANDBY)
        trial.fleet.keep(JOIN)
        return outcome


def parts_again_late_and_in_another_order(ground: Ground) -> Outcome:
    """Records of `outputs` published again by somebody else: at once, after the end, and as a document whose
    parts all come in another order. Each counts once the assembler has read past it."""
    rounds = ground.faults(full=10, short=2)
    with ground.trial("again") as trial, Forger(trial.field.connection) as forger:
        trial.begin_load()
        for number in range(rounds):
            forger.repeat_at_once(30)
            (ended,) = trial.settled([2])
            forger.repeat(ended)
            forged = trial.forge(2)
            forger.shuffle(ended, forged, random.Random(number))
            trial.oracle.await_these([forged], 30)
        for kind, count in forger.read_past(60).items():
            trial.struck(kind, count)
        return trial.judge(at_least=3 * rounds)
