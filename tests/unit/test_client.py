"""The public face in Python, as far as it needs no Kafka."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import octavo
from octavo.client import Client
from octavo.config import load_settings
from octavo.document import Document, NoDocument, checked_formats
from octavo.durations import seconds_of
from octavo.errors import NoKafka, OctavoError, UsageError
from octavo.page import Page
from octavo.submission import Order, new_request_id
from schemas.codes import ErrorCode
from schemas.document import DocumentAssembled, DocumentFailed, Envelope, Fault, PageRecord, Source
from schemas.work import Route

HEAVY = ("confluent_kafka", "docling_core", "faust", "numpy", "pydantic", "pymupdf", "rich", "typer")
ROUTE = Route(name="immediate", reason="1 page")


def failed() -> Envelope:
    fault = Fault(code=ErrorCode.ENCRYPTED, message="The PDF asks for a password.")
    return DocumentFailed(
        request_id="r", status="failed", source=Source(name="a.pdf"), route=ROUTE, error=fault
    )


def test_importing_octavo_loads_nothing_heavy() -> None:
    code = f"import sys, octavo; sys.exit(' '.join(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_the_public_names_are_there_and_no_others() -> None:
    assert octavo.Client is Client
    assert octavo.Document is Document
    assert octavo.Page is Page
    public = {"AsyncClient", "Client", "Document", "Page"}
    assert {name for name in octavo.__all__ if getattr(octavo, name)} == public
    with pytest.raises(AttributeError, match="'octavo' has no attribute 'Klient'"):
        octavo.__getattr__("Klient")


def test_a_failed_document_says_why_in_every_format() -> None:
    document = Document(failed())
    assert document.markdown().strip() == (
        "> a.pdf was not converted (failed, encrypted: The PDF asks for a password.)"
    )
    assert json.loads(document.json())["error"]["code"] == "encrypted"
    assert document.tables_csv() == ()
    with pytest.raises(NoDocument, match=r"a\.pdf has no document: The PDF asks for a password"):
        _ = document.docling


def test_a_failed_document_still_leaves_its_files(tmp_path: Path) -> None:
    written = Document(failed()).save(tmp_path / "out", "a", ("json", "md"))
    assert [path.name for path in written] == ["a.json", "a.md"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "a.md"]


def test_the_error_of_a_partial_document_is_its_first_gap() -> None:
    gap = Fault(code=ErrorCode.PAGE_CRASHED, message="gone", part="page/2")
    pages = (
        PageRecord(page_no=1, status="complete"),
        PageRecord(page_no=2, status="failed", error=gap),
    )
    envelope = DocumentAssembled(
        request_id="r", status="partial", source=Source(name="a.pdf"), route=ROUTE, page_count=2, pages=pages
    )
    assert Document(envelope).error == gap


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("Annual Report (2026).pdf", "annual-report-2026-"),
        ("../ä/ö.PDF", "document-"),
        ("x" * 300 + ".pdf", "x" * 48 + "-"),
    ],
)
def test_a_request_id_is_readable_and_short(name: str, start: str) -> None:
    made = new_request_id(name)
    assert made.startswith(start)
    assert len(made) == len(start) + 8


def test_two_requests_of_one_file_have_different_ids() -> None:
    assert new_request_id("a.pdf") != new_request_id("a.pdf")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("1.5m", 90), ("2h", 7200), ("250 ms", 0.25), ("1d", 86400)],
)
def test_times_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "s", "-1s", "1w", "1 h 30"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        seconds_of(text)


def test_formats_are_given_in_one_order_and_once() -> None:
    assert checked_formats(" md,JSON, md") == ("json", "md")
    with pytest.raises(UsageError, match="at least one format"):
        checked_formats(" , ")


def test_a_deadline_in_the_past_is_refused() -> None:
    with pytest.raises(UsageError, match="must lie ahead"):
        Order(deadline_s=-1)


def test_a_file_that_cannot_be_read_is_refused_before_kafka_is_asked(tmp_path: Path) -> None:
    client = Client(settings=load_settings(data_dir=tmp_path, bootstrap_servers="127.0.0.1:1"))
    with pytest.raises(UsageError, match=r"lost\.pdf cannot be read: No such file or directory"):
        client.submit(tmp_path / "lost.pdf")


def test_every_failure_is_caught_by_one_name_and_a_kafka_that_is_away_by_its_own(tmp_path: Path) -> None:
    assert issubclass(NoKafka, OctavoError)
    assert issubclass(UsageError, OctavoError)
