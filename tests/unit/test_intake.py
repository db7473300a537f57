"""Intake with a real store and real child processes."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from agents.intake import Intake, IntakeLimits
from agents.page_task import Opened
from agents.pdf import opening
from agents.submissions import submission_of
from schemas.blobs import BlobRef, blob_key
from schemas.children import ChildFailure
from schemas.codes import ErrorCode
from schemas.labels import Priority
from schemas.parts import DocumentOpened
from schemas.records import Record
from schemas.stage import Ok, Rejected, Rejection
from streams.blobs import Blobs, open_blobs
from streams.sandbox import Sandbox
from streams.sources import read_uri
from tests import bad_pdfs, pdfs

NOW_MS = 1_700_000_000_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("intake")


@pytest.fixture(scope="module")
def store(folder: Path) -> Blobs:
    return open_blobs(str(folder / "blobs"))


@pytest.fixture(scope="module")
def intake(folder: Path, store: Blobs) -> Iterator[Intake]:
    children = Sandbox(
        partial(opening, partial(open_blobs, store.url), 20), children=1, memory_bytes=2**30, deadline_s=20
    )
    limits = IntakeLimits(100_000, 3_600_000, (f"file://{folder}/in", "s3://bucket/in"))
    agent = Intake(store, children, limits, read_uri)
    yield agent
    agent.close()


def record(value: bytes | None, key: bytes | None = b"r", **headers: str) -> Record:
    return Record("ingest", 2, 7, key, value, headers, NOW_MS)


def taken(intake: Intake, *records: Record) -> list[Ok | Rejected]:
    """What the stage loop makes of these records: a load that raises answers for its own item only."""
    events = [submission_of(one) for one in records]
    outcomes: list[Ok | Rejected | None] = []
    loaded: list[tuple[object, object]] = []
    for event in events:
        try:
            loaded.append((event, intake.load(event)))
            outcomes.append(None)
        except Rejection as rejection:
            outcomes.append(Rejected(rejection.code, rejection.message))
    answers = iter(intake.run(loaded) if loaded else [])  # type: ignore[arg-type]  # pairs of event and source
    return [outcome or next(answers) for outcome in outcomes]


def opened(outcome: Ok | Rejected) -> DocumentOpened:
    assert isinstance(outcome, Ok), outcome
    (event,) = outcome.events
    assert isinstance(event, DocumentOpened)
    return event


def code(outcome: Ok | Rejected) -> ErrorCode | None:
    return outcome.code if isinstance(outcome, Rejected) else None


def test_a_raw_pdf_is_stored_counted_and_announced(intake: Intake, store: Blobs) -> None:
    pdf = pdfs.text_document(3).pdf
    event = opened(taken(intake, record(pdf, name="a.pdf", tenant="t", deadline="60s", priority="bulk"))[0])
    assert (event.request_id, event.run_id, event.tenant, event.name) == ("r", "1", "t", "a.pdf")
    assert (event.page_count, event.repaired, event.priority) == (3, False, Priority.BULK)
    assert event.sha256 == hashlib.sha256(pdf).hexdigest()
    assert (event.submitted_at_ms, event.deadline_at_ms) == (NOW_MS, NOW_MS + 60_000)
    assert event.source == BlobRef(key="r/1/source.pdf", size_bytes=len(pdf), encoding="pdf")
    assert store.get(event.source.key) == pdf


def test_without_a_deadline_the_default_counts(intake: Intake) -> None:
    assert opened(taken(intake, record(pdfs.text_document(1).pdf))[0]).deadline_at_ms == NOW_MS + 3_600_000


def test_a_record_without_timestamp_does_not_expire_at_once(intake: Intake) -> None:
    undated = Record("ingest", 0, 0, b"r", pdfs.text_document(1).pdf, {"deadline": "60s"}, 0)
    assert opened(taken(intake, undated)[0]).deadline_at_ms > NOW_MS


def test_every_bad_file_gets_its_code_and_the_good_one_between_them_is_opened(intake: Intake) -> None:
    good = pdfs.text_document(2)
    makes = [
        bad_pdfs.empty_file(),
        bad_pdfs.html_named_pdf(),
        bad_pdfs.garbage(),
        good,
        bad_pdfs.encrypted(),
        bad_pdfs.no_pages(),
        bad_pdfs.corrupt(),
    ]
    records = [record(made.pdf, f"bad-{number}".encode()) for number, made in enumerate(makes)]
    assert [code(outcome) for outcome in taken(intake, *records)] == [made.code for made in makes]


def test_files_and_page_counts_over_the_limits_are_refused(intake: Intake) -> None:
    outcomes = taken(intake, record(b"%PDF-" + b"x" * 100_000), record(pdfs.text_document(21).pdf, b"long"))
    assert [code(outcome) for outcome in outcomes] == [ErrorCode.TOO_LARGE, ErrorCode.TOO_MANY_PAGES]


def test_a_tombstone_is_an_empty_file(intake: Intake) -> None:
    assert code(taken(intake, record(None))[0]) is ErrorCode.NOT_A_PDF


def submitted(request: str = "r", **fields: object) -> Record:
    return record(json.dumps({"request_id": request, **fields}).encode(), None)


def test_a_blob_of_the_request_is_opened_where_it_lies(intake: Intake, store: Blobs) -> None:
    pdf = pdfs.text_document(2).pdf
    key = blob_key("big one", "1", "source.pdf")
    store.put(key, pdf)
    blob = {"key": key, "size_bytes": 1, "encoding": "pdf"}
    event = opened(taken(intake, submitted("big one", blob=blob, run_id="2", name="n", priority="bulk"))[0])
    assert (event.source.key, event.source.size_bytes, event.run_id) == (key, len(pdf), "2")
    assert (event.request_id, event.name, event.priority) == ("big one", "n", Priority.BULK)


@pytest.mark.parametrize("key", ["other/1/source.pdf", "r/../other/1/source.pdf", "rr/1/x", "", "/r/1/x"])
def test_a_blob_of_another_request_is_not_opened(intake: Intake, key: str) -> None:
    blob = {"key": key, "size_bytes": 1, "encoding": "pdf"}
    assert code(taken(intake, submitted(blob=blob))[0]) is ErrorCode.SOURCE_NOT_ALLOWED


def test_a_blob_that_is_gone_or_larger_than_said_is_refused(intake: Intake, store: Blobs) -> None:
    gone = {"key": "r/9/source.pdf", "size_bytes": 1, "encoding": "pdf"}
    assert code(taken(intake, submitted(blob=gone))[0]) is ErrorCode.BLOB_MISSING
    store.put("r/5/source.pdf", pdfs.text_document(1).pdf + b"\n" * 100_000)
    liar = {"key": "r/5/source.pdf", "size_bytes": 1, "encoding": "pdf"}
    assert code(taken(intake, submitted(blob=liar))[0]) is ErrorCode.TOO_LARGE


def test_a_uri_below_an_allowed_folder_is_read(intake: Intake, folder: Path, store: Blobs) -> None:
    (folder / "in" / "sub").mkdir(parents=True)
    pdf = pdfs.text_document(1).pdf
    (folder / "in" / "sub" / "a b.pdf").write_bytes(pdf)
    event = opened(taken(intake, submitted("by uri", uri=f"file://{folder}/in/sub/a%20b.pdf"))[0])
    assert store.get(event.source.key) == pdf
    assert event.source.key == blob_key("by uri", "1", "source.pdf")
    assert code(taken(intake, submitted(uri=f"file://{folder}/in/none.pdf"))[0]) is ErrorCode.BLOB_MISSING
    (folder / "in" / "large.pdf").write_bytes(b"%PDF-" + b"x" * 100_000)
    assert code(taken(intake, submitted(uri=f"file://{folder}/in/large.pdf"))[0]) is ErrorCode.TOO_LARGE


def test_a_uri_elsewhere_and_json_that_names_nothing_are_refused(intake: Intake) -> None:
    outcomes = taken(intake, submitted(uri="file:///etc/passwd"), submitted(), record(b'{"broken', b"r"))
    assert [code(outcome) for outcome in outcomes] == [
        ErrorCode.SOURCE_NOT_ALLOWED,
        ErrorCode.NOT_A_PDF,
        ErrorCode.NOT_A_PDF,
    ]


class Failing:
    """Children that all fail in one way."""

    def __init__(self, failure: ChildFailure) -> None:
        self.failure = failure

    def map(self, tasks: Sequence[BlobRef]) -> list[Opened | Rejected | ChildFailure]:
        return [self.failure for _ in tasks]

    def close(self) -> None: ...


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (ChildFailure("timeout", "It took too long."), ErrorCode.CORRUPT),
        (ChildFailure("crashed", "SIGSEGV"), ErrorCode.CORRUPT),
        (ChildFailure("memory", "MemoryError"), ErrorCode.OUT_OF_MEMORY),
    ],
)
def test_a_file_that_kills_its_child_is_rejected_with_the_reason(
    store: Blobs, failure: ChildFailure, expected: ErrorCode
) -> None:
    agent = Intake(store, Failing(failure), IntakeLimits(1000, 1000), read_uri)
    (outcome,) = taken(agent, record(b"%PDF-"))
    assert code(outcome) is expected
    assert isinstance(outcome, Rejected)
    assert failure.message in outcome.message


def test_a_store_that_fails_blames_no_document(store: Blobs) -> None:
    agent = Intake(store, Failing(ChildFailure("io", "No space left.")), IntakeLimits(1000, 1000), read_uri)
    with pytest.raises(OSError, match="No space left"):
        taken(agent, record(b"%PDF-"))
