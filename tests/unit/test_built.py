"""Pages of long documents, built by children: the same document, whatever becomes of a child."""

import pickle
from collections.abc import Sequence

import pytest

from agents.document.built import LONG_PAGES, SHARD_PAGES, BuiltPage, Shard, build_shard
from schemas.children import ChildFailure, FailureKind
from schemas.document import Envelope
from schemas.events import Event
from tests.unit.run_parts import MemoryStore, assembler, fold, laid_out, opened, released, result

PAGES = LONG_PAGES + SHARD_PAGES + 3


class Pickled:
    """Children in this process: what goes in and out is pickled, as on its way to a process. The shards of
    these numbers fail as `failure` says."""

    def __init__(
        self, store: MemoryStore, failing: Sequence[int] = (), failure: FailureKind = "crashed"
    ) -> None:
        self._store, self._failing = store, failing
        self._failure: FailureKind = failure
        self.shards = 0

    def map(self, tasks: Sequence[Shard]) -> list[tuple[BuiltPage, ...] | ChildFailure]:
        return [self._one(task) for task in tasks]

    def _one(self, task: Shard) -> tuple[BuiltPage, ...] | ChildFailure:
        self.shards += 1
        if self.shards - 1 in self._failing:
            return ChildFailure(self._failure, "The child is gone.")
        return pickle.loads(pickle.dumps(build_shard(self._store, pickle.loads(pickle.dumps(task)))))

    def close(self) -> None:
        """Nothing is open."""


def events(pages: int) -> list[Event]:
    return [opened(pages), released(0), *(laid_out(number) for number in range(1, pages + 1))]


def built(children: Pickled | None, pages: int = PAGES) -> Envelope:
    builders = None if children is None else (lambda: children)
    _, emissions = fold(assembler(MemoryStore(), builders=builders), events(pages))
    return result(emissions)


@pytest.mark.parametrize("failing", [(), (0,), (2, 3)])
def test_children_build_the_document_that_would_be_built_here(failing: tuple[int, ...]) -> None:
    children = Pickled(MemoryStore(), failing)
    assert built(children) == built(None)
    assert children.shards == -(-PAGES // SHARD_PAGES)


def test_a_short_document_asks_no_child() -> None:
    children = Pickled(MemoryStore())
    assert built(children, pages=LONG_PAGES).status == "complete"
    assert children.shards == 0


def test_a_store_that_does_not_answer_is_no_fault_of_the_document() -> None:
    with pytest.raises(OSError, match="gone"):
        built(Pickled(MemoryStore(), failing=(1,), failure="io"))
