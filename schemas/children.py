"""Work done in child processes, as agents see it: a map whose failures are values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from schemas.stage import Rejected

T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)

FailureKind = Literal["timeout", "crashed", "memory", "io"]


@dataclass(frozen=True, slots=True)
class ChildFailure:
    """One task that gave no result. `message` is a sentence.

    `timeout`: killed at the deadline. `crashed`: the child died, or the function raised. `memory`: the
    address-space limit was reached. `io`: the function raised an OSError, so the surroundings (disk,
    network, store) are to blame and the task may succeed when tried again.
    """

    kind: FailureKind
    message: str


class Children(Protocol[T_contra, R_co]):
    """One function in several child processes. Safe to call from many threads."""

    def map(self, tasks: Sequence[T_contra]) -> Sequence[R_co | Rejected | ChildFailure]:
        """One outcome per task, in the same order. A task that kills its child costs no other task.

        `Rejected` where the function raised schemas.stage.Rejection.
        """
        ...

    def close(self) -> None: ...
