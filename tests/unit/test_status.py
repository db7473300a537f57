"""The status page's rows, its HTML, and how it connects."""

from html.parser import HTMLParser

import faust
import pytest

from octavo.errors import SystemFailed
from octavo.status import credentials
from octavo.status_page import page
from octavo.status_rows import StatusRow, merged, newest_first, overflow, totals
from schemas.codes import ErrorCode
from schemas.document import DocumentAssembled, DocumentFailed, Fault, PageRecord, Source, Timings
from schemas.events import DocumentProgressed, RequestFinished
from schemas.work import Route


def progress(done: int, at_ms: int = 5000, request_id: str = "r", run_id: str = "1") -> DocumentProgressed:
    return DocumentProgressed(
        request_id=request_id,
        run_id=run_id,
        tenant="acme",
        name="a.pdf",
        status="running",
        route="batched",
        pages_done=done,
        page_count=4,
        submitted_at_ms=1000,
        at_ms=at_ms,
    )


def result(run_id: str = "1", finished_at_ms: int = 9000) -> DocumentAssembled:
    gap = Fault(code=ErrorCode.PAGE_CRASHED, message="gone")
    return DocumentAssembled(
        request_id="r",
        run_id=run_id,
        status="partial",
        source=Source(name="a.pdf", tenant="acme"),
        page_count=4,
        route=Route(name="batched", reason="fits"),
        pages=(
            *(PageRecord(page_no=number, status="complete") for number in (1, 2, 3)),
            PageRecord(page_no=4, status="failed", error=gap),
        ),
        timings=Timings(submitted_at_ms=1000, finished_at_ms=finished_at_ms),
    )


def row(**values: object) -> StatusRow:
    made = merged(None, progress(1))
    assert made is not None
    return StatusRow(**{**made, **values})  # pyright: ignore[reportArgumentType]  a test's own values


def test_progress_makes_a_row_with_its_rate() -> None:
    made = merged(None, progress(2))
    assert made is not None
    assert (made["pages_done"], made["page_count"], made["pages_per_s"]) == (2, 4, 0.5)


def test_a_result_ends_the_row_and_late_progress_does_not_revive_it() -> None:
    ended = merged(merged(None, progress(2)), result())
    assert ended is not None
    assert (ended["status"], ended["pages_done"], ended["error"]) == ("partial", 3, "page_crashed")
    assert merged(ended, progress(3, at_ms=99_000)) == ended


def test_progress_that_comes_out_of_order_does_not_go_back() -> None:
    later = merged(None, progress(3))
    assert merged(later, progress(2, at_ms=6000)) == later


def test_a_new_run_takes_the_place_of_the_last_one() -> None:
    ended = merged(None, result())
    again = merged(ended, progress(0, at_ms=20_000, run_id="2"))
    assert again is not None
    assert (again["run_id"], again["status"], again["pages_done"]) == ("2", "running", 0)
    assert merged(again, result(run_id="1")) == again
    assert merged(ended, progress(1, at_ms=2000, run_id="0")) == ended


def test_a_request_that_failed_at_once_has_a_row_with_its_code() -> None:
    fault = Fault(code=ErrorCode.NOT_A_PDF, message="no")
    event = DocumentFailed(
        request_id="r", status="failed", source=Source(name="a"), route=Route(name="", reason=""), error=fault
    )
    made = merged(None, event)
    assert made is not None
    assert (made["status"], made["error"], made["pages_per_s"]) == ("failed", "not_a_pdf", 0.0)


def test_an_event_of_another_kind_changes_nothing() -> None:
    assert merged(None, RequestFinished(request_id="r", status="complete")) is None


def test_requests_under_way_come_first_then_the_newest() -> None:
    rows = {
        "old": row(request_id="old", status="complete", submitted_at_ms=1),
        "new": row(request_id="new", status="complete", submitted_at_ms=3),
        "busy": row(request_id="busy", submitted_at_ms=2),
    }
    assert [one["request_id"] for one in newest_first(rows)] == ["busy", "new", "old"]
    assert totals(rows.values()) == {"complete": 2, "running": 1, "pages_per_s": 0.25}


def test_only_the_oldest_that_ended_are_forgotten() -> None:
    rows = {str(at_ms): row(status="complete", at_ms=at_ms) for at_ms in range(4)}
    rows["busy"] = row(at_ms=-1)
    assert overflow(rows, keep=3) == ["0", "1"]
    assert overflow(rows, keep=5) == []


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_what_users_named_stays_text_on_the_page() -> None:
    evil = "<script>alert('x')</script>"
    parsed = _Texts()
    parsed.feed(page([row(request_id=evil, name=evil, tenant=evil, status=evil, route=evil)]))
    assert "script" not in parsed.tags
    assert parsed.texts.count(evil) == 5
    assert "1/4" in "".join(parsed.texts)


def test_a_page_without_requests_says_so_and_a_long_one_is_cut() -> None:
    assert "No request yet." in page([])
    long = page([row(request_id=f"r{number}") for number in range(5)], shown=3)
    assert "2 more are not shown." in long
    assert "r2" in long
    assert "r3" not in long


def test_librdkafkas_options_are_translated_for_faust() -> None:
    assert credentials({}) is None
    options = {
        "security.protocol": "SASL_SSL",
        "sasl.mechanism": "SCRAM-SHA-512",
        "sasl.username": "u",
        "sasl.password": "p",
    }
    found = credentials(options)
    assert isinstance(found, faust.SASLCredentials)
    assert (found.username, found.password, found.mechanism.value) == ("u", "p", "SCRAM-SHA-512")
    assert found.ssl_context is not None
    assert isinstance(credentials({"security.protocol": "ssl"}), faust.SSLCredentials)


def test_a_mechanism_that_faust_lacks_is_refused_by_name() -> None:
    with pytest.raises(SystemFailed, match="cannot use SASL GSSAPI"):
        credentials({"security.protocol": "SASL_PLAINTEXT", "sasl.mechanism": "GSSAPI"})
