"""N instances of a model behind a queue, and one model on N threads: where models meet threads."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, LifoQueue
from threading import Lock
from typing import Generic, TypeVar

from schemas.stage import Rejection

M = TypeVar("M")
R = TypeVar("R")
T = TypeVar("T")


@dataclass(slots=True)
class _Slot(Generic[M]):
    """A place for one instance. Whoever holds the slot has the instance to himself."""

    number: int
    model: list[M] = field(default_factory=list[M])


class ModelPool(Generic[M]):
    """Lends a model to one thread at a time, up to `instances` of them at once.

    `factory` is called with the number of the instance, from 0, which says which device is its own. The
    first is made at once, so that a missing weight is known before any work; each other when it is first
    needed and `fits`, called with its number, says that there is memory for it: else the pool stays as small
    as it is. Using a model from within `run` of the same pool may deadlock.
    """

    def __init__(
        self, factory: Callable[[int], M], instances: int = 1, fits: Callable[[int], bool] = lambda _: True
    ) -> None:
        if instances < 1:
            raise ValueError(f"A pool of {instances} models can do no work; give it at least one.")
        self._factory = factory
        self._fits = fits
        self._lock = Lock()
        self.instances = instances
        self._slots: LifoQueue[_Slot[M]] = LifoQueue()
        self._first = _Slot(0, [factory(0)])
        for slot in (*map(_Slot[M], reversed(range(1, instances))), self._first):
            self._slots.put(slot)

    def run(self, use: Callable[[M], R]) -> R:
        """What `use` returns for an instance that nobody else uses meanwhile; waits for one to be free.

        An instance that `use` raised from is not used again, as nobody knows its state: it is made anew, on
        its own device, when needed. Rejection blames the item, not the model, and keeps the instance. The
        exception goes on to the caller; so does what the factory raises.
        """
        slot = self._taken()
        try:
            if not slot.model:
                slot.model.append(self._factory(slot.number))
            return use(slot.model[0])
        except Rejection:
            raise
        except BaseException:
            slot.model.clear()
            raise
        finally:
            self._slots.put(slot)

    def _taken(self) -> _Slot[M]:
        """A slot to use. One that was never filled is given up for good where another instance does not fit
        beside the others; the last slot never is."""
        while True:
            slot = self._slots.get()
            if slot.model or slot is self._first:
                return slot
            with self._lock:
                if self.instances == 1 or self._fits(slot.number):
                    return slot
                self.instances -= 1

    def close(self) -> None:
        """Lets go of idle instances; those in use follow when they are given back and the pool is gone."""
        idle: list[_Slot[M]] = []
        with suppress(Empty):
            while True:
                idle.append(self._slots.get_nowait())
        for slot in reversed(idle):
            slot.model.clear()
            self._slots.put(slot)


class Lanes:
    """A fixed number of threads for the items of one call. 0 means one for every core.

    The threads start with the first work and end when the object is let go.
    """

    def __init__(self, threads: int = 0) -> None:
        self.count = threads or os.cpu_count() or 1
        self._executor = ThreadPoolExecutor(self.count, thread_name_prefix="lane") if self.count > 1 else None

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """`work` of every item, in their order. Raises what the first failing item raised; `work` must
        bear being called by several threads."""
        if self._executor is None:
            return [work(item) for item in items]
        return list(self._executor.map(work, items))
