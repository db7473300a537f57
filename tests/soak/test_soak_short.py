"""The soak in its short form, and that its judgement would see what grows."""

from pathlib import Path
from typing import Any

import pytest

from tests.soak.census import Census, Holding
from tests.soak.flatness import flatness
from tests.soak.soak import soak


def test_some_hundred_documents_leave_nothing_behind_and_let_nothing_grow(tmp_path: Path) -> None:
    done = soak(tmp_path, documents=300, looks=12)
    verdict = flatness(done.looks, warm_share=0.5, long=False)
    assert verdict.failures == []
    assert {row["process"].partition(" ")[0] for row in verdict.rows} == {"kafka", "up", "worker"}
    assert sum(done.statuses.values()) == 300
    assert done.twice == 0
    expected = {"good: complete", "encrypted: encrypted", "garbage: not_a_pdf", "poisoned: partial"}
    assert set(done.statuses) <= expected


def look(documents: int, **changed: Any) -> Census:
    held = {"rss_bytes": 100 << 20, "anonymous_bytes": 80 << 20, "files": 20, "threads": 5}
    rest = {
        "disk_bytes": 1 << 30,
        "files": 9,
        "blob_bytes": 0,
        "temporary": 2,
        "topics": list[str](),
        "topic_bytes": dict[str, int](),
    }
    process = Holding(**{name: changed.get(name, value) for name, value in held.items()})
    told = {name: changed.get(f"all_{name}", value) for name, value in rest.items()}
    return Census(at_s=0.0, documents=documents, processes={"worker": process}, **told)


def test_what_stays_the_same_is_flat() -> None:
    assert flatness([look(number) for number in range(0, 100, 5)]).failures == []


@pytest.mark.parametrize(
    ("what", "per_document"),
    [
        ("rss_bytes", 300_000),
        ("anonymous_bytes", 300_000),
        ("files", 1),
        ("threads", 1),
        ("all_disk_bytes", 5 << 20),
        ("all_temporary", 1),
    ],
)
def test_what_grows_with_every_document_is_named(what: str, per_document: int) -> None:
    start = {"rss_bytes": 100 << 20, "anonymous_bytes": 80 << 20, "all_disk_bytes": 1 << 30}.get(what, 1)
    looks = [look(number, **{what: start + number * per_document}) for number in range(0, 100, 5)]
    assert len(flatness(looks).failures) == 1


@pytest.mark.parametrize("what", ["files", "threads"])
def test_what_clean_up_opens_and_closes_again_is_no_growth(what: str) -> None:
    looks = [look(number, **{what: 30 if number > 50 and number % 15 else 20}) for number in range(0, 100, 5)]
    assert flatness(looks).failures == []


def test_a_topic_that_nobody_declared_is_named() -> None:
    assert "strays" in flatness([look(0), look(50), look(100, all_topics=["strays"])]).failures[0]


def test_a_warm_up_is_no_growth() -> None:
    looks = [look(number, rss_bytes=(100 + min(number, 19)) << 20) for number in range(0, 100, 5)]
    assert flatness(looks).failures == []


def test_what_is_remembered_of_ended_requests_may_grow_with_them_and_no_faster() -> None:
    def looks(per_document: int) -> list[Census]:
        return [
            look(
                number,
                all_disk_bytes=(1 << 20) + number * per_document,
                all_topic_bytes={"finished": number * per_document},
            )
            for number in range(0, 50_000, 2_500)
        ]

    assert flatness(looks(300)).failures == []
    assert "finished" in flatness(looks(500)).failures[0]
