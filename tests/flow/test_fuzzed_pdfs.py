"""Damaged PDFs through the whole system: each ends in one result, and the system is none the worse for it."""

from octavo.client import Client
from schemas.codes import ErrorCode
from tests.faults.pdf_mutations import mutated
from tests.pdfs import text_document

SEEDS = (3, 5, 8, 13, 21, 34, 55, 89)
TIMEOUT_S = 180


def test_every_damaged_pdf_ends_in_exactly_one_result_with_known_codes(client: Client) -> None:
    since = client.now()
    submitted = [client.submit(mutated(seed)[1], name=f"{seed}.pdf") for seed in SEEDS]
    results = [next(client.results(one, follow=True, timeout_s=TIMEOUT_S)) for one in submitted]
    good = client.convert(text_document(1).pdf, timeout_s=TIMEOUT_S, name="good.pdf")
    assert good.status == "complete"
    for document in results:
        assert document.status in ("complete", "partial", "failed"), document.name
        errors = [page.error for page in document.pages if page.error]
        errors += [document.error] if document.error else []
        assert {error.code for error in errors} <= set(ErrorCode) - {ErrorCode.MODEL_FAILED}, errors
        assert (document.status == "complete") == (not errors), document.name
    with client.watch(since=since) as watch:
        ended: list[str] = []
        while not watch.done:
            ended += [document.request_id for document in watch.step()]
    assert sorted(ended) == sorted([*submitted, good.request_id])
