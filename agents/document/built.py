"""One page of a document, built: alone, so that the pages of a long document can be built elsewhere."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from agents.document.outcome import PageOutcome, outcome_of
from agents.document.received import PageReceived
from agents.reading.blocks import blocks_of
from agents.reading.page import Block
from schemas.blobs import BlobStore
from schemas.children import ChildFailure, Children
from schemas.codes import ErrorCode
from schemas.stage import Rejected

LONG_PAGES = 100
SHARD_PAGES = 16


@dataclass(frozen=True, slots=True)
class PageToBuild:
    """What came of a page, if anything did; `ended_by` is the code of what has not come."""

    page_no: int
    received: PageReceived | None
    ended_by: ErrorCode | None


Shard = tuple[PageToBuild, ...]


@dataclass(frozen=True, slots=True)
class BuiltPage:
    outcome: PageOutcome
    blocks: tuple[Block, ...] = ()


Builders = Callable[[], Children[Shard, tuple[BuiltPage, ...]]]
"""Opens child processes that build shards; asked when the first long document is over."""


def build_page(store: BlobStore, page: PageToBuild) -> BuiltPage:
    """Reads the page's blobs. A blob that is gone is a fault of the page; raises OSError for anything else
    of the store."""
    outcome = outcome_of(page.page_no, page.received, page.ended_by, store)
    return BuiltPage(outcome, tuple(blocks_of(outcome.parts)) if outcome.parts else ())


def build_shard(store: BlobStore, shard: Shard) -> tuple[BuiltPage, ...]:
    """Runs inside a child process. The words go no further: they are in the blocks."""
    return tuple(_light(build_page(store, page)) for page in shard)


def build_pages(
    store: BlobStore, pages: Sequence[PageToBuild], builders: Builders | None
) -> Iterator[BuiltPage]:
    """In order. Those of a long document are built by children, which keep the interpreter of this process
    free for the documents of others. Raises OSError where the store failed."""
    if builders is None or len(pages) <= LONG_PAGES:
        yield from (build_page(store, page) for page in pages)
        return
    children = builders()
    for first in range(0, len(pages), SHARD_PAGES):
        shard = tuple(pages[first : first + SHARD_PAGES])
        (built,) = children.map([shard])
        if isinstance(built, ChildFailure) and built.kind == "io":
            raise OSError(built.message)
        # A child that cannot says nothing of the pages: here they are built, or fail, as those of any other.
        yield from build_shard(store, shard) if isinstance(built, ChildFailure | Rejected) else built


def _light(page: BuiltPage) -> BuiltPage:
    parts = page.outcome.parts
    if parts is None:
        return page
    light = replace(parts, words=(), lines=(), regions=(), grids={}, charts={})
    return replace(page, outcome=replace(page.outcome, parts=light))
