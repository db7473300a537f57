"""The blob store: full for a while, or without the pixels that somebody comes to load."""

import time
from collections import Counter
from itertools import cycle, islice

from agents.document.stored import resolve
from schemas.codes import ErrorCode
from schemas.document import Envelope
from schemas.parts import page_part
from streams.blobs import open_blobs
from tests.faults.blobs import kind_of, set_full
from tests.faults.fleet import CREW, CROPS, LAYOUT, OCR
from tests.faults.gaps import gaps, pages_but
from tests.faults.ground import Ground
from tests.faults.oracle import answer
from tests.faults.traps import Strike
from tests.faults.trial import Outcome, Trial, wait_until
from tests.faults.workload import wordy

KINDS = ("lines", "document", "img", "cells", "source", "parts")
"""What the recogniser, assembler, rasterizer, table stage, intake and once more the assembler write."""
WORDY_PAGES = 3


def disk_full(ground: Ground) -> Outcome:
    """The disk is full from the moment on that an agent comes to write a blob of one kind, until that agent
    has tried some times in vain."""
    times = ground.faults(full=12, short=2)
    with ground.trial("disk") as trial:
        pdf = wordy(WORDY_PAGES)
        whole = _wordy_answer(trial, trial.submit_pdf(pdf, "wordy.pdf"))
        trial.begin_load()
        longest_s = 0.0
        for kind in islice(cycle(KINDS), times):
            asked = trial.submit_pdf(pdf, "wordy.pdf")
            longest_s = max(longest_s, _fill(trial, kind, tries=ground.faults(full=4, short=3)))
            if _wordy_answer(trial, asked) != whole:
                trial.outcome.failures.append(f"{asked} is not what it should be")
            trial.struck(f"full at a blob of {kind}")
            trial.settled([0, 1, 2])
        outcome = trial.judge(at_least=times, extra_s=longest_s)
        outcome.notes["longest full"] = f"{longest_s:.2f} s"
        return outcome


def _fill(trial: Trial, kind: str, tries: int) -> float:
    """Until whoever wrote has tried so often. Returns how long the disk was full, in seconds."""
    since = len(trial.traps.strikes())
    trial.traps.arm(f"store.put.{kind}")
    first = trial.traps.await_strikes(1, since, counts=lambda one: _kind_of(one) == kind)[0]

    def tried_in_vain() -> bool:
        mine = [one for one in trial.traps.strikes()[since:] if one.pid == first.pid]
        return max(Counter(one.details["key"] for one in mine).values()) >= tries

    wait_until(f"{tries} tries to write the same blob", tried_in_vain)
    set_full(trial.field.folder / "blobs", False)
    return time.monotonic() - first.at_s


def _kind_of(strike: Strike) -> str:
    return kind_of(strike.details.get("key", ""))


def _wordy_answer(trial: Trial, request: str) -> bytes:
    """All of a document that stands in the blob store, once it is there."""
    if not trial.oracle.await_these([request], 60):
        raise TimeoutError(f"{request}: no result within 60 s")
    found = trial.oracle.result(request)
    assert found.document_blob is not None, found.error
    return answer(resolve(found, open_blobs(trial.field.settings.blobs)))


def blob_missing(ground: Ground) -> Outcome:
    """The pixels of a page are gone as a stage comes to load them: now layout, now the recogniser, now the
    stages of tables and charts."""
    times = ground.faults(full=12, short=3)
    with ground.trial("missing") as trial:
        likes = {found.source.name: found for found in map(trial.oracle.result, trial.settled())}
        trial.begin_load()
        for member in islice(cycle((LAYOUT, OCR, CROPS)), times):
            since = len(trial.traps.strikes())
            trial.traps.arm(f"store.get.{trial.fleet.pid(member)}")
            (strike,) = trial.traps.await_strikes(1, since)
            request, _, _, name = strike.details["key"].split("/")
            trial.oracle.excuse(request)
            if not trial.oracle.await_these([request], 30):
                break
            found = trial.oracle.result(request)
            _expect(trial, member, int(name.partition(".")[0]), found, likes[found.source.name])
            trial.struck(f"pixels gone at {member}")
        return trial.judge(at_least=times)


def _expect(trial: Trial, member: str, page_no: int, found: Envelope, like: Envelope) -> None:
    """A gap at what the stage was to make, none on any other page, and all else as it should be. What else
    there is to see on the same page may be loaded after that, and then it is a gap as well."""
    said, failures = gaps(found), trial.outcome.failures
    wanted = {"layout": ("page",), "ocr": ("ocr",)}.get(member, CREW[CROPS])
    if not any(part.split("/")[0] in wanted for part in said):
        failures.append(f"{found.request_id}: no gap for {member} in {said}")
    elsewhere = [part for part in said if int(part.split("/")[1]) != page_no]
    if elsewhere or set(said.values()) != {ErrorCode.BLOB_MISSING}:
        failures.append(f"{found.request_id}: gaps {said} for the pixels of page {page_no} alone")
    lost = found.page_count == 1 and page_part(page_no) in said
    if found.status != ("failed" if lost else "partial"):
        failures.append(f"{found.request_id}: {found.status} with {said}")
    blobs = open_blobs(trial.field.settings.blobs)
    if pages_but(found, blobs, page_no) != pages_but(like, blobs, page_no):
        failures.append(f"{found.request_id}: pages beside {page_no} are not what they should be")
