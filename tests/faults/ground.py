"""The ground all scenarios stand on: one broker, the right answers, and a fleet that may be used again."""

import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.document import Envelope
from tests.faults.broker import ProxiedBroker
from tests.faults.field import Field
from tests.faults.fleet import Fleet
from tests.faults.oracle import answer
from tests.faults.trial import Trial
from tests.faults.workload import VARIANTS


@dataclass(slots=True)
class Ground:
    """`full`: at least ten faults a scenario, and a fleet of its own for each. Else the shared fleet does
    for every scenario that asks for nothing special."""

    broker: ProxiedBroker
    folder: Path
    full: bool
    answers: dict[int, bytes]
    _shared: tuple[Field, Fleet] | None = None
    _kept: ExitStack = field(default_factory=ExitStack)

    def faults(self, full: int = 10, short: int = 2) -> int:
        """How many faults a scenario is to inject."""
        return full if self.full else short

    @property
    def slack(self) -> float:
        """The short form is a test, and runs wherever tests run: what a busy machine takes longer for is no
        failure there. How long a stall may be is judged by the full form."""
        return 1.0 if self.full else 5.0

    def field(self, **settings: Any) -> Field:
        return Field(self.broker, self.folder, self.answers, **settings)

    @contextmanager
    def trial(
        self,
        name: str,
        own: bool = False,
        blind_to: frozenset[str] = frozenset(),
        together: bool = False,
        **settings: Any,
    ) -> Generator[Trial]:
        """A crew at work, and a trial that has settled. `own`: nobody else uses its fleet. `blind_to`: keys
        of a result that may differ. `together`: one process has all stages."""
        if self.full or own or settings:
            field = self.field(**settings)
            with field.fleet(together=together) as fleet, Trial(field, fleet, name, blind_to) as trial:
                trial.slack = self.slack
                trial.settled()
                yield trial
            if not trial.outcome.failures:
                field.remove()
            return
        field, fleet = self._shared_fleet()
        with Trial(field, fleet, name) as trial:
            trial.slack = self.slack
            trial.settled()
            yield trial

    def _shared_fleet(self) -> tuple[Field, Fleet]:
        if self._shared is None:
            field = self.field()
            self._shared = field, self._kept.enter_context(field.fleet())
        return self._shared

    def close(self) -> None:
        self._kept.close()


@contextmanager
def ground(folder: Path, full: bool) -> Generator[Ground]:
    """A broker, and the undisturbed run of every PDF, which says what is right."""
    with ProxiedBroker(folder / "kafka") as broker:
        ground = Ground(broker, folder, full, _undisturbed(broker, folder))
        try:
            yield ground
        finally:
            ground.close()


def _undisturbed(broker: ProxiedBroker, folder: Path) -> dict[int, bytes]:
    field = Field(broker, folder, {})
    with field.fleet() as fleet, Trial(field, fleet, "undisturbed") as trial:
        requests = {trial.submit(variant): variant for variant in range(VARIANTS)}
        if not trial.oracle.await_these(requests, 60):
            raise TimeoutError(f"the undisturbed run did not end; its logs are in {field.folder}")
        answers = {variant: _sound(trial.oracle.result(one)) for one, variant in requests.items()}
    field.remove()
    return answers


def _sound(envelope: Envelope) -> bytes:
    assert envelope.status == "complete", envelope.error
    return answer(envelope)


def pause(seconds: float) -> None:
    """Lets the load go on for a while: the one thing here that is waited for without looking."""
    time.sleep(seconds)
