"""Input and output files as a command line names them."""

from pathlib import Path

from octavo.errors import UsageError


def pdf_files(paths: list[Path]) -> list[Path]:
    """The files that paths name: a file as it is, whatever it holds; a folder as every PDF in it and its
    folders, sorted. Each once. Raises UsageError for a path that is not there and for an empty folder."""
    files: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist.")
        found = _pdfs_under(path) if path.is_dir() else [path]
        if not found:
            raise UsageError(f"The folder {path} holds no PDF.")
        for file in found:
            files.setdefault(file.resolve(), file)
    return list(files.values())


def _pdfs_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())


class OutputNames:
    """Stems of output files, each given once: a second `report.pdf` is written as `report-2`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def stem_for(self, name: str) -> str:
        stem = Path(name).name
        stem = stem[:-4] if stem.lower().endswith(".pdf") and len(stem) > 4 else stem
        stem = stem.lstrip(".") or "document"
        candidate, number = stem, 2
        while candidate in self._taken:
            candidate, number = f"{stem}-{number}", number + 1
        self._taken.add(candidate)
        return candidate


def make_folder(folder: Path) -> None:
    """Raises UsageError where results could not be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be used as a folder for results: {error.strerror}.") from error
