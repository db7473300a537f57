"""The same dataflow as services: up, submit, results, status, a second worker, and the client in Python."""

import json
import os
import signal
from collections.abc import Generator
from pathlib import Path

import pytest

from octavo.client import Client
from octavo.config import load_settings
from octavo.endpoint import FILE, find
from tests.bad_pdfs import encrypted
from tests.flow.command import Command
from tests.pdfs import text_document


@pytest.fixture
def up(tmp_path: Path) -> Generator[Command]:
    """A running `octavo up` with its data in `tmp_path/data`."""
    with Command(tmp_path, "up", "--data-dir", str(tmp_path / "data")) as command:
        command.await_output("Octavo is up")
        yield command


def said(folder: Path, *arguments: str, status: int = 0) -> str:
    """What a command prints, once it has ended with `status`."""
    with Command(folder, *arguments, "--data-dir", str(folder / "data")) as command:
        assert command.wait() == status, command.error
        return command.output


def rows(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_system_that_is_up_takes_requests_and_answers_questions_until_it_is_stopped(
    up: Command, tmp_path: Path
) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "good.pdf").write_bytes(text_document(2).pdf)
    (inputs / "secret.pdf").write_bytes(encrypted().pdf)

    waited = rows(said(tmp_path, "submit", str(inputs), "--wait", "--json", "--tenant", "acme", status=1))
    by_name = {Path(str(row["file"])).name: row for row in waited}
    assert {name: row["status"] for name, row in by_name.items()} == {
        "good.pdf": "complete",
        "secret.pdf": "failed",
    }

    line = said(tmp_path, "submit", str(inputs / "good.pdf"), "--priority", "interactive").split()
    request_id = line[0]
    assert request_id.startswith("good-")
    (followed,) = rows(said(tmp_path, "results", "--request", request_id, "--follow", "--json"))
    assert (followed["status"], followed["pages"]) == ("complete", 2)
    said(tmp_path, "cancel", request_id, status=2)
    assert said(tmp_path, "cancel", "not-there-yet").startswith("Cancelled not-there-yet (run 1)")

    out = tmp_path / "out"
    assert "good.pdf" in said(tmp_path, "results", "--out", str(out), "--format", "md")
    assert sorted(path.name for path in out.iterdir()) == ["good-2.md", "good.md", "secret.md"]

    up.await_that(lambda: request_id in said(tmp_path, "status"))
    states = {str(row["request_id"]): row for row in rows(said(tmp_path, "status", "--json"))}
    assert states[str(by_name["good.pdf"]["request_id"])]["tenant"] == "acme"
    assert states[str(by_name["secret.pdf"]["request_id"])]["error"] == "encrypted"
    assert rows(said(tmp_path, "status", request_id, "--json"))[0]["request_id"] == request_id

    assert "ingest" in said(tmp_path, "topics", "list")
    assert "rasterizer" in said(tmp_path, "lag")

    with Client(settings=load_settings(data_dir=tmp_path / "data")) as client:
        document = client.convert(inputs / "good.pdf", timeout_s=120)
    assert document.status == "complete"
    assert len(document.docling.pages) == 2

    with Command(tmp_path, "up", "--data-dir", str(tmp_path / "data")) as second:
        assert second.wait() == 3
        assert "Another 'octavo up' is running" in second.error

    up.process.send_signal(signal.SIGTERM)
    assert up.wait() == 0, up.error
    up.leaves_nothing()
    assert find(tmp_path / "data") is None
    assert not (tmp_path / "data" / FILE).exists()


def test_a_second_worker_joins_and_leaves_while_work_goes_on(up: Command, tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number in range(20):
        (inputs / f"{number}.pdf").write_bytes(text_document(4, seed=number).pdf)
    with Command(tmp_path, "worker", "layout", "rasterizer", "--data-dir", str(tmp_path / "data")) as worker:
        waited = rows(said(tmp_path, "submit", str(inputs), "--wait", "--json"))
        worker.process.send_signal(signal.SIGTERM)
        assert worker.wait() == 0, worker.error
        worker.leaves_nothing()
    assert [row["status"] for row in waited] == ["complete"] * 20
    more = rows(said(tmp_path, "submit", str(inputs / "0.pdf"), "--wait", "--json"))
    assert [row["status"] for row in more] == ["complete"]


def test_what_was_submitted_survives_a_system_that_is_killed(up: Command, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(text_document(3).pdf)
    os.killpg(up.process.pid, signal.SIGSTOP)  # nobody above the agents: the request waits in Kafka
    for process in up.processes("octavo worker"):
        process.kill()
    request_id = said(tmp_path, "submit", str(tmp_path / "a.pdf")).split()[0]
    os.killpg(up.process.pid, signal.SIGKILL)
    up.leaves_nothing(files=False)
    with Command(tmp_path, "results", "--data-dir", str(tmp_path / "data")) as orphan:
        assert orphan.wait() == 3
        assert "not running any more" in orphan.error

    with Command(tmp_path, "up", "--data-dir", str(tmp_path / "data")) as again:
        again.await_output("Octavo is up")
        (row,) = rows(said(tmp_path, "results", "--request", request_id, "--follow", "--json"))
        assert (row["status"], row["pages"]) == ("complete", 3)
        again.interrupt()
        assert again.wait() == 0
        again.leaves_nothing()


def test_a_client_without_any_kafka_brings_its_own_and_takes_it_away(tmp_path: Path) -> None:
    made = text_document(2)
    with Client(settings=load_settings(data_dir=tmp_path / "data")) as client:
        document = client.convert(made.pdf, name="made.pdf", timeout_s=120)
        markdown = document.markdown()
        assert [found.request_id for found in client.results(document.request_id)] == [document.request_id]
    assert document.status == "complete"
    assert all(word in markdown for page in made.pages for word in page.words)
    assert not (tmp_path / "data").exists()
