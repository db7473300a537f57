"""`octavo run` end to end: PDFs in, files out, exit statuses, and nothing left behind."""

import csv
import json
import os
import signal
import uuid
from pathlib import Path
from typing import Any

import pytest
from docling_core.types.doc.document import DoclingDocument

from streams.admin import Cluster
from streams.connection import Connection
from tests.bad_pdfs import encrypted, html_named_pdf, with_bomb
from tests.flow.command import Command
from tests.pdfs import table_document, text_document


def written(folder: Path, name: str, pdf: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(pdf)
    return folder / name


def envelope(folder: Path, stem: str) -> dict[str, Any]:
    return json.loads((folder / f"{stem}.json").read_bytes())


MANY = 24


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that takes a while: its documents are longer and longer, so the first is done long before the
    last."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(MANY):
        written(folder, f"{number}.pdf", text_document(1 + number // 2, seed=number).pdf)
    return folder


def test_a_folder_of_good_and_bad_files_becomes_results_for_all_of_them(tmp_path: Path) -> None:
    text, table = text_document(2), table_document()
    inputs, out = tmp_path / "in", tmp_path / "out"
    written(inputs, "text.pdf", text.pdf)
    written(inputs, "table.PDF", table.pdf)
    written(inputs / "more", "text.pdf", text_document(1, seed=9).pdf)
    written(inputs, "page.pdf", html_named_pdf().pdf)
    written(inputs, "secret.pdf", encrypted().pdf)
    written(inputs, "notes.txt", b"no PDF, and not asked for")
    with Command(tmp_path, "run", str(inputs), "--out", str(out), "--format", "json,md,csv") as command:
        assert command.wait() == 1, command.error
        command.leaves_nothing()
        lines = {line.split()[0]: line for line in command.output.splitlines() if line.strip()}
    stems = {path.name.partition(".")[0] for path in out.iterdir()}
    assert stems == {"text", "text-2", "table", "page", "secret"}

    good = envelope(out, "text-2")  # "more/" comes before "text.pdf"
    assert (good["status"], good["page_count"], good["route"]["name"]) == ("complete", 2, "immediate")
    assert [page["kind"] for page in good["pages"]] == ["digital", "digital"]
    document = DoclingDocument.model_validate(good["document"])
    assert len(document.pages) == 2
    markdown = (out / "text-2.md").read_text()
    assert all(word in markdown for page in text.pages for word in page.words)

    with (out / "table.table-1.csv").open() as rows:
        assert [tuple(row) for row in csv.reader(rows)] == list(table.pages[0].tables[0])

    assert envelope(out, "page")["error"]["code"] == "not_a_pdf"
    assert envelope(out, "secret")["error"]["code"] == "encrypted"
    assert "encrypted" in (out / "secret.md").read_text()
    assert lines[str(inputs / "text.pdf")].split()[1:4] == ["complete", "2", "immediate"]
    assert lines[str(inputs / "secret.pdf")].split()[1] == "failed"
    assert f"{inputs / 'secret.pdf'}: encrypted:" in command.output
    assert "5 documents" in command.output


def test_json_lines_are_all_that_stands_on_standard_output(tmp_path: Path) -> None:
    file = written(tmp_path, "one.pdf", text_document(1).pdf)
    with Command(tmp_path, "run", str(file), "--out", str(tmp_path / "out"), "--json") as command:
        assert command.wait() == 0, command.error
        command.leaves_nothing()
        (line,) = command.output.splitlines()
    row = json.loads(line)
    assert (row["file"], row["status"], row["pages"], row["error"]) == (str(file), "complete", 1, None)
    assert row["written"] == [str(tmp_path / "out" / f"one.{kind}") for kind in ("json", "md")]
    assert row["seconds"] > 0
    assert command.error == ""


def test_a_bad_page_leaves_a_partial_document_and_the_gap_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "bomb.pdf", with_bomb(pages=3, bad=2).pdf)
    out = tmp_path / "out"
    variables = {"OCTAVO_PAGE_TIMEOUT_S": "2"}
    with Command(tmp_path, "run", str(file), "--out", str(out), **variables) as command:
        assert command.wait() == 1, command.error
        command.leaves_nothing()
    result = envelope(out, "bomb")
    assert result["status"] == "partial"
    assert [page["status"] for page in result["pages"]] == ["complete", "failed", "complete"]
    assert result["pages"][1]["error"]["code"] == "page_timeout"
    assert "page_timeout" in command.output


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_in_the_middle_leaves_no_process_and_keeps_what_is_done(
    times: int, many: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with Command(tmp_path, "run", str(many), "--out", str(out), "--json") as command:
        command.await_output("complete")
        for _ in range(times):
            command.interrupt()
        assert command.wait() == 130, command.error
        command.leaves_nothing()
        assert "Traceback" not in command.error
        done = [json.loads(line) for line in command.output.splitlines()]
    assert 0 < len(done) < MANY
    assert all(Path(path).stat().st_size for row in done for path in row["written"])


def test_ctrl_c_while_a_document_is_written_lets_it_be_written_whole(tmp_path: Path) -> None:
    file = written(tmp_path, "long.pdf", text_document(12).pdf)
    out = tmp_path / "out"
    draft = out / ".long.json.tmp"
    out.mkdir()
    os.mkfifo(draft)  # writing it waits for its reader, and for room: what a pipe holds is far less
    with Command(tmp_path, "run", str(file), "--out", str(out), "--json") as command:
        with draft.open("rb") as pipe:
            command.interrupt()
            result = json.loads(pipe.read())
        assert command.wait() == 130, command.error
        command.leaves_nothing()
        assert "Traceback" not in command.error
        (row,) = [json.loads(line) for line in command.output.splitlines()]
    assert result["page_count"] == 12
    assert row["written"] == [str(out / "long.json"), str(out / "long.md")]
    assert (out / "long.md").stat().st_size


def test_ctrl_c_while_the_broker_starts_leaves_no_process(many: Path, tmp_path: Path) -> None:
    with Command(tmp_path, "run", str(many), "--out", str(tmp_path / "out")) as command:
        command.await_processes("kafka.Kafka")
        command.interrupt()
        assert command.wait() == 130, command.error
        command.leaves_nothing()
        assert "Traceback" not in command.error


def test_a_run_that_is_killed_takes_all_its_processes_with_it(many: Path, tmp_path: Path) -> None:
    with Command(tmp_path, "run", str(many), "--out", str(tmp_path / "out"), "--json") as command:
        command.await_output("complete")
        assert command.processes("kafka.Kafka")
        assert command.processes("octavo worker")
        command.process.kill()
        command.leaves_nothing(files=False)


def test_an_agent_process_that_dies_costs_no_document(many: Path, tmp_path: Path) -> None:
    with Command(tmp_path, "run", str(many), "--out", str(tmp_path / "out"), "--json") as command:
        command.await_output("complete")
        for process in command.processes("octavo worker"):
            os.kill(process.pid, signal.SIGKILL)
        assert command.wait() == 0, command.error
        command.leaves_nothing()
        rows = [json.loads(line) for line in command.output.splitlines()]
    assert sorted(Path(row["file"]).name for row in rows) == sorted(f"{number}.pdf" for number in range(MANY))


def test_a_kafka_that_is_given_is_used_and_left_running(broker: str, tmp_path: Path) -> None:
    made = text_document(1)
    file, prefix = written(tmp_path, "one.pdf", made.pdf), f"test-{uuid.uuid4().hex[:10]}."
    variables = {"OCTAVO_TOPIC_PREFIX": prefix, "XDG_DATA_HOME": str(tmp_path / "data")}
    arguments = ("run", str(file), "--out", str(tmp_path / "out"), "--bootstrap-servers", broker)
    with Command(tmp_path, *arguments, **variables) as command:
        assert command.wait() == 0, command.error
        command.leaves_nothing()
    cluster = Cluster(Connection(broker))
    mine = [name for name in cluster.partition_counts() if name.startswith(prefix)]
    assert f"{prefix}results" in mine
    for future in cluster.admin.delete_topics(mine).values():
        future.result()


def test_a_kafka_that_is_away_ends_the_run_with_one_sentence(tmp_path: Path) -> None:
    file = written(tmp_path, "one.pdf", text_document(1).pdf)
    arguments = ("run", str(file), "--out", str(tmp_path / "out"), "--bootstrap-servers", "127.0.0.1:1")
    with Command(tmp_path, *arguments) as command:
        assert command.wait() == 3
        assert command.error.startswith("octavo: ")
        assert "127.0.0.1:1" in command.error
        assert command.error.count("\n") == 1
        command.leaves_nothing()


def test_a_profile_that_there_is_not_is_a_usage_error(tmp_path: Path) -> None:
    file = written(tmp_path, "one.pdf", text_document(1).pdf)
    arguments = ("run", str(file), "--out", str(tmp_path / "out"), "--profile", str(tmp_path / "none.toml"))
    with Command(tmp_path, *arguments) as command:
        assert command.wait() == 2
        assert command.error.startswith("octavo: There is no profile")
        assert command.error.count("\n") == 1
        command.leaves_nothing()


def test_agents_that_cannot_work_end_the_run_with_their_last_words(tmp_path: Path) -> None:
    file = written(tmp_path, "one.pdf", text_document(1).pdf)
    stages = ("layout", "ocr", "table", "chart")
    profile = tmp_path / "broken.toml"
    profile.write_text(
        'name = "broken"\n' + "".join(f'[{stage}]\nbackend = "no.such.module:Model"\n' for stage in stages)
    )
    arguments = ("run", str(file), "--out", str(tmp_path / "out"), "--profile", str(profile))
    with Command(tmp_path, *arguments) as command:
        assert command.wait() == 3, command.error
        assert command.error.startswith("octavo: The models process cannot start:")
        assert "no.such.module" in command.error
        assert Path(command.error.rpartition("log: ")[2].strip(")\n")).exists()
        command.leaves_nothing(files=False)
