"""Running: a loaded batch passes the agent, within its turn on the device, and leaves with its outcomes."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from schemas.stage import AnyAgent, Ok, Rejected
from streams.backlog import Backlog
from streams.clock import now_ms
from streams.item import Batch
from streams.journal import Journal
from streams.ladder import climb
from streams.retrying import Retrying


class Runner:
    """Runs batches one at a time; several runners may share an agent that allows it."""

    def __init__(
        self,
        backlog: Backlog,
        journal: Journal,
        turn: Callable[[], AbstractContextManager[None]],
        retrying: Retrying,
    ) -> None:
        self._backlog = backlog
        self._journal = journal
        self._turn = turn
        self._retrying = retrying

    def run(self, batch: Batch, agent: AnyAgent) -> None:
        """Fills `batch.outcomes`, but for a batch that was dropped meanwhile, and strikes it out of the
        journal. A suspect's batch is alone already: whoever formed it sees to that."""
        tries = self._retrying.tries(batch)
        while (failed := self._attempt(batch, agent, tries.patient)) is not None:
            tries.failed(failed)
        tries.succeeded()
        batch.loaded = []
        self._journal.leave(batch.ids)
        self._backlog.run_ended(batch, batch.duration_ms)

    def _attempt(self, batch: Batch, agent: AnyAgent, patient: bool) -> OSError | None:
        """What of the surroundings failed, if so. The turn is over by then: others may use the device."""
        # Outside the turn: whoever is to be alone needs the device, too.
        with nullcontext() if batch.alone else self._journal.shared(), self._turn():
            started = now_ms()
            self._backlog.run_started(batch)
            try:
                batch.outcomes = [] if batch.dropped else self._outcomes(batch, agent, patient)
            except OSError as error:
                return error.with_traceback(None)  # its frames hold pixels
            batch.duration_ms = now_ms() - started
        return None

    def _outcomes(self, batch: Batch, agent: AnyAgent, patient: bool) -> list[Ok | Rejected]:
        outcomes: list[Ok | Rejected | None] = [
            loaded if isinstance(loaded, Rejected) else None for loaded in batch.loaded
        ]
        good = [i for i, outcome in enumerate(outcomes) if outcome is None]
        pairs = [(batch.items[i], batch.loaded[i]) for i in good]
        if pairs:
            ran = climb(
                lambda part: agent.run([(item.event, x) for item, x in part]),
                pairs,
                self._backlog.shrink,
                patient=patient,
            )
            for i, outcome in zip(good, ran, strict=True):
                outcomes[i] = outcome
        return [outcome for outcome in outcomes if outcome is not None]
