"""Loading: the items of a batch are decoded side by side, each once its bytes fit the budget."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from typing import Any

from schemas.stage import AnyAgent, Ok, Rejected
from streams.backlog import Backlog
from streams.clock import now_ms
from streams.item import Batch, Item
from streams.journal import Journal
from streams.ladder import climb
from streams.retrying import Retrying


class Loader:
    """`threads` items at once. What cannot be loaded is a Rejected in its place, and harms no other."""

    def __init__(
        self,
        agent: AnyAgent,
        backlog: Backlog,
        journal: Journal,
        retrying: Retrying,
        threads: int,
        name: str,
    ) -> None:
        self._agent = agent
        self._retrying = retrying
        self._journal = journal
        self._backlog = backlog
        self._count = threads
        self._threads = ThreadPoolExecutor(threads, f"{name}-load")

    def load(self, batch: Batch) -> None:
        """Fills `batch.loaded`; returns when all is there. What was dropped meanwhile is not loaded."""
        results = list(self._threads.map(partial(self._timed, batch), batch.items))
        batch.loaded = [loaded for loaded, _ in results]
        self._backlog.loaded(batch, sum(took_ms for _, took_ms in results) / self._count)

    def close(self) -> None:
        self._threads.shutdown()

    def _timed(self, batch: Batch, item: Item) -> tuple[Any, float]:
        """What was loaded, and the milliseconds it took without waiting for the budget or a store."""
        self._backlog.reserve(batch, item)
        tries = self._retrying.tries(batch)
        while True:
            started = now_ms()
            try:
                with nullcontext() if batch.alone else self._journal.shared():
                    loaded = None if batch.dropped else self._loaded(item, tries.patient)
            except OSError as error:
                tries.failed(error)
            else:
                tries.succeeded()
                return loaded, now_ms() - started

    def _loaded(self, item: Item, patient: bool) -> Any:
        """What the agent loaded, or the Rejected that says why it could not."""
        if item.refused is not None:
            return item.refused
        loaded: list[Any] = []

        def load(_: object) -> list[Ok]:
            loaded.append(self._agent.load(item.event))
            return [Ok(())]

        (outcome,) = climb(load, [(item, None)], patient=patient)
        return outcome if isinstance(outcome, Rejected) else loaded[0]
