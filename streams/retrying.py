"""Trying a batch again whose surroundings failed: it stays under way, and the polling goes on meanwhile."""

import logging

from streams.backlog import Backlog
from streams.clock import now_ms
from streams.item import Batch
from streams.surroundings import Outage, Patience

log = logging.getLogger(__name__)


class Retrying:
    """Of one stage. Safe for many threads."""

    def __init__(self, stage: str, backlog: Backlog, patience_s: float) -> None:
        self._stage = stage
        self._backlog = backlog
        self._patience_s = patience_s
        self._outage = Outage()

    def tries(self, batch: Batch) -> "Tries":
        return Tries(self, batch, Patience(self._patience_s))

    def rest(self, batch: Batch, patience: Patience, error: OSError) -> bool:
        """Waits before the next try, less where the batch is to be given back: then it is dropped. False once
        the patience is at its end."""
        now = now_ms()
        pause_s = patience.failed(now)
        if pause_s is None:
            log.error("%s gives up after %g s of waiting: %s", self._stage, self._patience_s, error)
            return False
        if self._outage.lasts(now):
            log.warning(
                "%s waits and tries again, up to %g s; nothing is lost meanwhile. %s "
                "Free some space there or make it answer; the work then goes on by itself.",
                self._stage,
                self._patience_s,
                error,
            )
        self._backlog.rest(batch, pause_s)
        return True

    def went_well(self) -> None:
        lasted_s = self._outage.over(now_ms())
        if lasted_s is not None:
            log.warning("%s goes on after %.0f s.", self._stage, lasted_s)


class Tries:
    """Those of one piece of work. `patient`: a failure of the surroundings is still waited for."""

    def __init__(self, retrying: Retrying, batch: Batch, patience: Patience) -> None:
        self._retrying = retrying
        self._batch = batch
        self._patience = patience
        self._failed = False
        self.patient = True

    def failed(self, error: OSError) -> None:
        """Returns when it is time to try again, at once where the batch was dropped."""
        self._failed = True
        self.patient = self._retrying.rest(self._batch, self._patience, error)

    def succeeded(self) -> None:
        if self._failed and self.patient and not self._batch.dropped:
            self._retrying.went_well()
