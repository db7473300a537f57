"""`octavo run`: files in, files out, and nothing left running."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from octavo.config import Settings
from octavo.document import Document, checked_formats, prepare_exports
from octavo.interrupts import Interrupts
from octavo.paths import OutputNames, make_folder, pdf_files
from octavo.system import System

if TYPE_CHECKING:
    from agents.export import Format
    from octavo.pursuit import Pursuit
    from octavo.report import PageProgress, Row


def run(paths: list[Path], out: Path, formats: str, as_json: bool, settings: Settings) -> int:
    """0 where every document is complete, else 1. Raises UsageError before anything is started."""
    files, output = pdf_files(paths), Output(out, checked_formats(formats), as_json)
    make_folder(out)
    with Interrupts() as interrupts:
        system = System(settings, hurry=interrupts.hurry)
        try:
            system.launch()
            return _convert(system, files, output, interrupts)
        finally:
            interrupts.ending()
            system.stop()


@dataclass(frozen=True)
class Output:
    """What becomes of a result. An interrupted run keeps what was written."""

    folder: Path
    kinds: "tuple[Format, ...]"
    as_json: bool

    def write(self, file: Path, stem: str, document: Document) -> "Row":
        from octavo.report import print_json, summary

        written = document.save(self.folder, stem, self.kinds)
        row = summary(str(file), document, written)
        if self.as_json:
            print_json(row)
        document.release()
        return row


def _convert(system: System, files: list[Path], output: Output, interrupts: Interrupts) -> int:
    with interrupts.held():  # half a second in which broker and agents start
        from octavo.pursuit import Pursuit
        from octavo.report import PageProgress, Stopwatch, print_documents
        from octavo.submission import Order

    watch = Stopwatch()
    with PageProgress() as bar, system:
        with Pursuit(system.settings, Order(), system.check) as pursuit:
            rows = _follow(pursuit, files, output, bar, interrupts)
        interrupts.ending()
    if not output.as_json:
        print_documents(rows, watch.seconds)
    return 0 if all(row["status"] == "complete" for row in rows) else 1


def _follow(
    pursuit: "Pursuit", files: list[Path], output: Output, bar: "PageProgress", interrupts: Interrupts
) -> "list[Row]":
    """Submits and follows side by side. Rows in the order of `files`. Ctrl-C takes effect between two
    steps: a document that has come is written in all its formats and told, or not touched."""
    names = OutputNames()
    stems = {file: names.stem_for(file.name) for file in files}
    rows: dict[Path, Row] = {}
    waiting = iter(files)
    bar.begin()
    prepare_exports(output.kinds)
    while len(rows) < len(files):
        with interrupts.held():
            file = next(waiting, None)
            if file:
                pursuit.submit(file)
            for done in pursuit.step(0.0 if file else 0.1):
                assert done.document is not None
                rows[done.path] = output.write(done.path, stems[done.path], done.document)
            bar.show(f"{len(rows)}/{len(files)} documents", pursuit.pages_done, pursuit.page_count)
    return [rows[file] for file in files]
