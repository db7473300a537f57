"""When a batch closes. Pure: everything it looks at is an argument."""

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps of one batch: items, work units, decoded bytes, and how long its oldest item may wait."""

    max_items: int
    max_work: float = math.inf
    max_bytes: float = math.inf
    max_wait_ms: float = 100.0

    def fits(self, work: float, decoded_bytes: float) -> bool:
        return self.max_items >= 1 and work <= self.max_work and decoded_bytes <= self.max_bytes

    def less(self, work: float, decoded_bytes: float) -> "Limits":
        """What is left of the caps once an item of this size is in."""
        return replace(
            self,
            max_items=self.max_items - 1,
            max_work=self.max_work - work,
            max_bytes=self.max_bytes - decoded_bytes,
        )


@dataclass(frozen=True, slots=True)
class WindowRule:
    """`idle_close` False waits for a cap or for `max_wait_ms` even beside an idle device, as fixed windows
    do. `one_request`: a batch takes the pages of one request only. Both are there to be compared with."""

    idle_close: bool = True
    one_request: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a batch could be filled from now. `sibling_due`: an event announced more of its slice and they
    have not come yet. `latest_start_ms`: starting later would miss somebody's deadline."""

    items: int
    work: float
    decoded_bytes: int
    oldest_ms: float
    sibling_due: bool = False
    latest_start_ms: float = math.inf


@dataclass(frozen=True, slots=True)
class Close:
    reason: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Ask again at `until_ms`, or as soon as an item arrives or the device falls idle."""

    until_ms: float


def decide(limits: Limits, waiting: Waiting, device_idle: bool, now_ms: float) -> Close | Wait:
    """The first that holds closes the batch: a cap is reached, the oldest item has waited long enough, a
    deadline would be missed, the device is idle and no announced sibling is due.

    Closing an idle device's batch at once beats fixed windows in the tail at every load; waiting for
    announced siblings only is what keeps a slice's pages together.
    """
    if waiting.items == 0:
        return Wait(math.inf)
    if (
        waiting.items >= limits.max_items
        or waiting.work >= limits.max_work
        or waiting.decoded_bytes >= limits.max_bytes
    ):
        return Close("full")
    if now_ms - waiting.oldest_ms >= limits.max_wait_ms:
        return Close("waited")
    if now_ms >= waiting.latest_start_ms:
        return Close("deadline")
    if device_idle and not waiting.sibling_due:
        return Close("idle")
    return Wait(min(waiting.oldest_ms + limits.max_wait_ms, waiting.latest_start_ms))
