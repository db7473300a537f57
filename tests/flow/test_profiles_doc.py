"""docs/profiles.md: its examples are run as they stand there."""

import re
import shlex
import tomllib
from pathlib import Path

import typer
from typer.core import TyperGroup

from agents.models.load import find_backend
from octavo.cli import app
from octavo.profiles import Profile
from tests.flow.command import Command
from tests.pdfs import scanned, text_document

TEXT = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def test_a_model_of_ones_own_reads_a_scan_as_the_example_says(tmp_path: Path) -> None:
    (module,) = blocks("python")
    profile = blocks("toml")[1]
    (tmp_path / "shout.py").write_text(module)
    (tmp_path / "shouting.toml").write_text(profile)
    (tmp_path / "scan.pdf").write_bytes(scanned(text_document(1)).pdf)
    arguments = ("run", str(tmp_path / "scan.pdf"), "--profile", str(tmp_path / "shouting.toml"))
    out = tmp_path / "out"
    with Command(tmp_path, *arguments, "--out", str(out), PYTHONPATH=str(tmp_path)) as command:
        assert command.wait() == 0, command.error
    assert "HELLO" in (out / "scan.md").read_text()


def test_every_profile_shown_is_one_and_names_backends_that_there_are() -> None:
    for text in blocks("toml"):
        profile = Profile.model_validate(tomllib.loads(text))
        for choice in (profile.layout, profile.ocr, profile.table, profile.chart):
            if not choice.backend.startswith("shout:"):
                find_backend(choice.backend)


def test_every_command_shown_exists() -> None:
    (lines,) = blocks("sh")
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    for line in lines.splitlines():
        _, group, name, *arguments = shlex.split(line)
        inner = command.commands[group]
        assert isinstance(inner, TyperGroup)
        inner.commands[name].make_context(name, arguments)
