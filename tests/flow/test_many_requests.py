"""Many requests at once, through two workers of every model stage."""

from collections import Counter

from octavo.client import Client
from octavo.document import Document
from octavo.endpoint import connection_of
from schemas.parts import PageLaidOut
from streams.codec import decode
from tests.flow.reading import words_of
from tests.kafka import read_all
from tests.pdfs import text_document

REQUESTS = 30
TIMEOUT_S = 240


def test_thirty_requests_at_once_end_once_each_and_share_batches_and_workers(client: Client) -> None:
    made = [text_document(pages=2, seed=1000 + number) for number in range(REQUESTS)]
    since = client.now()
    requests = [client.submit(one.pdf, name=f"{n}.pdf", tenant=f"t{n % 5}") for n, one in enumerate(made)]
    found: dict[str, list[Document]] = {request: [] for request in requests}
    with client.watch(follow=True, since=since) as watch:
        while not all(found.values()):
            for document in watch.step():
                if document.request_id in found:
                    found[document.request_id].append(document)
    for request, one in zip(requests, made, strict=True):
        (document,) = found[request]
        assert document.status == "complete"
        for number, page in enumerate(one.pages, start=1):
            assert words_of(document.docling, number) == list(page.words)
    connection = connection_of(client.settings)
    results = Counter(record.headers["request"] for record in read_all(connection, "results"))
    assert all(results[request] == 1 for request in requests), "exactly one result a request"
    laid_out = [e for e in map(decode, read_all(connection, "outputs")) if isinstance(e, PageLaidOut)]
    timings = [event.timing for event in laid_out if event.request_id in found and event.timing]
    assert len(timings) == 2 * REQUESTS
    assert len({timing.worker for timing in timings}) == 2, "both workers committed work"
    assert max(timing.batch_requests for timing in timings) > 1, "a batch mixed requests"
