"""The command line: what it refuses, with which sentence and exit status, before anything is started."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from octavo.cli import app, main

COMMANDS = {
    "cancel",
    "diff",
    "replay",
    "run",
    "up",
    "worker",
    "submit",
    "results",
    "status",
    "topics",
    "lag",
    "dead-letters",
    "gc",
    "models",
    "plan",
    "view",
}


def told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit status and what stands on standard error; standard output must be empty."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    said = capsys.readouterr()
    assert said.out == ""
    return int(str(ended.value.code)), said.err


@pytest.fixture
def pdf(tmp_path: Path) -> str:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7")
    return str(file)


def test_every_command_is_there_and_explains_itself() -> None:
    group = typer.main.get_command(app)
    commands = getattr(group, "commands", {})
    assert set(commands) == COMMANDS
    assert all(command.help for command in commands.values())


def test_a_path_that_is_not_there_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = told(["run", str(tmp_path / "lost.pdf"), "--out", str(tmp_path / "out")], capsys)
    assert (status, said) == (2, f"octavo: {tmp_path / 'lost.pdf'} does not exist.\n")
    assert not (tmp_path / "out").exists()


def test_an_unknown_format_is_a_usage_error(
    pdf: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = told(["run", pdf, "--out", str(tmp_path / "out"), "--format", "json,docx"], capsys)
    assert status == 2
    assert said == "octavo: There is no format 'docx'; choose among json, md, html, doctags, csv.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--priority", "urgent"], "There is no priority 'urgent'; choose one of interactive, normal, bulk."),
        (["--deadline", "soon"], "'soon' is no length of time; write it like 90s, 5m or 2h."),
        (["--deadline", "0s"], "A deadline must lie ahead: give more than 0 seconds."),
        (["--tenant", ""], "A tenant needs a name."),
    ],
)
def test_an_order_that_makes_no_sense_is_a_usage_error(
    arguments: list[str], sentence: str, pdf: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(["submit", pdf, *arguments], capsys) == (2, f"octavo: {sentence}\n")


def test_an_unknown_stage_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(["worker", "ocr", "ocrr", "--bootstrap-servers", "127.0.0.1:1"], capsys)
    assert status == 2
    assert said.startswith("octavo: There is no stage 'ocrr'; choose among intake, rasterizer,")


def test_the_status_page_does_not_share_a_worker(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = told(["worker", "ocr", "status", "--bootstrap-servers", "127.0.0.1:1"], capsys)
    assert (status, said) == (
        2,
        "octavo: The status page runs in a worker of its own: octavo worker status.\n",
    )


def test_a_misspelt_variable_is_a_usage_error(
    pdf: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OCTAVO_PRESETT", "batch")
    status, said = told(["submit", pdf], capsys)
    assert (status, said) == (
        2,
        "octavo: OCTAVO_PRESETT is not a setting of Octavo; unset it or check its spelling.\n",
    )


def test_an_unknown_preset_is_a_usage_error_in_one_line(
    pdf: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = told(["run", pdf, "--out", str(tmp_path / "out"), "--preset", "fast"], capsys)
    assert status == 2
    assert said == "octavo: Settings are wrong: preset: Input should be 'api' or 'batch'.\n"


@pytest.mark.parametrize(
    "command", [["submit", "a.pdf"], ["results"], ["lag"], ["topics", "list"], ["worker", "ocr"]]
)
def test_without_any_kafka_a_command_says_how_to_get_one(
    command: list[str], pdf: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [pdf if argument == "a.pdf" else argument for argument in command]
    status, said = told([*arguments, "--data-dir", str(tmp_path)], capsys)
    assert status == 3
    assert "'octavo up' is not running: start it, or give --bootstrap-servers" in said


def test_without_a_status_page_the_command_says_how_to_start_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OCTAVO_STATUS_URL", "http://127.0.0.1:1")
    status, said = told(["status", "--data-dir", str(tmp_path)], capsys)
    assert (status, said) == (
        3,
        "octavo: No status page answers at http://127.0.0.1:1: start it with 'octavo up' or "
        "'octavo worker status'.\n",
    )


def test_a_missing_argument_shows_the_usage() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "octavo", "run"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Usage:" in done.stderr
    assert "Traceback" not in done.stderr
