"""The broker: killed while workers are in the middle of something, and started again with its data."""

import time
from contextlib import suppress
from dataclasses import replace

from octavo.errors import NoKafka
from octavo.submission import Submitter
from streams.blobs import open_blobs
from tests.faults.ground import Ground
from tests.faults.trial import BATCH_S, Outcome, Trial

HELD_S = 1.0
"""How long whatever is under way is held there, so that it is while the broker is killed."""
POINTS = (
    "ocr.run",
    "assembler.offsets",
    "layout.produced",
    "chart.run",
    "intake.offsets",
    "rasterizer.produced",
    "table.run",
    "ocr.committed",
    "assembler.produced",
    "layout.run",
    "rasterizer.committed",
    "chart.offsets",
)
"""`run`: a model is at work. The others: steps of a transaction, which is open or has just ended."""


def broker_killed(ground: Ground) -> Outcome:
    """SIGKILL of the broker in the middle of a batch or of its commit; it is started again on its port with
    its data. A client that is not told whether Kafka took what it submitted, or is
    told that it did not, submits it again: one result, all the same."""
    points = POINTS if ground.full else POINTS[:1]
    with ground.trial("broker") as trial:
        impatient = _impatient(trial)
        trial.begin_load()
        starts_s = [_kill(ground, trial, impatient, point) for point in points]
        trial.count_strikes()
        trial.outcome.notes["longest_start_s"] = round(max(starts_s), 2)
        return trial.judge(len(points), HELD_S + BATCH_S, extra_s=max(starts_s), may_give_up=True)


def _kill(ground: Ground, trial: Trial, impatient: Submitter, point: str) -> float:
    """Seconds that the broker was away."""
    before = len(trial.traps.strikes())
    trial.traps.arm(point, "sleep", seconds=HELD_S)
    (strike,) = trial.traps.await_strikes(1, before)
    unsure = trial.submit(0, by=impatient)
    ground.broker.kill()
    killed_s = time.monotonic()
    if killed_s > strike.at_s + HELD_S:
        trial.outcome.failures.append(f"{point} was over when the broker was killed")
    refused = trial.submit(2, by=impatient)
    ground.broker.start()
    away_s = time.monotonic() - killed_s
    with suppress(NoKafka):
        impatient.flush()
        trial.outcome.failures.append(f"{refused} was taken by a broker that was not there")
    trial.submit_again(unsure, 0)
    trial.submit_again(refused, 2)
    trial.settled()
    return away_s


def _impatient(trial: Trial) -> Submitter:
    """It gives up while the broker is away."""
    connection = trial.field.connection
    options = {**connection.options, "delivery.timeout.ms": "1000"}
    return Submitter(replace(connection, options=options), open_blobs(trial.field.settings.blobs))
