"""What cannot be read is answered with its code, and harms nobody beside it."""

from collections.abc import Callable

import pytest

from octavo.client import Client
from schemas.codes import ErrorCode
from schemas.document import Envelope
from tests import bad_pdfs
from tests.flow.reading import recall, words_of
from tests.pdfs import Made, text_document

TIMEOUT_S = 180


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (bad_pdfs.empty_file, ErrorCode.NOT_A_PDF),
        (bad_pdfs.html_named_pdf, ErrorCode.NOT_A_PDF),
        (bad_pdfs.garbage, ErrorCode.NOT_A_PDF),
        (bad_pdfs.corrupt, ErrorCode.CORRUPT),
        (bad_pdfs.encrypted, ErrorCode.ENCRYPTED),
        (bad_pdfs.no_pages, ErrorCode.NO_PAGES),
        (bad_pdfs.huge_page, ErrorCode.PAGE_TOO_LARGE),
    ],
    ids=lambda value: value.__name__ if callable(value) else value.value,
)
def test_a_file_that_cannot_be_read_fails_with_its_code(
    client: Client, make: Callable[[], Made], code: ErrorCode
) -> None:
    document = client.convert(make().pdf, timeout_s=TIMEOUT_S, name="bad.pdf")
    assert document.status == "failed"
    assert document.error is not None
    assert document.error.code is code
    assert document.error.message.endswith("."), "a sentence"


@pytest.mark.parametrize(
    "make",
    [bad_pdfs.with_huge_page, bad_pdfs.with_page_that_is_none, bad_pdfs.with_bomb],
    ids=lambda make: make.__name__,
)
def test_one_bad_page_leaves_a_gap_with_a_name_and_the_rest_of_the_document(
    client: Client, make: Callable[[], Made]
) -> None:
    made = make()
    document = client.convert(made.pdf, timeout_s=TIMEOUT_S, name="gap.pdf")
    assert document.status == "partial"
    for truth, record in zip(made.pages, document.pages, strict=True):
        if truth.code is None:
            assert record.status == "complete"
            assert recall(truth.words, words_of(document.docling, record.page_no)) == 1.0
        else:
            assert record.status == "failed"
            assert record.error is not None
            assert record.error.code is truth.code
            assert record.error.part == f"page/{record.page_no}"


def test_a_truncated_pdf_is_repaired_and_says_so_or_fails_with_a_code(client: Client) -> None:
    made = text_document(pages=6, seed=31)
    document = client.convert(bad_pdfs.truncated(made, 0.6), timeout_s=TIMEOUT_S, name="cut.pdf")
    envelope: Envelope = document.envelope
    if document.status == "failed":
        assert document.error is not None
        assert document.error.code in (ErrorCode.CORRUPT, ErrorCode.NO_PAGES)
    else:
        assert envelope.source.repaired
        assert envelope.page_count == len(envelope.pages)


def test_the_good_ones_beside_the_bad_ones_are_unharmed(client: Client) -> None:
    good = text_document(pages=2, seed=32)
    wanted = {client.submit(good.pdf, name=f"good-{number}.pdf") for number in range(3)}
    for make in (bad_pdfs.garbage, bad_pdfs.encrypted, bad_pdfs.with_huge_page):
        client.submit(make().pdf, name="bad.pdf")
    for request_id in wanted:
        (document,) = client.results(request_id, follow=True, timeout_s=TIMEOUT_S)
        assert document.status == "complete"
        assert words_of(document.docling, 1) == list(good.pages[0].words)
