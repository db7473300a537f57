"""Which partitions this worker owns, since when, and the metadata its transactions are fenced by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from streams.item import Partition


@dataclass(slots=True)
class Leases:
    """A number for each spell of owning a partition. A partition that left and came back has another
    lease, so work begun in the earlier spell is recognised and dropped. Not safe for many threads."""

    _held: dict[Partition, int] = field(default_factory=dict[Partition, int])
    _next: int = 1

    def grant(self, partitions: Iterable[Partition]) -> None:
        for partition in partitions:
            self._held[partition] = self._next
            self._next += 1

    def end(self, partitions: Iterable[Partition]) -> None:
        for partition in partitions:
            self._held.pop(partition, None)

    def renew(self) -> None:
        """Ends every spell and begins a new one: whatever was under way is to be dropped and redone."""
        self.grant(list(self._held))

    def of(self, partition: Partition) -> int | None:
        return self._held.get(partition)

    def hold(self, leases: Mapping[Partition, int]) -> bool:
        """True where each of these spells still lasts."""
        return all(self._held.get(partition) == lease for partition, lease in leases.items())

    @property
    def partitions(self) -> list[Partition]:
        return list(self._held)
