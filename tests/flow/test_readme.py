"""The README's examples, run as a reader would run them, in the order they stand there."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pytest
import typer
import yaml
from typer.core import TyperGroup

from octavo.cli import app
from tests import pdfs
from tests.faults.scenarios import SCENARIOS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
LIMIT_S = 120
SERVICES = ("octavo up", "octavo worker")
READY = "Octavo is up"


@dataclass
class Reader:
    """Somebody with the README, a terminal for each service, and a home of their own."""

    folder: Path
    services: list[subprocess.Popen[str]] = field(default_factory=list[subprocess.Popen[str]])

    def follow(self, language: str, text: str) -> None:
        if language == "python":
            self._finish([sys.executable, "-c", text])
        for line in text.splitlines() if language == "console" else ():
            command = line.removeprefix("$ ")
            assert command != line, f"every line of a console block is a command: {line!r}"
            if command.startswith(SERVICES):
                self._serve(shlex.split(command))
            else:
                self._finish(shlex.split(command))

    def leave(self) -> list[int]:
        """Stops the services, the last one first, as Ctrl-C would; their exit statuses."""
        for service in reversed(self.services):
            service.send_signal(signal.SIGINT)
            service.communicate(timeout=LIMIT_S)
        return [service.returncode for service in self.services]

    def abandon(self) -> None:
        for service in self.services:
            if service.poll() is None:
                service.kill()
                service.communicate()

    def _finish(self, arguments: list[str]) -> None:
        done = subprocess.run(
            arguments,
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}\n{self._logs()}"

    def _logs(self) -> str:
        """The end of what the agents of `octavo up` have logged."""
        logs = (self.folder / "home").rglob("logs/*.log")
        return "\n".join(f"{log.name}: {log.read_text()[-2000:]}" for log in logs)

    def _serve(self, arguments: list[str]) -> None:
        service = subprocess.Popen(
            arguments,
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.services.append(service)
        if arguments[1] == "up":
            assert service.stdout
            said = ""
            for line in service.stdout:
                said += line
                if READY in line:
                    break
            assert READY in said, f"octavo up ended before it was up: {said}"
            _await_page(re.findall(r"^Status\s+(http\S+)", said, re.MULTILINE)[0])

    def _environment(self) -> dict[str, str]:
        """A fresh home, but the cache of this machine: Kafka need not be fetched again."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OCTAVO_")}
        cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return kept | {"HOME": str(self.folder / "home"), "XDG_CACHE_HOME": cache, "PATH": path}


def _await_page(url: str) -> None:
    """Waits until the status page answers, which is a little after the rest is up."""
    ends_at = time.monotonic() + LIMIT_S
    while time.monotonic() < ends_at:
        try:
            with urllib.request.urlopen(url, timeout=LIMIT_S) as answer:
                assert answer.status == 200
            return
        except urllib.error.URLError:
            time.sleep(0.05)  # between two questions; the answer is what is waited for
    raise AssertionError(f"{url} does not answer")


@contextmanager
def a_reader(folder: Path) -> Generator[Reader]:
    reader = Reader(folder)
    try:
        yield reader
    finally:
        reader.abandon()


def test_the_examples_of_the_readme_run_in_their_order(tmp_path: Path) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    for name in re.findall(r"examples/([\w-]+\.pdf)", README):
        (examples / name).write_bytes(pdfs.table_document().pdf)
    with a_reader(tmp_path) as reader:
        for language, text in BLOCKS:
            reader.follow(language, text)
        assert reader.leave() == [0] * len(reader.services)
    for folder, viewed in (("out", {".html"}), ("results", set[str]())):
        written = {file.suffix for file in (tmp_path / folder).iterdir()}
        assert written == {".json", ".md"} | viewed
    envelope = orjson.loads(next((tmp_path / "out").glob("*.json")).read_bytes())
    assert envelope["status"] == "complete"


def test_the_examples_of_the_readme_are_there() -> None:
    for name in re.findall(r"examples/[\w-]+\.pdf", README):
        assert (ROOT / name).is_file(), name


def test_links_to_files_lead_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_files_that_the_architecture_names_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    for name in re.findall(r"`((?:agents|octavo|streams|schemas)/[\w/]*(?:\.py)?)`", text):
        assert (ROOT / name).exists(), name


def test_every_test_that_the_guarantees_name_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "guarantees.md").read_text())
    assert named
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(), f"{file}::{test}"


def test_the_guarantees_name_every_scenario_of_the_faults_and_no_other() -> None:
    text = (ROOT / "docs" / "guarantees.md").read_text()
    table = text.partition("| scenario |")[2].partition("\n## ")[0]
    first_cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert sorted(re.findall(r"`(\w+)`", " ".join(first_cells))) == sorted(SCENARIOS)


@pytest.mark.parametrize(
    "line", [line for name, text in BLOCKS if name == "sh" for line in text.splitlines()]
)
def test_a_command_that_is_only_shown_exists(line: str) -> None:
    words = [word for word in shlex.split(line, comments=True) if not re.match(r"[A-Z_]+=", word)]
    match words:
        case ["make", target, *_]:
            assert f"\n{target}:" in (ROOT / "Makefile").read_text()
        case ["docker", "compose", "up", *options]:
            services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
            assert {option.partition("=")[0] for option in options if "=" in option} <= set(services)
        case ["octavo", name, *arguments]:
            command = typer.main.get_command(app)
            assert isinstance(command, TyperGroup)
            command.commands[name].make_context(name, arguments)
        case _:
            raise AssertionError(f"what is this? {line}")
