"""The topics as a reader of the contracts needs them, worked out from the topology."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from octavo import bindings
from octavo.dataflow import Topology
from schemas.events import CancelRequested, DocumentSubmitted, Event
from schemas.work import SliceReleased

INGEST, CONTROL, DEAD_LETTERS = "ingest", "control", "dead-letters"
PDF, ANY_BYTES = "application/pdf", "application/octet-stream"

_FROM_USERS: dict[str, type[Event]] = {INGEST: DocumentSubmitted, CONTROL: CancelRequested}
_ECHOED: tuple[type[Event], ...] = (SliceReleased,)
"""The assembler writes these into its own input too, so that its input alone says what it did."""
_RAW = {INGEST: PDF, DEAD_LETTERS: ANY_BYTES}
_KEYS: dict[Callable[..., str], str] = {
    bindings.by_request: "request",
    bindings.by_run: "request/run",
    bindings.by_slice: "request/slice",
    bindings.by_shard: "request/shard; a shard is 32 pages",
}


@dataclass(frozen=True, slots=True)
class Channel:
    """One topic. `raw` is the media type of records that are no event, empty where there are none."""

    topic: str
    title: str
    key: str
    events: tuple[type[Event], ...]
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    raw: str = ""


def channels(topology: Topology) -> tuple[Channel, ...]:
    """One channel for each topic, in the topology's order."""
    flows = tuple(_flows(topology))
    return tuple(
        Channel(
            topic=topic.name,
            title=topic.title,
            key=_key(topology, topic.name),
            events=tuple(dict.fromkeys(event for _, event, name in flows if name == topic.name)),
            writers=_writers(topology, flows, topic.name),
            readers=_readers(topology, topic.name),
            raw=_RAW.get(topic.name, ""),
        )
        for topic in topology.topics
    )


def _flows(topology: Topology) -> Iterator[tuple[str, type[Event], str]]:
    """(writer, event, topic) for all that may be published; users are the writer without a name."""
    for topic, event in _FROM_USERS.items():
        yield "", event, topic
    for agent in (*topology.stages, topology.join):
        for event in agent.emits:
            for topic in _topics_of(topology, event):
                yield agent.name, event, topic
    for event in _ECHOED:
        yield topology.join.name, event, topology.join.reads


def _topics_of(topology: Topology, event: type[Event]) -> tuple[str, ...]:
    route = next(topology.routes[kind] for kind in event.__mro__ if kind in topology.routes)
    return (route.topic, route.interactive) if route.interactive else (route.topic,)


def _writers(
    topology: Topology, flows: tuple[tuple[str, type[Event], str], ...], topic: str
) -> tuple[str, ...]:
    if topic == DEAD_LETTERS:
        return topology.names
    return tuple(dict.fromkeys(writer for writer, _, name in flows if name == topic and writer))


def _readers(topology: Topology, topic: str) -> tuple[str, ...]:
    stages = tuple(stage.name for stage in topology.stages if topic in stage.reads)
    return (*stages, topology.join.name) if topic == topology.join.reads else stages


def _key(topology: Topology, topic: str) -> str:
    if topic in _FROM_USERS:
        return "request"
    for route in topology.routes.values():
        if topic in (route.topic, route.interactive):
            return _KEYS[route.key]
    return "as on the topic the record came from"
