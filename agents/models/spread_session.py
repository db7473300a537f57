"""Which threads run which item of a call."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from agents.models.onnx_session import OnnxSession
from agents.models.pool import Lanes

T = TypeVar("T")
R = TypeVar("R")


class SpreadSession:
    """One model for the items of a call: one alone has all `threads`, several have one each, side by side.

    A thread for each item takes less processor time than all threads for one item after the other. Which of
    the two ways an item goes makes no difference to its result, bit for bit: threads share out the elements
    of an output, and none of them is a sum over threads. The model is in memory twice.
    """

    def __init__(self, model: bytes, threads: int = 0) -> None:
        self._lanes = Lanes(threads)
        self._wide = OnnxSession(model, threads)
        self._narrow = OnnxSession(model, 1) if self._lanes.count > 1 else self._wide

    def map(self, work: Callable[[OnnxSession, T], R], items: Sequence[T]) -> list[R]:
        """`work` of every item, with the session to use, in their order. Raises what the first failing item
        raised."""
        if len(items) == 1:
            return [work(self._wide, items[0])]
        return self._lanes.map(partial(work, self._narrow), items)

    @property
    def labels(self) -> tuple[str, ...]:
        """As OnnxSession gives them."""
        return self._wide.labels
