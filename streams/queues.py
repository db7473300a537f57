"""The backlog of a stage: one queue a partition, taken from at the head only."""

import math
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice

from schemas.events import Request
from streams.item import Item, Partition
from streams.window import Waiting

_NEAR = 64


class PartitionQueues:
    """Items in partition order. Whoever takes only heads, and commits in the order of taking, commits a
    contiguous prefix of every partition, whichever heads it picks.

    Sums are kept as items come and go, so that looking at a long backlog costs no more than at a short one.
    Not safe for many threads.
    """

    def __init__(self) -> None:
        self._queues: dict[Partition, deque[Item]] = {}
        self._items = 0
        self._work = 0.0
        self._decoded_bytes = 0
        self.record_bytes = 0
        self._urgent_items = 0
        # For each tenant, how many items of each request wait; and the request's newest item.
        self.waiting: dict[str, dict[Request, int]] = {}
        self._newest: dict[Request, Item] = {}
        self._due: set[Request] = set()

    def __len__(self) -> int:
        return self._items

    def put(self, item: Item) -> None:
        self._queues.setdefault(item.partition, deque()).append(item)
        self._count(item, 1)
        requests = self.waiting.setdefault(item.tenant, {})
        requests[item.request] = requests.get(item.request, 0) + 1
        self._newest[item.request] = item
        self._note_due(item.request, item.following > 0)

    def heads(self) -> list[Item]:
        return [queue[0] for queue in self._queues.values() if queue]

    def in_front_of(self, tenant: str, heads: Iterable[Item]) -> Item | None:
        """Of these heads, the one that fewest items separate from one of the tenant's; None where none of
        his stands near behind any."""
        found = [
            (at, head)
            for head in heads
            for at, item in enumerate(islice(self._queues[head.partition], _NEAR))
            if item.tenant == tenant
        ]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def take(self, item: Item) -> None:
        """Removes a head. Raises ValueError for any other item."""
        queue = self._queues.get(item.partition)
        if not queue or queue[0] is not item:
            raise ValueError(f"{item.partition} has another head")
        queue.popleft()
        self._gone(item)

    def drop(self, partitions: Iterable[Partition]) -> None:
        """Forgets what is queued for these partitions; their owner fetches it again."""
        for partition in partitions:
            for item in self._queues.pop(partition, ()):
                self._gone(item)

    def clear(self) -> None:
        self.drop(list(self._queues))

    def survey(self, predict_ms: Callable[[float], float] = lambda _: 0.0) -> Waiting:
        """Sums up the backlog. Only heads can be taken, so they decide what is oldest and most pressing; a
        request's newest event says whether a sibling is still to come."""
        heads = self.heads()
        deadlines = [head.deadline_ms for head in heads if head.deadline_ms is not None]
        return Waiting(
            self._items,
            self._work,
            self._decoded_bytes,
            min((head.arrived_ms for head in heads), default=math.inf),
            bool(self._due),
            min(deadlines, default=math.inf) - predict_ms(self._work),
        )

    @property
    def crowded(self) -> bool:
        """True where one waits at another's cost: more than one tenant, or urgent work beside other work."""
        return len(self.waiting) > 1 or 0 < self._urgent_items < self._items

    def shape(self) -> tuple[float, float]:
        """(mean, largest at a head) work units of an item; zeros where nothing waits."""
        mean = self._work / self._items if self._items else 0.0
        return mean, max((head.cost.work for head in self.heads()), default=0.0)

    def _gone(self, item: Item) -> None:
        self._count(item, -1)
        requests = self.waiting[item.tenant]
        requests[item.request] -= 1
        if requests[item.request] == 0:
            del requests[item.request]
            if not requests:
                del self.waiting[item.tenant]
            if self._newest.get(item.request) is item:
                del self._newest[item.request]
                self._note_due(item.request, False)

    def _count(self, item: Item, sign: int) -> None:
        self._items += sign
        self._work = self._work + sign * item.cost.work if self._items else 0.0
        self._decoded_bytes += sign * item.cost.decoded_bytes
        if item.interactive:
            self._urgent_items += sign
        self.record_bytes += sign * len(item.record.value or b"")

    def _note_due(self, request: Request, due: bool) -> None:
        if due:
            self._due.add(request)
        else:
            self._due.discard(request)
