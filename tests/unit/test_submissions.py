"""Whatever lies on `ingest` is a submission, and names only sources that are allowed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.sources import is_allowed
from agents.submissions import duration_ms, submission_of
from schemas.blobs import blob_key
from schemas.events import DocumentSubmitted
from schemas.labels import Priority
from schemas.records import Record
from streams.blobs import open_blobs

NOW_MS = 1_700_000_000_000


def record(value: bytes | None, key: bytes | None = b"r", **headers: str) -> Record:
    return Record("ingest", 2, 7, key, value, headers, NOW_MS)


@pytest.mark.parametrize(
    ("uri", "allowed"),
    [
        ("s3://bucket/in/a.pdf", True),
        ("s3://BUCKET/in/deep/a.pdf", True),
        ("s3://bucket/inside/a.pdf", False),
        ("s3://bucket/a.pdf", False),
        ("s3://bucket.evil/in/a.pdf", False),
        ("s3://bucket@evil/in/a.pdf", False),
        ("s3://bucket/in/../secret/a.pdf", False),
        ("s3://bucket/in/%2e%2e/secret/a.pdf", False),
        ("s3://bucket/in/%252e%252e/secret/a.pdf", False),
        ("s3://bucket/in/..\\secret", False),
        ("gs://bucket/in/a.pdf", False),
        ("https://bucket/in/a.pdf", False),
        ("s3://bucket/in/a.pdf?endpoint=evil", False),
        ("in/a.pdf", False),
        ("s3://[broken/in/a.pdf", False),
        ("", False),
    ],
)
def test_only_what_lies_below_an_allowed_prefix_is_read(uri: str, allowed: bool) -> None:
    assert is_allowed(uri, ["s3://bucket/in"]) is allowed
    assert is_allowed(uri, ["s3://bucket/in/"]) is allowed
    assert not is_allowed(uri, [])


def test_a_link_that_leads_out_of_the_allowed_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"")
    (tmp_path / "in" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    assert not is_allowed(f"file://{tmp_path}/in/link.pdf", [f"file://{tmp_path}/in"])
    assert is_allowed(f"file://{tmp_path}/in/new.pdf", [f"file://{tmp_path}/in"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60s", 60_000),
        ("2m", 120_000),
        ("1.5h", 5_400_000),
        ("250ms", 250),
        ("250", 250),
        (" 1 d ", 86_400_000),
    ],
)
def test_durations_are_read_in_the_usual_units(text: str, expected: int) -> None:
    assert duration_ms(text) == expected


@pytest.mark.parametrize("text", ["", "0", "-5", "soon", "1e9s", "9999d", "nan", "٣s", "5 s s"])
def test_a_deadline_that_makes_no_sense_is_none(text: str) -> None:
    assert duration_ms(text) is None


def test_the_request_is_named_by_header_then_key_then_json_then_offset() -> None:
    value = json.dumps({"request_id": "from json"}).encode()
    assert submission_of(record(value, b"from key", request="from header")).request_id == "from header"
    assert submission_of(record(value, b"from key")).request_id == "from key"
    assert submission_of(record(value, None)).request_id == "from json"
    assert submission_of(record(b"%PDF-", None)).request_id == "ingest-2-7"


def test_an_id_too_long_for_a_file_name_is_cut_the_same_way_every_time(tmp_path: Path) -> None:
    store = open_blobs(str(tmp_path / "blobs"))
    for name in ("x" * 5000, "ü" * 70, "日本" * 60):
        ids = {submission_of(record(b"", None, request=name + end)).request_id for end in ("a", "a", "b")}
        assert len(ids) == 2
        for request in ids:
            store.put(blob_key(request, "1", "source.pdf"), b"fits")


@given(
    st.binary(max_size=60),
    st.binary(max_size=20),
    st.dictionaries(
        st.sampled_from(["request", "run", "tenant", "priority", "name", "deadline", "schema"]),
        st.text(max_size=30),
    ),
)
def test_whatever_is_published_becomes_a_submission(
    value: bytes, key: bytes, headers: dict[str, str]
) -> None:
    event = submission_of(Record("ingest", 0, 3, key, b"{" + value, headers, NOW_MS))
    assert event.request_id
    assert event.priority in Priority
    assert event.deadline_at_ms is None or event.deadline_at_ms > NOW_MS
    assert submission_of(Record("ingest", 0, 3, key, b"{" + value, headers, NOW_MS)) == event


def test_an_unknown_priority_is_normal() -> None:
    assert submission_of(record(b"", priority="URGENT!")).priority is Priority.NORMAL
    assert submission_of(record(b"", priority="Interactive")).priority is Priority.INTERACTIVE


def test_a_submission_by_schema_header_is_json_even_with_leading_space() -> None:
    value = b"  " + DocumentSubmitted(request_id="r", name="n").model_dump_json().encode()
    assert submission_of(record(value, schema="DocumentSubmitted/1")).name == "n"
