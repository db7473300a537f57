"""What `octavo diff` calls a change, and what `octavo replay` is asked for."""

from typing import Any

import pytest

from octavo.changes import changes
from octavo.errors import UsageError
from octavo.replay import How, how_of, time_ms
from schemas.document import DocumentAssembled, PageRecord, Source, Timings
from schemas.events import ModelUsed
from schemas.work import Route


def result(run_id: str, text: str = "same", **told: Any) -> DocumentAssembled:
    document = {"texts": [{"text": text, "prov": [{"page_no": 2}]}], "tables": []}
    given: dict[str, Any] = {
        "status": "complete",
        "models": {"ocr": ModelUsed(name="m", version="1")},
        "pages": tuple(PageRecord(page_no=no, status="complete") for no in (1, 2)),
        "timings": Timings(finished_at_ms=len(run_id)),
    }
    return DocumentAssembled(
        request_id="r",
        run_id=run_id,
        source=Source(name="a.pdf"),
        page_count=2,
        route=Route(name="queued", reason=""),
        document=document,
        **{**given, **told},
    )


def test_another_run_id_and_other_timings_are_no_change() -> None:
    assert changes(result("1"), result("second")) == {}


def test_a_changed_word_is_shown_on_its_page_only() -> None:
    found = changes(result("1"), result("2", "other"))
    assert list(found["pages"]) == [2]
    assert found["pages"][2]["text"][-2:] == ["-same", "+other"]


def test_a_changed_model_and_status_are_named() -> None:
    models = {"ocr": ModelUsed(name="m", version="2")}
    found = changes(result("1"), result("2", models=models, status="partial"))
    assert found["status"] == ["complete", "partial"]
    assert [model["version"] for model in found["models"]["ocr"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("start", "stage", "profile", "failed", "how"),
    [
        (None, None, None, False, How(("rasterizer",))),
        ("ingest", None, None, False, How(("rasterizer",))),
        ("pages", None, None, False, How(("layout",))),
        ("outputs", None, None, False, How(("assembler",))),
        (None, "ocr", None, False, How(("ocr",))),
        (None, None, None, True, How(())),
        (None, "ocr", None, True, How(("ocr",))),
        (None, None, "lite", False, How((), "lite")),
    ],
)
def test_what_is_redone(
    start: str | None, stage: str | None, profile: str | None, failed: bool, how: How
) -> None:
    assert how_of(start, stage, profile, failed) == how


def test_a_stage_that_there_is_not_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no stage 'orc'"):
        how_of(None, "orc", None, False)
    assert time_ms("1970-01-01T00:00:01") == 1000
