"""Which work nobody wants any more: it is dropped when a batch is formed, and its offset is committed."""

from collections.abc import Callable

from streams.clock import now_ms
from streams.item import Item

Unwanted = Callable[[Item], bool]


def past_deadline(item: Item) -> bool:
    """An expired item is not worth a model's time; the assembler has ended its request by itself."""
    expired = item.deadline_ms is not None and item.deadline_ms < now_ms()
    return expired and item.may_be_dropped
