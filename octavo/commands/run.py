"""`octavo run`: files in, files out, and nothing left running."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.config import Settings
from octavo.document import Document, checked_formats
from octavo.errors import UsageError
from octavo.interrupts import Interrupts
from octavo.pursuit import OutputNames, Pursuit, pdf_files
from octavo.report import PageProgress, Row, Stopwatch, print_documents, print_json, summary
from octavo.submission import Order
from octavo.system import System

if TYPE_CHECKING:
    from agents.export import Format


def run(paths: list[Path], out: Path, formats: str, as_json: bool, settings: Settings) -> int:
    """0 where every document is complete, else 1. Raises UsageError before anything is started."""
    files, kinds = pdf_files(paths), checked_formats(formats)
    make_folder(out)
    watch = Stopwatch()
    with Interrupts() as interrupts:
        system = System(settings, hurry=interrupts.hurry)
        with PageProgress() as bar, system:
            try:
                with Pursuit(system.settings, Order(), system.check) as pursuit:
                    rows = _follow(pursuit, files, Output(out, kinds, as_json), bar)
            finally:
                interrupts.ending()
            seconds = watch.seconds
    if not as_json:
        print_documents(rows, seconds)
    return 0 if all(row["status"] == "complete" for row in rows) else 1


@dataclass(frozen=True)
class Output:
    """What becomes of a result. An interrupted run keeps what was written."""

    folder: Path
    kinds: "tuple[Format, ...]"
    as_json: bool

    def write(self, file: Path, stem: str, document: Document) -> Row:
        written = document.save(self.folder, stem, self.kinds)
        row = summary(str(file), document, written)
        if self.as_json:
            print_json(row)
        document.release()
        return row


def _follow(pursuit: Pursuit, files: list[Path], output: Output, bar: PageProgress) -> list[Row]:
    """Submits and follows side by side. Rows in the order of `files`."""
    names = OutputNames()
    stems = {file: names.stem_for(file.name) for file in files}
    rows: dict[Path, Row] = {}
    waiting = iter(files)
    bar.begin()
    while len(rows) < len(files):
        file = next(waiting, None)
        if file:
            pursuit.submit(file)
        for done in pursuit.step(0.0 if file else 0.1):
            assert done.document is not None
            rows[done.path] = output.write(done.path, stems[done.path], done.document)
        bar.show(f"{len(rows)}/{len(files)} documents", pursuit.pages_done, pursuit.page_count)
    return [rows[file] for file in files]


def make_folder(out: Path) -> None:
    """Raises UsageError where results could not be written there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be used as a folder for results: {error.strerror}.") from error
