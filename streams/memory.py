"""Decoded bytes: reserved before loading, given back after. Pure; whoever shares one holds a lock."""

from dataclasses import dataclass


@dataclass(slots=True)
class Budget:
    """Bytes that may be held at once. One reservation always passes, however large, so that a budget too
    small for a single page makes the stage slow, never stuck."""

    limit_bytes: int
    held_bytes: int = 0
    reservations: int = 0
    peak_bytes: int = 0

    def allows(self, size_bytes: int) -> bool:
        return not size_bytes or self.reservations == 0 or self.held_bytes + size_bytes <= self.limit_bytes

    def reserve(self, size_bytes: int) -> bool:
        """Takes the bytes and returns True, or takes nothing and returns False."""
        if not self.allows(size_bytes):
            return False
        self.held_bytes += size_bytes
        self.reservations += 1
        self.peak_bytes = max(self.peak_bytes, self.held_bytes)
        return True

    def release(self, size_bytes: int) -> None:
        """Gives back exactly one reservation. Raises ValueError where there is none."""
        if self.reservations == 0 or size_bytes > self.held_bytes:
            raise ValueError("released more than was reserved")
        self.held_bytes -= size_bytes
        self.reservations -= 1
