"""A device that is out of memory from some size of a batch on."""

from collections import Counter

from schemas.parts import PageLaidOut, TextRead
from streams.codec import decode
from tests.faults.ground import Ground
from tests.faults.reading import committed
from tests.faults.trial import BATCH_S, Outcome, Trial

SIZES = (2, 3, 5, 8, 16)
"""The smallest batches that do not fit. At 2, nothing does but single items."""
CALL_MS_EACH = 40.0
STRUCK = ("layout", "ocr")
LARGEST = 32
TOO_LARGE_AT_MOST = 0.8
"""The share of batches that may be formed too large. Each takes the cap below the limit, and it grows back by
one a batch, so at a limit of 2 every second batch is. If nothing were learned, nearly all would be."""


def out_of_memory(ground: Ground) -> Outcome:
    """Models that raise MemoryError from a size on, under more load than they can take: batches are halved,
    and formed smaller from then on."""
    outcome = Outcome()
    for size in SIZES if ground.full else SIZES[:1]:
        outcome.add(_out_of_memory_at(ground, size, strikes=ground.faults(full=8, short=4)))
    return outcome


def _out_of_memory_at(ground: Ground, size: int, strikes: int) -> Outcome:
    call_ms = CALL_MS_EACH * size
    with ground.trial("memory", together=True, oom_at=size, call_ms=call_ms) as trial:
        since = len(trial.traps.strikes())
        trial.begin_load(every_s=0.002, waiting=60)
        for stage in STRUCK:
            trial.traps.await_strikes(strikes, since, 90, lambda one, at=f"{stage}.memory": one.point == at)
        trial.count_strikes([f"{stage}.memory" for stage in STRUCK])
        # A full batch, run in pieces that fit.
        pieces_s = call_ms / 1000 * 2 * LARGEST / size
        outcome = trial.judge(at_least=len(STRUCK) * strikes, batch_s=BATCH_S + pieces_s)
        for stage, sizes in _formed(trial).items():
            share = sum(count for items, count in sizes.items() if items >= size) / sizes.total()
            outcome.notes[f"out of memory at {size}, {stage}"] = (
                f"{share:.0%} of batches were formed too large"
            )
            if share > TOO_LARGE_AT_MOST:
                outcome.failures.append(f"{share:.0%} of the batches of {stage} were formed too large")
        return outcome


def _formed(trial: Trial) -> dict[str, Counter[int]]:
    """How many batches of each size the stages formed, by their parts: a batch of n is in n parts."""
    found: dict[str, Counter[int]] = {stage: Counter() for stage in STRUCK}
    for record in committed(trial.field.connection, ["outputs"]):
        event = decode(record)
        if isinstance(event, PageLaidOut | TextRead) and event.timing:
            found[event.timing.stage][event.timing.batch_items] += 1
    return {
        stage: Counter({items: round(parts / items) for items, parts in sizes.items()})
        for stage, sizes in found.items()
    }
