"""One stage as the loop sees it: what it reads, how its events are read and addressed, how it batches."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from schemas.events import Event
from schemas.records import Record
from streams.cap import Isolation
from streams.codec import decode
from streams.journal import Journal
from streams.membership import GroupProtocol, Membership
from streams.surroundings import PATIENCE_S
from streams.unwanted import Unwanted, past_deadline
from streams.window import Limits, WindowRule


@dataclass(frozen=True, slots=True)
class Address:
    """Where an event is published. Without a partition, the key's murmur2 hash decides, as in Java."""

    topic: str
    key: str
    partition: int | None = None


Addressing = Callable[[Event], Address]
Decoding = Callable[[Record], Event]


@dataclass(frozen=True, slots=True)
class Stage:
    """Topic names are without prefix. `dead_letters` keeps the original of what failed for good."""

    name: str
    reads: tuple[str, ...]
    address: Addressing
    decode: Decoding = decode
    dead_letters: str = "dead-letters"


@dataclass(frozen=True, slots=True)
class LoopOptions:
    """`session_timeout_ms` bounds how long a dead worker's partitions wait for another,
    `max_poll_interval_ms` how long those of one whose polling thread hangs; no batch runs in that thread.
    `group_protocol`: how Kafka shares partitions out. `max_batch_s`: how long one batch may run before the
    worker ends itself; `drain_s` how long a stop or a revocation waits for what is running; `runners` how
    many batches run at once, each within a `turn` of its own on the device; `loaders` how many items of a
    batch are loaded at once; `journal` what is worked on, for whoever comes after this process; `unwanted`
    what is dropped when a batch is formed; `patience_s` how long work waits for a store or a Kafka that
    fails; `on_end` is called when the loop begins to end, before it waits for anything."""

    limits: Limits = field(default_factory=lambda: Limits(max_items=16))
    isolation: Isolation | None = None
    window: WindowRule = field(default_factory=WindowRule)
    budget_bytes: int = 256 * 1024 * 1024
    runners: int = 1
    loaders: int = 2
    turn: Callable[[], AbstractContextManager[None]] = nullcontext
    unwanted: Unwanted = past_deadline
    journal: Journal = field(default_factory=Journal)
    session_timeout_ms: int = 6000
    max_poll_interval_ms: int = 60_000
    group_protocol: GroupProtocol = "classic"
    max_batch_s: float = 300.0
    drain_s: float = 10.0
    patience_s: float = PATIENCE_S
    on_end: Callable[[], None] = lambda: None

    @property
    def membership(self) -> Membership:
        return Membership(self.session_timeout_ms, self.max_poll_interval_ms, self.group_protocol)
