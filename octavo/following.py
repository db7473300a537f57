"""What a watch brings, step by step, until it is done or its time is over."""

import asyncio
import math
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterable
from typing import Protocol, TypeVar

Got = TypeVar("Got", covariant=True)
Found = TypeVar("Found")


class Steps(Protocol[Got]):
    """A watch: asked again and again, and closed at the end."""

    @property
    def done(self) -> bool: ...

    def step(self) -> Iterable[Got]: ...

    def close(self) -> None: ...


def followed(watch: Steps[Found], timeout_s: float | None) -> Generator[Found]:
    """Ends in silence after `timeout_s`, a step later at most, and closes the watch. Close the iterator where
    it is not read to its end."""
    over_s = _over_s(timeout_s)
    try:
        while not watch.done and time.monotonic() < over_s:
            yield from watch.step()
    finally:
        watch.close()


async def followed_in_threads(
    opened: Callable[[], Steps[Found]], timeout_s: float | None
) -> AsyncGenerator[Found, None]:
    """As `followed`, for asyncio: whatever waits for Kafka waits in a thread."""
    over_s = _over_s(timeout_s)
    watch = await asyncio.to_thread(opened)
    try:
        while not watch.done and time.monotonic() < over_s:
            for found in await asyncio.to_thread(lambda: list(watch.step())):
                yield found
    finally:
        await asyncio.shield(asyncio.to_thread(watch.close))


def _over_s(timeout_s: float | None) -> float:
    return math.inf if timeout_s is None else time.monotonic() + timeout_s
