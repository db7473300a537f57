"""Pages before their document: each once, with what the assembler would say of it."""

import gc
import weakref
from collections import Counter
from collections.abc import Iterable

import hypothesis.strategies as st
from hypothesis import given

from agents.document.early import EarlyPages
from agents.drawn.words import write_words
from schemas.codes import ErrorCode
from schemas.document import Envelope
from schemas.events import CancelRequested, Event
from schemas.geometry import Box, Word
from tests.unit.run_parts import (
    REQUEST,
    MemoryStore,
    assembler,
    failed,
    fold,
    laid_out,
    opened,
    result,
    table_read,
    text_read,
    whole_run,
)


def given_by(early: EarlyPages, events: Iterable[Event]) -> list[Envelope]:
    return [page for event in events for page in early.take(event)]


def numbers(pages: Iterable[Envelope]) -> list[int]:
    return [page.pages[0].page_no for page in pages]


def test_a_page_is_given_with_its_last_part_and_not_before() -> None:
    early = EarlyPages(MemoryStore())
    assert given_by(early, [opened(), laid_out(2, "ocr/2", "table/2/1"), text_read(2)]) == []
    (page,) = given_by(early, [table_read(2), table_read(2), text_read(2)])
    assert (page.request_id, page.run_id, page.page_count) == (REQUEST, "1", 5)
    assert page.source.name == "invoice 7.pdf"
    assert numbers([page]) == [2]
    assert page.document is not None
    assert list(page.document["pages"]) == ["2"]


def test_pages_that_were_whole_before_the_opening_come_with_it() -> None:
    early = EarlyPages(MemoryStore())
    assert given_by(early, [laid_out(3), laid_out(1), laid_out(99)]) == []
    assert numbers(given_by(early, [opened(), opened()])) == [1, 3]


def test_a_page_that_failed_is_given_with_its_fault() -> None:
    (page,) = given_by(EarlyPages(MemoryStore()), [opened(), failed("page/5", 5)])
    assert (page.status, page.document) == ("failed", None)
    assert page.error is not None
    assert page.error.code is ErrorCode.PAGE_CRASHED


@given(st.data())
def test_parts_in_any_order_and_twice_give_every_page_once_as_the_result_has_it(data: st.DataObject) -> None:
    events = data.draw(st.permutations(whole_run() + whole_run()))
    early = given_by(EarlyPages(MemoryStore()), events)
    assert Counter(numbers(early)) == Counter(range(1, 6))
    whole = result(fold(assembler(), whole_run())[1])
    assert {page.pages[0].page_no: page.pages[0] for page in early} == {
        page.page_no: page for page in whole.pages
    }


def test_nothing_is_given_of_a_run_once_it_is_cancelled() -> None:
    cancel = CancelRequested(request_id=REQUEST, requested_at_ms=1)
    assert numbers(given_by(EarlyPages(MemoryStore()), [opened(), laid_out(1), cancel, laid_out(2)])) == [1]


def test_a_page_read_after_the_end_of_its_run_has_the_words_whose_blob_is_gone() -> None:
    store = MemoryStore()
    many = [Word(f"w{n}", Box(60, 50, 100, 60), n) for n in range(5000)]
    packed = write_words(store, f"{REQUEST}/1/pages/00001.words", many)
    assert packed.blob is not None
    events = [opened(1), laid_out(1, words=packed.inline, words_blob=packed.blob)]
    (early,) = given_by(EarlyPages(store), events)
    result(fold(assembler(store), [*whole_run()[1:2], *events])[1])
    assert store.delete_under(f"{REQUEST}/1/pages") == 1
    (late,) = given_by(EarlyPages(store), events)
    assert late == early
    assert late.status == "complete"


def test_a_page_whose_blob_is_gone_for_good_says_so() -> None:
    store = MemoryStore()
    packed = write_words(store, "gone", [Word(f"w{n}", Box(60, 50, 100, 60), n) for n in range(5000)])
    store.blobs.clear()
    (page,) = given_by(EarlyPages(store), [opened(1), laid_out(1, words_blob=packed.blob, words=())])
    assert (page.status, page.pages[0].error and page.pages[0].error.code) == (
        "partial",
        ErrorCode.BLOB_MISSING,
    )


def test_what_is_given_is_let_go_of() -> None:
    early, part = EarlyPages(MemoryStore()), laid_out(1)
    assert numbers(given_by(early, [opened(), part])) == [1]
    gone = weakref.ref(part)
    del part
    gc.collect()
    assert gone() is None


def test_a_run_that_is_forgotten_begins_anew() -> None:
    early = EarlyPages(MemoryStore())
    assert numbers(given_by(early, [opened(), laid_out(1), laid_out(1)])) == [1]
    early.forget(REQUEST, "1")
    assert numbers(given_by(early, [opened(), laid_out(1)])) == [1]
