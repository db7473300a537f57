"""Pages that break their model, or its process: they are given up, and nothing else is touched."""

import time

from schemas.codes import ErrorCode
from schemas.document import Envelope
from schemas.parts import ocr_part
from streams.blobs import open_blobs
from tests.faults.gaps import gaps, pages_but
from tests.faults.ground import Ground
from tests.faults.trial import Outcome, Trial
from tests.faults.workload import poisoned

LONG, GIANT = 300, 50_000
DEADLY = 6
GIANT_S = 480.0
"""How long a giant document may take; of as many pages as fit, by the rate of the long one before."""


def one_poison_page(ground: Ground) -> Outcome:
    """A model raises on one page of a long document while others complete. In full ten such documents, and
    one of 50,000 pages."""
    documents = ground.faults(full=10, short=1)
    with ground.trial("poison") as trial:
        trial.begin_load(every_s=0.2, waiting=10)
        started = time.monotonic()
        whole = trial.submit_pdf(poisoned(LONG), "long.pdf")
        asked = [_ask(trial, LONG, poison=7 + 29 * number) for number in range(documents)]
        trial.oracle.await_these([whole, *(request for request, _ in asked)], 240)
        rate = LONG * (1 + documents) / (time.monotonic() - started)
        for request, page_no in asked:
            _expect(trial, request, page_no, like=trial.oracle.result(whole))
        trial.struck("ocr.poison", min(documents, len(trial.traps.strikes()) - trial.strikes_before))
        if ground.full:
            _giant(trial, min(GIANT, int(rate * GIANT_S / 100) * 100))
        return trial.judge(at_least=documents)


def one_deadly_page(ground: Ground) -> Outcome:
    """A model kills its process by SIGSEGV on one page. The worker's journal finds the page."""
    documents = ground.faults(full=10, short=1)
    with ground.trial("deadly") as trial:
        whole = trial.submit_pdf(poisoned(DEADLY), "short.pdf")
        trial.settled([1])
        trial.begin_load(every_s=0.1, waiting=20)
        for number in range(documents):
            before = trial.deaths
            request, page_no = _ask(trial, DEADLY, deadly=1 + number % DEADLY)
            if not trial.oracle.await_these([request, whole], 60):
                break
            _expect(trial, request, page_no, like=trial.oracle.result(whole))
            trial.struck("SIGSEGV", trial.deaths - before)
            trial.settled([1, 2])
        return trial.judge(at_least=documents)


def _giant(trial: Trial, pages: int) -> None:
    started = time.monotonic()
    request, page_no = _ask(trial, pages, poison=pages // 2)
    trial.oracle.await_these([request], GIANT_S * 1.5)
    took_s = time.monotonic() - started
    if request in trial.oracle.outstanding():
        trial.outcome.failures.append(f"{pages:,} pages had not ended after {took_s:.0f} s")
        return
    _expect(trial, request, page_no)
    trial.outcome.notes["giant"] = f"{pages:,} pages with one that is poison took {took_s:.0f} s"


def _ask(trial: Trial, pages: int, poison: int = 0, deadly: int = 0) -> tuple[str, int]:
    pdf = poisoned(pages, poison=poison, deadly=deadly)
    return trial.submit_pdf(pdf, f"poisoned-{poison or deadly}.pdf"), poison or deadly


def _expect(trial: Trial, request: str, page_no: int, like: Envelope | None = None) -> None:
    """One gap, that of the page's text; all other pages as in the document without the bad page."""
    found = trial.oracle.result(request)
    if found.status != "partial" or gaps(found) != {ocr_part(page_no): ErrorCode.MODEL_FAILED}:
        trial.outcome.failures.append(
            f"{request}: {found.status} with {gaps(found)}, not one gap at {page_no}"
        )
    blobs = open_blobs(trial.field.settings.blobs)
    if like is not None and pages_but(found, blobs, page_no) != pages_but(like, blobs, page_no):
        trial.outcome.failures.append(f"{request}: pages beside {page_no} are not what they should be")
