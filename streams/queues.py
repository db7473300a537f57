"""The backlog of a stage: one queue a partition, taken from at the head only."""

from collections import deque
from collections.abc import Iterable, Iterator

from streams.item import Item, Partition


class PartitionQueues:
    """Items in partition order. Whoever takes only heads, and commits in the order of taking, commits a
    contiguous prefix of every partition, whichever heads it picks. Not safe for many threads."""

    def __init__(self) -> None:
        self._queues: dict[Partition, deque[Item]] = {}

    def __len__(self) -> int:
        return sum(len(queue) for queue in self._queues.values())

    def __iter__(self) -> Iterator[Item]:
        for queue in self._queues.values():
            yield from queue

    def put(self, item: Item) -> None:
        self._queues.setdefault(item.partition, deque()).append(item)

    def heads(self) -> list[Item]:
        return [queue[0] for queue in self._queues.values() if queue]

    def take(self, item: Item) -> None:
        """Removes a head. Raises ValueError for any other item."""
        queue = self._queues.get(item.partition)
        if not queue or queue[0] is not item:
            raise ValueError(f"{item.partition} has another head")
        queue.popleft()

    def drop(self, partitions: Iterable[Partition]) -> None:
        """Forgets what is queued for these partitions; their owner fetches it again."""
        for partition in partitions:
            self._queues.pop(partition, None)

    def clear(self) -> None:
        self._queues.clear()

    def depth(self, partition: Partition) -> int:
        return len(self._queues.get(partition, ()))
