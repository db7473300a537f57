"""Cancel requests on their way into `outputs`, where they take their place among the parts."""

from collections.abc import Sequence
from typing import Any

from schemas.events import CancelRequested, Event
from schemas.stage import AnyAgent, Cost, Ok, Rejected


class PassingCancels:
    """A schemas.stage.Agent around another: passes CancelRequested on as it is, and leaves the rest to the
    other. So the assembler has one input, which is its changelog, and a cancel survives it like a part."""

    def __init__(self, agent: AnyAgent) -> None:
        self._agent = agent

    def cost(self, event: Event) -> Cost:
        return Cost(0.0, 0) if isinstance(event, CancelRequested) else self._agent.cost(event)

    def load(self, event: Event) -> Any:
        return None if isinstance(event, CancelRequested) else self._agent.load(event)

    def run(self, batch: Sequence[tuple[Event, Any]]) -> list[Ok | Rejected]:
        others = [(event, loaded) for event, loaded in batch if not isinstance(event, CancelRequested)]
        outcomes = iter(self._agent.run(others) if others else ())
        return [Ok((event,)) if isinstance(event, CancelRequested) else next(outcomes) for event, _ in batch]

    def close(self) -> None:
        self._agent.close()
