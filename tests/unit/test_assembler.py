"""The assembler's fold: whatever order parts come in, one run has one result."""

import time
from collections import Counter

import pytest
from docling_core.types.doc.document import DoclingDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codes import ErrorCode
from schemas.document import DocumentAssembled, DocumentCancelled, DocumentFailed, Envelope
from schemas.events import CancelRequested, DocumentProgressed, Event
from schemas.join import Ended, Opened, PageDone, Progressed, SliceSeen
from schemas.labels import Priority
from schemas.parts import DocumentRejected
from schemas.work import Route
from tests.unit.run_parts import (
    NOW_MS,
    REQUEST,
    assembler,
    failed,
    fold,
    laid_out,
    opened,
    released,
    result,
    text_read,
    whole_run,
)

CANCEL = CancelRequested(request_id=REQUEST, requested_at_ms=NOW_MS)


def texts(envelope: Envelope) -> list[str]:
    return [item["text"] for item in (envelope.document or {})["texts"]]


def test_a_run_ends_with_every_page_in_order_and_each_gap_named() -> None:
    envelope = result(fold(assembler(), whole_run())[1])

    assert isinstance(envelope, DocumentAssembled)
    assert envelope.status == "partial"
    assert [page.status for page in envelope.pages] == [
        "complete",
        "complete",
        "complete",
        "partial",
        "failed",
    ]
    assert [page.error.code if page.error else None for page in envelope.pages][3:] == [
        ErrorCode.MODEL_FAILED,
        ErrorCode.PAGE_CRASHED,
    ]
    assert texts(envelope) == ["page1", "7", "scan2", "page3", "page4", "7"]
    assert envelope.route == Route(name="queued", reason="slice 0 fits the budget")
    assert set(envelope.models) == {"layout", "ocr"}
    assert envelope.timings.stages["layout"].events == 4
    assert envelope.timings.stages["ocr"].batch_items_mean == 8
    assert envelope.timings.seconds == 5


@settings(max_examples=300)
@given(data=st.data())
def test_parts_in_any_order_twice_or_early_give_the_same_result(data: st.DataObject) -> None:
    parts = whole_run()
    repeats = data.draw(st.lists(st.sampled_from(parts), max_size=10))
    shuffled = data.draw(st.permutations(parts + repeats))

    _, emissions = fold(assembler(), shuffled)

    assert result(emissions) == result(fold(assembler(), parts)[1])
    kinds = Counter(type(emission) for emission in emissions)
    assert kinds[Opened] == kinds[Ended] == 1
    pages = [
        (emission.page_no, emission.slice_no) for emission in emissions if isinstance(emission, PageDone)
    ]
    assert sorted(pages) == [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2)]
    slices = [emission.slice_no for emission in emissions if isinstance(emission, SliceSeen)]
    assert len(slices) == len(set(slices))
    assert isinstance(emissions[-1], Ended)


def test_a_release_that_is_read_after_its_pages_is_waited_for() -> None:
    _, emissions = fold(assembler(), [opened(1), laid_out(1)])
    assert not [emission for emission in emissions if isinstance(emission, Ended)]

    _, emissions = fold(assembler(), [opened(1), laid_out(1), released(0, 1)])
    assert result(emissions).route.name == "queued"


def test_a_result_built_again_has_the_same_bytes() -> None:
    _, emissions = fold(assembler(), whole_run())

    assert result(emissions).model_dump_json() == result(emissions).model_dump_json()


def test_nothing_is_said_of_a_run_before_it_is_opened() -> None:
    state, emissions = fold(assembler(), whole_run()[1:])

    assert emissions == []
    assert assembler().overdue_at_ms(state) is None if state else False


def test_an_opened_run_is_cut_into_slices_and_its_deadline_is_known() -> None:
    state, emissions = fold(assembler(), [opened(page_count=5)])

    assert emissions[0] == Opened("acme", Priority.NORMAL, (2, 2, 1))
    assert state is not None
    assert assembler().overdue_at_ms(state) == NOW_MS + 60_000
    last = assembler().slice_event(state, 2, Route(name="queued", reason="large"))
    assert (list(last.page_numbers), last.lane, last.tenant) == ([5], "normal", "acme")
    first = assembler().slice_event(state, 0, Route(name="immediate", reason="small"))
    assert (list(first.page_numbers), first.lane) == ([1, 2], "interactive")
    with pytest.raises(ValueError, match="no slice 3"):
        assembler().slice_event(state, 3, Route(name="queued", reason="large"))


def test_progress_counts_pages_and_stops_at_the_end() -> None:
    _, emissions = fold(assembler(), [*whole_run(), text_read(2), released(1)])

    events = [emission.event for emission in emissions if isinstance(emission, Progressed)]
    progress = [event for event in events if isinstance(event, DocumentProgressed)]
    assert [event.pages_done for event in progress] == [0, 0, 0, 0, 1, 2, 3, 4, 5]
    assert [event.status for event in progress[:2]] == ["waiting", "running"]
    assert isinstance(emissions[-1], Ended)


def test_a_rejected_document_fails_with_its_code_and_no_route() -> None:
    rejected = DocumentRejected(
        request_id=REQUEST,
        name="secret.pdf",
        size_bytes=99,
        code=ErrorCode.ENCRYPTED,
        message="It asks for a password.",
    )

    envelope = result(fold(assembler(), [rejected, rejected])[1])

    assert isinstance(envelope, DocumentFailed)
    assert (envelope.status, envelope.route.name, envelope.document) == ("failed", "none", None)
    assert envelope.error is not None
    assert envelope.error.code is ErrorCode.ENCRYPTED
    assert envelope.source.name == "secret.pdf"


def test_a_document_whose_pages_all_failed_fails_with_the_first_of_them() -> None:
    parts = [opened(2), released(0), failed("page/2", 2), failed("page/1", 1, ErrorCode.PAGE_TIMEOUT)]

    envelope = result(fold(assembler(), parts)[1])

    assert isinstance(envelope, DocumentFailed)
    assert envelope.error is not None
    assert (envelope.error.code, envelope.error.part) == (ErrorCode.PAGE_TIMEOUT, "page/1")
    assert [page.status for page in envelope.pages] == ["failed", "failed"]


def test_a_cancelled_run_ends_at_once_with_the_pages_it_has() -> None:
    _, emissions = fold(assembler(), [opened(3), released(0), laid_out(1), CANCEL, CANCEL, laid_out(2)])

    envelope = result(emissions)

    assert isinstance(envelope, DocumentCancelled)
    assert [page.status for page in envelope.pages] == ["complete", "missing", "missing"]
    assert {page.error.code for page in envelope.pages if page.error} == {ErrorCode.CANCELLED}
    assert texts(envelope) == ["page1", "7"]


def test_a_cancel_before_the_opening_waits_for_it_and_releases_nothing() -> None:
    state, emissions = fold(assembler(), [CANCEL])
    assert emissions == []
    assert state is not None
    assert assembler().overdue_at_ms(state) == NOW_MS + 3_600_000

    _, emissions = fold(assembler(), [CANCEL, opened(3)])

    assert [type(emission) for emission in emissions] == [Ended]
    assert result(emissions).status == "cancelled"
    assert result(emissions).source.name == "invoice 7.pdf"


def test_a_cancel_that_no_opening_follows_ends_as_cancelled_once_it_is_overdue() -> None:
    folded = assembler()
    state, _ = fold(folded, [CANCEL])
    assert state is not None

    envelope = result(folded.expired(state))

    assert (envelope.status, envelope.page_count) == ("cancelled", 0)
    assert folded.expired(state) == ()


def test_an_expired_run_has_what_was_done_and_names_what_was_not() -> None:
    folded = assembler()
    state, _ = fold(folded, [opened(3), laid_out(1), laid_out(2, "table/2/1")])
    assert state is not None

    envelope = result(folded.expired(state))

    assert envelope.status == "partial"
    assert [page.status for page in envelope.pages] == ["complete", "partial", "missing"]
    assert [fault.part for page in envelope.pages for fault in page.faults] == ["table/2/1", "page/3"]
    assert {fault.code for page in envelope.pages for fault in page.faults} == {ErrorCode.EXPIRED}
    assert texts(envelope) == ["page1", "7", "page2", "7"]
    assert folded.apply(state, laid_out(3))[1] == ()


def test_a_run_that_expires_before_any_page_fails() -> None:
    folded = assembler()
    state, _ = fold(folded, [opened(2)])
    assert state is not None

    envelope = result(folded.expired(state))

    assert isinstance(envelope, DocumentFailed)
    assert envelope.error is not None
    assert envelope.error.code is ErrorCode.EXPIRED


def test_a_page_number_the_document_does_not_have_is_ignored() -> None:
    _, emissions = fold(assembler(), [laid_out(9), opened(1), released(0, 1), laid_out(7), laid_out(1)])

    assert [page.page_no for page in result(emissions).pages] == [1]
    assert result(emissions).status == "complete"


def test_the_document_loads_with_docling() -> None:
    envelope = result(fold(assembler(), whole_run())[1])

    document = DoclingDocument.model_validate(envelope.document)

    assert document.name == "invoice 7"
    assert sorted(document.pages) == [1, 2, 3, 4]
    assert document.origin is not None
    assert document.origin.filename == "invoice 7.pdf"


def test_a_step_costs_the_same_early_and_late_in_a_long_document() -> None:
    folded = assembler(slice_pages=8)
    state, _ = folded.apply(None, opened(6000))
    pages: list[Event] = [laid_out(page_no) for page_no in range(1, 5001)]

    def seconds(events: list[Event]) -> float:
        begun = time.process_time()
        for event in events:
            folded.apply(state, event)
        return time.process_time() - begun

    early, _, late = seconds(pages[:500]), seconds(pages[500:4500]), seconds(pages[4500:])

    assert late < 4 * early
