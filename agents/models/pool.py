"""N instances of a model behind a queue, and one model on N threads: where models meet threads."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from queue import Empty, LifoQueue, SimpleQueue
from typing import Generic, TypeVar

from schemas.stage import Rejection

M = TypeVar("M")
R = TypeVar("R")
T = TypeVar("T")
Turn = Callable[[], AbstractContextManager[None]]


class ModelPool(Generic[M]):
    """Lends a model to one thread at a time, up to `instances` of them at once.

    The first instance is made at once, so that a missing weight is known before any work; the others when
    they are first needed. `turn` makes the context in which every use of a model runs: a turn on the
    device (agents/models/device.py). Using a model from within `run` of the same pool may deadlock.
    """

    def __init__(self, factory: Callable[[], M], instances: int = 1, turn: Turn = nullcontext) -> None:
        if instances < 1:
            raise ValueError(f"A pool of {instances} models can do no work; give it at least one.")
        self._factory = factory
        self._turn = turn
        self._idle: LifoQueue[M] = LifoQueue()
        self._permits: SimpleQueue[None] = SimpleQueue()
        self._idle.put(factory())
        for _ in range(instances):
            self._permits.put(None)

    def run(self, use: Callable[[M], R]) -> R:
        """What `use` returns for an instance that nobody else uses meanwhile; waits for one to be free.

        An instance that `use` raised from is not used again, as nobody knows its state: it is made anew
        when needed. Rejection blames the item, not the model, and keeps the instance. The exception goes
        on to the caller; so does what the factory raises.
        """
        self._permits.get()
        try:
            with self._turn():
                return self._used(self._take(), use)
        finally:
            self._permits.put(None)

    def _used(self, model: M, use: Callable[[M], R]) -> R:
        try:
            result = use(model)
        except Rejection:
            self._idle.put(model)
            raise
        self._idle.put(model)
        return result

    def _take(self) -> M:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._factory()

    def close(self) -> None:
        """Lets go of idle instances; those in use follow when they are given back and the pool is gone."""
        while True:
            try:
                self._idle.get_nowait()
            except Empty:
                return


class Lanes:
    """A fixed number of threads for the items of one call. 0 means one for every core.

    The threads start with the first work and end when the object is let go.
    """

    def __init__(self, threads: int = 0) -> None:
        count = threads or os.cpu_count() or 1
        self._executor = ThreadPoolExecutor(count, thread_name_prefix="lane") if count > 1 else None

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """`work` of every item, in their order. Raises what the first failing item raised; `work` must
        bear being called by several threads."""
        if self._executor is None:
            return [work(item) for item in items]
        return list(self._executor.map(work, items))
