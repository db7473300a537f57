"""The vocabulary of the topology: stages, the join, topics, and which event goes where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from octavo.workshop import Workshop
from schemas.events import Event
from schemas.records import Record
from schemas.stage import AnyAgent
from schemas.work import Work
from streams.codec import decode
from streams.stage import Address
from streams.topics import Topic


@dataclass(frozen=True, slots=True)
class Goes:
    """Where events of a type are published, and by which key. Interactive work has a topic of its own."""

    topic: str
    key: Callable[[Event], str]
    interactive: str | None = None

    def address(self, event: Event) -> Address:
        fast = isinstance(event, Work) and event.lane == "interactive"
        return Address(self.interactive if fast and self.interactive else self.topic, self.key(event))


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage: the topics it reads, the events it may publish, and how its agent is built.

    `max_batch` caps its batches where the preset or the settings ask for more.
    """

    name: str
    reads: tuple[str, ...]
    emits: tuple[type[Event], ...]
    build: Callable[[Workshop], AnyAgent]
    max_batch: int
    decode: Callable[[Record], Event] = decode


@dataclass(frozen=True, slots=True)
class JoinSpec:
    """The one stateful agent."""

    name: str
    reads: str
    emits: tuple[type[Event], ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """The dataflow: topics, the routes of events, the stages between them, and the join that closes it."""

    topics: tuple[Topic, ...]
    routes: Mapping[type[Event], Goes]
    stages: tuple[StageSpec, ...]
    join: JoinSpec

    def address(self, event: Event) -> Address:
        """Where an event goes, by its type or the nearest base that has a route. Raises KeyError."""
        for kind in type(event).__mro__:
            if kind in self.routes:
                return self.routes[kind].address(event)
        raise KeyError(f"{type(event).__name__} has no route in the topology")

    def stage(self, name: str) -> StageSpec:
        """Raises KeyError."""
        return next(stage for stage in self.stages if stage.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every agent, in the order of the flow."""
        return (*(stage.name for stage in self.stages), self.join.name)
