"""What happens when a batch fails: halves, then one by one, then the culprit alone is given up."""

import errno
import logging
from collections.abc import Callable, Sequence
from typing import Any

from schemas.codes import ErrorCode
from schemas.stage import Ok, Rejected, Rejection
from streams.item import Item

log = logging.getLogger(__name__)

_MESSAGE_CHARS = 1000  # of what a model says of itself: it travels in an event

Outcome = Ok | Rejected
Pair = tuple[Item, Any]
Run = Callable[[Sequence[Pair]], Sequence[Outcome]]


def climb(
    run: Run,
    batch: Sequence[Pair],
    on_memory: Callable[[int], None] = lambda _: None,
    attempt: int = 1,
    patient: bool = True,
) -> list[Outcome]:
    """One outcome per item, in order, whatever `run` does. An item is rejected only after failing alone.

    `on_memory(n)` is told of each out-of-memory at n items. An item in a batch of n is run at most
    1 + log2(n) + 1 times. BaseExceptions that are not Exceptions pass through, and while `patient` so do
    OSErrors: the surroundings are to blame, and the whole of it may succeed when tried again.
    """
    try:
        outcomes = list(run(batch))
        if len(outcomes) != len(batch):
            raise ValueError(f"{len(batch)} items went in and {len(outcomes)} outcomes came out")
        return outcomes
    except Rejection as rejection:
        failure = Rejected(rejection.code, rejection.message, attempt)
    except MemoryError as error:
        failure = _out_of_memory(error, len(batch), on_memory, attempt)
    except OSError as error:
        if error.errno == errno.ENOMEM:
            failure = _out_of_memory(error, len(batch), on_memory, attempt)
        elif patient:
            raise
        else:
            message = f"Disk, store or network failed for too long: {error}"[:_MESSAGE_CHARS]
            failure = Rejected(ErrorCode.BLOB_MISSING, message, attempt)
    except Exception as error:  # noqa: BLE001  the worker loop's one net: a model may raise anything
        log.warning("a batch of %d failed: %s: %s", len(batch), type(error).__name__, error)
        message = f"{type(error).__name__}: {error}"[:_MESSAGE_CHARS]
        failure = Rejected(ErrorCode.MODEL_FAILED, message, attempt)
    if len(batch) == 1:
        return [failure]
    half = len(batch) // 2
    halves = batch[:half], batch[half:]
    return [outcome for part in halves for outcome in climb(run, part, on_memory, attempt + 1, patient)]


def _out_of_memory(error: Exception, count: int, on_memory: Callable[[int], None], attempt: int) -> Rejected:
    on_memory(count)
    return Rejected(ErrorCode.OUT_OF_MEMORY, f"Out of memory: {error}"[:_MESSAGE_CHARS], attempt)
