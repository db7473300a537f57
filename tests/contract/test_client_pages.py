"""Pages before their document is done, as the client and the command give them."""

import threading
from collections.abc import Iterable
from pathlib import Path

import orjson
import pytest

from octavo.client import Client
from octavo.commands.pages import pages
from octavo.config import Settings
from octavo.errors import UsageError
from octavo.page import Page
from schemas.blobs import BlobRef
from schemas.geometry import Box, Word
from schemas.labels import PageKind, RegionLabel
from schemas.parts import DocumentOpened, PageLaidOut
from schemas.work import Region
from streams.connection import Connection
from tests.contract.ended import client, ended, result
from tests.kafka import publish

__all__ = ["client"]


def part(request_id: str, page_no: int) -> PageLaidOut:
    return PageLaidOut(
        request_id=request_id,
        page_no=page_no,
        width_pt=612,
        height_pt=792,
        kind=PageKind.DIGITAL,
        kind_reason="words",
        wants=(),
        regions=(Region(region_id=0, label=RegionLabel.TEXT, box=Box(50, 40, 300, 80)),),
        words=(Word(f"{request_id}-{page_no}", Box(60, 50, 100, 60), 0),),
    )


def parts(connection: Connection, request_id: str, pages: int, of: int) -> None:
    source = BlobRef(key=f"{request_id}/1/source.pdf", size_bytes=1, encoding="pdf")
    opening = DocumentOpened(
        request_id=request_id, name=f"{request_id}.pdf", source=source, sha256="ab" * 32, page_count=of
    )
    events = [opening, *(part(request_id, page_no) for page_no in range(1, pages + 1))]
    publish(connection, "outputs", [(request_id, event) for event in events])


def numbered(pages: Iterable[Page]) -> list[tuple[str, int]]:
    return sorted((page.request_id, page.page_no) for page in pages)


def test_pages_are_there_before_any_result(client: Client, connection: Connection, tmp_path: Path) -> None:
    parts(connection, "a", pages=2, of=2000)
    parts(connection, "b", pages=1, of=1)
    assert list(client.results()) == []
    assert numbered(client.pages()) == [("a", 1), ("a", 2), ("b", 1)]
    first, second = client.pages("a")
    assert (first.name, first.page_count, first.record.status) == ("a.pdf", 2000, "complete")
    assert second.markdown().strip() == "a-2"
    assert second.docling.pages.keys() == {2}
    assert [path.name for path in second.save(tmp_path, "a", ("md",))] == ["a.page-00002.md"]


def test_following_the_pages_of_a_request_ends_with_its_result_and_has_them_all(
    client: Client, connection: Connection
) -> None:
    parts(connection, "mine", pages=1, of=1)
    early = client.pages("mine", follow=True)
    assert next(early).page_no == 1
    later = threading.Timer(0.3, ended, (connection, result("other"), result("mine")))
    later.start()
    assert list(early) == []
    later.join()


def test_pages_that_are_read_after_their_result_are_not_missed(
    client: Client, connection: Connection
) -> None:
    ended(connection, result("mine"))
    parts(connection, "mine", pages=700, of=700)
    assert len(list(client.pages("mine", follow=True))) == 700
    assert len(list(client.pages("mine"))) == 700


def test_following_all_pages_ends_with_the_time_given(client: Client, connection: Connection) -> None:
    parts(connection, "a", pages=1, of=2)
    assert numbered(client.pages(follow=True, timeout_s=1.0)) == [("a", 1)]


def test_the_pages_command_writes_each_page_and_a_line_for_it(
    settings: Settings, connection: Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts(connection, "a", pages=1, of=2)
    assert pages("a", False, tmp_path / "out", "json,md", True, settings) == 0
    row = orjson.loads(capsys.readouterr().out)
    assert (row["page_no"], row["page_count"], row["status"], row["kind"]) == (1, 2, "complete", "digital")
    assert {Path(name).name for name in row["written"]} == {"a.page-00001.json", "a.page-00001.md"}
    assert pages("a", False, None, "json", False, settings) == 0
    assert capsys.readouterr().out == "a.pdf page 1 of 2: complete\n"
    with pytest.raises(UsageError, match="no page of nobody yet"):
        pages("nobody", False, None, "json", False, settings)
