"""An upgrade: every agent ended by SIGTERM and replaced, one after the other, while it is at work."""

import time

from tests.faults.fleet import CREW, CROPS, FRONT, JOIN, LAYOUT, OCR
from tests.faults.ground import Ground
from tests.faults.trial import BATCH_S, Outcome, Trial

BUSY_AT = {
    FRONT: "rasterizer.produced",
    LAYOUT: "layout.run",
    OCR: "ocr.run",
    CROPS: "table.offsets",
    JOIN: "assembler.offsets",
}
BUSY_S = 0.5
"""How long each is held at its work, so that SIGTERM finds it there."""


def rolling_restart(ground: Ground) -> Outcome:
    """SIGTERM of each while it is in the middle of a batch or a commit, which it has to finish."""
    rounds = ground.faults(full=3, short=1)
    with ground.trial("upgrade") as trial:
        trial.begin_load()
        drains_s = [_replace(trial, member) for _ in range(rounds) for member in CREW]
        trial.outcome.notes["longest_drain_s"] = round(max(drains_s), 2)
        return trial.judge(at_least=rounds * len(CREW), batch_s=BUSY_S + BATCH_S)


def _replace(trial: Trial, member: str) -> float:
    """Seconds from SIGTERM to the end."""
    trial.strike(BUSY_AT[member], "sleep", seconds=BUSY_S)
    limit_s = trial.field.settings.ending_s
    began_s = time.monotonic()
    status = trial.fleet.restart(member)
    took_s = time.monotonic() - began_s
    if status != 0:
        trial.outcome.failures.append(f"{member} ended with status {status}")
    if took_s > limit_s:
        trial.outcome.failures.append(f"{member} took {took_s:.2f} s to end, longer than {limit_s:g} s")
    trial.struck("SIGTERM")
    trial.settled()
    return took_s
