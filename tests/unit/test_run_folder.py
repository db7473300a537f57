"""Temporary folders: what killed programs left is swept, what failed systems left is kept."""

import subprocess
import sys
from pathlib import Path

from octavo.run_folder import BLOBS, PREFIX, make_run_folder, remove_run_folder


def ended_pid() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_a_folder_left_by_a_killed_program_is_swept(tmp_path: Path) -> None:
    left = tmp_path / f"{PREFIX}{ended_pid()}-abc"
    (left / BLOBS).mkdir(parents=True)
    made = make_run_folder(tmp_path)
    assert list(tmp_path.iterdir()) == [made]


def test_folders_of_programs_that_live_are_left_alone(tmp_path: Path) -> None:
    mine = make_run_folder(tmp_path)
    other = make_run_folder(tmp_path)
    assert mine.exists()
    assert other.exists()


def test_what_a_failed_system_left_to_read_is_kept(tmp_path: Path) -> None:
    folder = make_run_folder(tmp_path)
    (folder / "logs").mkdir()
    remove_run_folder(folder, keep_logs=True)
    renamed = folder.rename(tmp_path / f"{PREFIX}{ended_pid()}-failed")
    make_run_folder(tmp_path)
    assert (renamed / "logs").exists()


def test_a_folder_is_removed_with_all_that_is_in_it(tmp_path: Path) -> None:
    folder = make_run_folder(tmp_path)
    (folder / BLOBS / "page").write_bytes(b"x")
    remove_run_folder(folder)
    assert list(tmp_path.iterdir()) == []
