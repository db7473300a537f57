"""The rasterizer with real child processes, on good and hostile documents."""

from collections.abc import Iterator
from functools import partial
from typing import Any, cast

import pytest

from agents.child_work import child_work
from agents.drawn.words import read_words
from agents.page_task import PageLimits, PageTask
from agents.pages import rendering
from agents.rasterizer import Rasterizer
from octavo.config import Settings
from schemas.blobs import BlobRef, blob_key
from schemas.codes import ErrorCode
from schemas.events import Event
from schemas.labels import PageKind, Priority
from schemas.parts import PartFailed
from schemas.stage import Ok
from schemas.work import PageRasterized, Route, SliceReleased
from streams.blobs import Blobs, open_blobs
from streams.sandbox import Sandbox
from tests import bad_pdfs, pdfs
from tests.pdfs import Made

DEADLINE_S = 3.0


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Blobs:
    return open_blobs(str(tmp_path_factory.mktemp("blobs")))


@pytest.fixture(scope="module")
def rasterizer(store: Blobs) -> Iterator[Rasterizer]:
    factory = partial(rendering, partial(open_blobs, store.url), PageLimits(dpi=100))
    children: Sandbox[PageTask, PageRasterized] = Sandbox(
        factory, children=2, memory_bytes=3 * 10**9, deadline_s=DEADLINE_S
    )
    agent = Rasterizer(children)
    yield agent
    agent.close()


def slice_of(store: Blobs, made: Made, request: str, first: int = 1, count: int = 0) -> SliceReleased:
    source = BlobRef(key=blob_key(request, "1", "source.pdf"), size_bytes=len(made.pdf), encoding="pdf")
    store.put(source.key, made.pdf)
    return SliceReleased(
        request_id=request,
        tenant="t",
        priority=Priority.BULK,
        lane="interactive",
        deadline_at_ms=99,
        slice_no=0,
        first_page=first,
        page_count=count or made.page_count,
        source=source,
        route=Route(name="batched", reason=""),
    )


def run(rasterizer: Rasterizer, *slices: SliceReleased) -> list[tuple[Event, ...]]:
    outcomes = rasterizer.run([(released, rasterizer.load(released)) for released in slices])
    return [outcome.events for outcome in outcomes if isinstance(outcome, Ok)]


def page_numbers(events: tuple[Event, ...]) -> list[int]:
    return [event.page_no for event in events if isinstance(event, PageRasterized)]


def test_the_least_memory_that_a_child_may_be_given_is_enough_for_pages(store: Blobs) -> None:
    (least,) = Settings.model_fields["child_memory_bytes"].metadata
    factory = partial(child_work, partial(open_blobs, store.url), PageLimits(dpi=200), 10)
    children = Sandbox(factory, children=1, memory_bytes=least.ge, deadline_s=30)
    agent = Rasterizer(cast(Any, children))
    try:
        (events,) = run(agent, slice_of(store, pdfs.text_document(3, seed=4), "least"))
        assert page_numbers(events) == [1, 2, 3]
    finally:
        agent.close()


def test_each_slice_gets_its_own_pages_in_order(rasterizer: Rasterizer, store: Blobs) -> None:
    first, second = pdfs.text_document(9, seed=1), pdfs.scanned(pdfs.text_document(2, seed=2))
    got = run(rasterizer, slice_of(store, first, "a", first=3, count=4), slice_of(store, second, "b"))
    assert [page_numbers(events) for events in got] == [[3, 4, 5, 6], [1, 2]]
    for page in got[0]:
        assert isinstance(page, PageRasterized)
        words = read_words(store, page.words, page.words_blob)
        assert tuple(word.text for word in words) == first.pages[page.page_no - 1].words
    assert [page.kind for page in got[1] if isinstance(page, PageRasterized)] == [PageKind.OCR] * 2


def test_pages_carry_what_the_slice_said_and_how_many_follow(rasterizer: Rasterizer, store: Blobs) -> None:
    (events,) = run(rasterizer, slice_of(store, pdfs.text_document(3), "a"))
    pages = [event for event in events if isinstance(event, PageRasterized)]
    assert [page.following for page in pages] == [2, 1, 0]
    assert {(p.tenant, p.priority, p.lane, p.deadline_at_ms) for p in pages} == {
        ("t", Priority.BULK, "interactive", 99)
    }


@pytest.mark.parametrize(
    "made",
    [bad_pdfs.with_page_that_is_none(), bad_pdfs.with_huge_page(), bad_pdfs.with_bomb()],
    ids=["no page object", "200 inches", "bomb"],
)
def test_a_bad_page_is_named_and_its_neighbours_arrive(
    rasterizer: Rasterizer, store: Blobs, made: Made
) -> None:
    bad, good = run(rasterizer, slice_of(store, made, "bad"), slice_of(store, pdfs.text_document(4), "good"))
    assert (page_numbers(bad), page_numbers(good)) == ([1, 3], [1, 2, 3, 4])
    (failed,) = (event for event in bad if isinstance(event, PartFailed))
    assert (failed.code, failed.part, failed.page_no, failed.stage) == (
        made.pages[1].code,
        "page/2",
        2,
        "rasterizer",
    )
    assert failed.message.endswith(".")
    assert [event.following for event in bad if isinstance(event, PageRasterized)] == [1, 0]


def test_a_document_that_is_gone_fails_page_by_page(rasterizer: Rasterizer, store: Blobs) -> None:
    released = slice_of(store, pdfs.text_document(2), "gone")
    store.delete_under("gone")
    (events,) = run(rasterizer, released)
    assert [event.code for event in events if isinstance(event, PartFailed)] == [ErrorCode.BLOB_MISSING] * 2


def test_one_slice_after_a_crash_is_as_good_as_before(rasterizer: Rasterizer, store: Blobs) -> None:
    released = slice_of(store, pdfs.text_document(4), "again")
    before = run(rasterizer, released)
    run(rasterizer, slice_of(store, bad_pdfs.with_bomb(1, 1), "bomb"))
    assert run(rasterizer, released) == before


def test_pixels_count_in_the_children_not_here(rasterizer: Rasterizer, store: Blobs) -> None:
    cost = rasterizer.cost(slice_of(store, pdfs.text_document(4), "cost"))
    assert (cost.work, cost.decoded_bytes) == (4, 0)


def test_a_store_that_fails_blames_no_page(store: Blobs) -> None:
    factory = partial(rendering, partial(open_blobs, "/proc/no/such/folder"), PageLimits())
    children: Sandbox[PageTask, PageRasterized] = Sandbox(
        factory, children=1, memory_bytes=3 * 10**9, deadline_s=10
    )
    agent = Rasterizer(children)
    with pytest.raises(OSError, match="/proc/no/such/folder"):
        run(agent, slice_of(store, pdfs.text_document(1), "a"))
    agent.close()
