"""`octavo models`: what is said of models that are here, of those that are not, and of fetching them."""

import hashlib
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests import tiny_models
from tests.flow.command import Command
from tests.pdfs import text_document

NAME = "somebody/tiny-layout"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def profile(folder: Path, checkpoint: str) -> Path:
    """Only layout takes a checkpoint."""
    path = folder / "mine.toml"
    path.write_text(
        f"""name = "mine"
[layout]
backend = "agents.models.detr_layout:DetrLayout"
settings = {{ checkpoint = "{checkpoint}" }}
[ocr]
backend = "agents.models.rapid_ocr:RapidOcr"
[table]
backend = "agents.models.grid_table:GridTable"
[chart]
backend = "agents.models.no_chart:NoChart"
""",
        encoding="utf-8",
    )
    return path


def rows(output: str) -> dict[str, dict[str, object]]:
    return {str(row["stage"]): row for row in map(json.loads, output.splitlines())}


def test_a_checkpoint_in_a_folder_is_described_and_loads(tmp_path: Path) -> None:
    checkpoint = tiny_models.detr(tmp_path / "tiny")
    arguments = ("models", "check", "--profile", str(profile(tmp_path, str(checkpoint))), "--load", "--json")
    with Command(tmp_path, *arguments) as command:
        assert command.wait() == 0, command.error
        found = rows(command.output)
    layout = found["layout"]
    assert (layout["folder"], layout["problem"]) == (str(checkpoint), "")
    assert layout["dtype"] in ("float32", "bfloat16", "float16")
    assert isinstance(layout["bytes"], int)
    assert 1e6 < layout["bytes"] < 100e6
    assert found["ocr"]["checkpoint"] == ""


def test_a_checkpoint_that_is_not_here_is_one_sentence_and_status_3(tmp_path: Path) -> None:
    arguments = ("models", "check", "--profile", str(profile(tmp_path, NAME)))
    with Command(tmp_path, *arguments, HF_HOME=str(tmp_path / "hub")) as command:
        assert command.wait() == 3
        assert f"The weights of {NAME} are not on this machine" in command.output
        assert "octavo models fetch" in command.output


def test_a_worker_says_the_same_and_touches_no_document(tmp_path: Path) -> None:
    arguments = (
        "run",
        str(tmp_path),
        "--profile",
        str(profile(tmp_path, NAME)),
        "--out",
        str(tmp_path / "o"),
    )
    (tmp_path / "one.pdf").write_bytes(text_document(1).pdf)
    with Command(tmp_path, *arguments, HF_HOME=str(tmp_path / "hub")) as command:
        assert command.wait() == 3
        assert f"The weights of {NAME} are not on this machine" in command.error


def test_what_is_missing_is_fetched_from_the_hub_and_is_here_then(tmp_path: Path) -> None:
    checkpoint = tiny_models.detr(tmp_path / "tiny")
    mine = str(profile(tmp_path, NAME))
    with hub(checkpoint) as address:
        variables = {
            "HF_HOME": str(tmp_path / "hub"),
            "HF_ENDPOINT": address,
            "HF_HUB_DISABLE_XET": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
        }
        with Command(tmp_path, "models", "fetch", "--profile", mine, **variables) as command:
            assert command.wait() == 0, command.error
            assert f"layout: {NAME} is in " in command.output
        with Command(
            tmp_path, "models", "check", "--profile", mine, "--load", "--json", **variables
        ) as command:
            assert command.wait() == 0, command.error
            assert rows(command.output)["layout"]["revision"] == COMMIT


def test_a_hub_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    variables = {"HF_HOME": str(tmp_path / "hub"), "HF_ENDPOINT": "http://127.0.0.1:1"}
    arguments = ("models", "fetch", "--profile", str(profile(tmp_path, NAME)))
    with Command(tmp_path, *arguments, **variables) as command:
        assert command.wait() == 3
        assert command.error.strip().splitlines()[-1].startswith(f"octavo: {NAME} cannot be fetched")


def test_a_profile_that_there_is_not_is_a_usage_error(tmp_path: Path) -> None:
    with Command(tmp_path, "models", "check", "--profile", "none") as command:
        assert command.wait() == 2
        assert "There is no profile 'none'" in command.error


@contextmanager
def hub(folder: Path) -> Generator[str]:
    """A hub on loopback that has one checkpoint: the few questions that its client asks."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def _answer(self, body: bool) -> None:
            if self.path.startswith("/api/models/"):
                siblings = [{"rfilename": name} for name in files]
                content = json.dumps({"id": NAME, "sha": COMMIT, "siblings": siblings}).encode()
            else:
                content = files.get(self.path.rpartition("/")[2], b"")
            self.send_response(200 if content else 404)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def online(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have told the hub's client to stay offline."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
