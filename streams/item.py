"""One event under way through a stage, and the batch it travels in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schemas.events import Event
from schemas.labels import Priority
from schemas.records import Record, Submission
from schemas.stage import Cost, Ok, Rejected
from schemas.work import Work


class Partition(NamedTuple):
    """A topic partition, as a plain hashable value."""

    topic: str
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An event waiting for its turn. `lease` names the ownership of its partition it was fetched under.

    `refused` is set where the record could not be decoded: it keeps its place in the partition's order
    and is answered like any other failure. `suspect`: a process died while it worked on this item, so it
    runs alone. Times in milliseconds of the worker's clock.
    """

    record: Record
    event: Event
    cost: Cost
    arrived_ms: float
    lease: int
    refused: Rejected | None = None
    suspect: bool = False

    @property
    def id(self) -> str:
        """Where it lies in Kafka: the same in every process that ever works on it."""
        return f"{self.record.topic}/{self.record.partition}/{self.record.offset}"

    @property
    def partition(self) -> Partition:
        return Partition(self.record.topic, self.record.partition)

    @property
    def may_be_dropped(self) -> bool:
        """Only work on a request that the assembler knows of: a submission is opened all the same, since
        until then nobody could end its request, and a cancel is passed on."""
        return isinstance(self.event, Work) and not isinstance(self.event, Submission)

    @property
    def tenant(self) -> str:
        return self.event.tenant if isinstance(self.event, Work) else "default"

    @property
    def request(self) -> tuple[str, str]:
        return self.event.request_id, self.event.run_id

    @property
    def interactive(self) -> bool:
        event = self.event
        return isinstance(event, Work) and (
            event.lane == "interactive" or event.priority is Priority.INTERACTIVE
        )

    @property
    def weight(self) -> float:
        """The tenant's share while others wait: bulk work yields to everything else, 4 to 1."""
        bulk = isinstance(self.event, Work) and self.event.priority is Priority.BULK
        return 0.25 if bulk else 1.0

    @property
    def deadline_ms(self) -> int | None:
        return self.event.deadline_at_ms if isinstance(self.event, Work) else None

    @property
    def following(self) -> int:
        return self.event.following if isinstance(self.event, Work) else 0


@dataclass(slots=True, eq=False)
class Batch:
    """Items that run together. `number` is the order of formation, which is the order of commit.

    `skipped` items (expired, cancelled) are not run; their offsets are committed with the rest.
    """

    number: int
    items: Sequence[Item]
    formed_ms: float
    skipped: Sequence[Item] = ()
    loaded: list[Any] = field(default_factory=list[Any])
    outcomes: list[Ok | Rejected] = field(default_factory=list[Ok | Rejected])
    duration_ms: float = 0.0
    dropped: bool = False
    ran: bool = False
    reserved: list[int] = field(default_factory=list[int])

    @property
    def ids(self) -> list[str]:
        return [item.id for item in self.items]

    @property
    def alone(self) -> bool:
        """A suspect's: nothing else runs in the process meanwhile."""
        return len(self.items) == 1 and self.items[0].suspect

    @property
    def work(self) -> float:
        return sum(item.cost.work for item in self.items)

    @property
    def largest_work(self) -> float:
        return max((item.cost.work for item in self.items), default=0.0)

    @property
    def decoded_bytes(self) -> int:
        return sum(item.cost.decoded_bytes for item in self.items)

    @property
    def requests(self) -> int:
        return len({item.request for item in self.items})

    @property
    def leases(self) -> dict[Partition, int]:
        return {item.partition: item.lease for item in (*self.items, *self.skipped)}

    def offsets(self) -> dict[Partition, int]:
        """The offset to commit for each partition: one past its last item here."""
        ends: dict[Partition, int] = {}
        for item in (*self.items, *self.skipped):
            ends[item.partition] = max(ends.get(item.partition, 0), item.record.offset + 1)
        return ends
