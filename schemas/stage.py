"""What a stage agent is, to the loop that drives it: a batch function, and a load that decodes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from schemas.codes import ErrorCode
from schemas.events import Event

E_contra = TypeVar("E_contra", contravariant=True)
L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Ok:
    """An item that succeeded, with the events that say so, in the order they are to be published."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that failed for a reason of its own: not tried again, and no batch-mate is blamed.
    `attempts`: how often it was tried, in batches and alone."""

    code: ErrorCode
    message: str
    attempts: int = 1


class Rejection(Exception):
    """Raised inside an agent to say that this item, and only this item, cannot be processed."""

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Cost:
    """What an item costs before it is loaded. `work` in the stage's unit (pixels, unless it says else)."""

    work: float
    decoded_bytes: int


class Agent(Protocol[E_contra, L]):
    """One stage's work, free of Kafka.

    `load` runs in its own thread, before `run`, and may raise Rejection. `run` gets at least one item and
    gives one outcome per item, in the same order; an exception from it blames the whole batch, which is
    then split. An item's outcome does not depend on its batch-mates. None of the three is called by two
    threads at once unless the worker was told that the agent allows it.
    """

    def cost(self, event: E_contra) -> Cost: ...

    def load(self, event: E_contra) -> L: ...

    def run(self, batch: Sequence[tuple[E_contra, L]]) -> Sequence[Ok | Rejected]: ...

    def close(self) -> None: ...


AnyAgent = Agent[Any, Any]
