"""Paths on a command line: which files they mean, and under which names results are written."""

from pathlib import Path

import pytest

from octavo.errors import UsageError
from octavo.paths import OutputNames, make_folder, pdf_files


def touched(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return path


def test_a_folder_means_every_pdf_below_it_in_order(tmp_path: Path) -> None:
    wanted = [touched(tmp_path / name) for name in ("a.pdf", "b.PDF", "sub/c.pdf")]
    touched(tmp_path / "notes.txt")
    assert pdf_files([tmp_path]) == wanted


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    page = touched(tmp_path / "page.html")
    assert pdf_files([page]) == [page]


def test_a_file_named_twice_is_converted_once(tmp_path: Path) -> None:
    file = touched(tmp_path / "a.pdf")
    assert pdf_files([file, tmp_path, tmp_path / "." / "a.pdf"]) == [file]


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"lost\.pdf does not exist"):
        pdf_files([touched(tmp_path / "a.pdf"), tmp_path / "lost.pdf"])


def test_a_folder_without_pdfs_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no PDF"):
        pdf_files([tmp_path])


def test_equal_names_get_numbers_that_nobody_else_has() -> None:
    names = OutputNames()
    given = [names.stem_for(name) for name in ("a.pdf", "sub/a.pdf", "a-2.pdf", "a.PDF")]
    assert given == ["a", "a-2", "a-2-2", "a-3"]


@pytest.mark.parametrize(
    ("name", "stem"), [("page.html", "page.html"), (".pdf", "pdf"), ("...", "document"), ("a.b.pdf", "a.b")]
)
def test_a_stem_is_never_empty_or_hidden(name: str, stem: str) -> None:
    assert OutputNames().stem_for(name) == stem


def test_a_folder_for_results_that_is_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be used as a folder"):
        make_folder(touched(tmp_path / "file"))
