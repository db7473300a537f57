"""`octavo submit`: PDFs to a running system, and, if asked, the wait for their results."""

import sys
from pathlib import Path

from octavo.config import Settings
from octavo.endpoint import connected
from octavo.paths import pdf_files
from octavo.pursuit import Pursuit
from octavo.report import PageProgress, Row, Stopwatch, print_documents, print_json, summary
from octavo.submission import Order


def submit(paths: list[Path], order: Order, wait: bool, as_json: bool, settings: Settings) -> int:
    """0; with `wait`, 1 where a document is not complete."""
    files = pdf_files(paths)
    watch = Stopwatch()
    with Pursuit(connected(settings), order, admitted=False) as pursuit:
        for file in files:
            pursuit.submit(file)
        pursuit.flush()
        if not wait:
            for pursued in pursuit.files.values():
                _print_submitted(pursued.request_id, pursued.path, as_json)
            return 0
        rows = _wait(pursuit, as_json)
    if not as_json:
        print_documents(rows, watch.seconds)
    return 0 if all(row["status"] == "complete" for row in rows) else 1


def _wait(pursuit: Pursuit, as_json: bool) -> list[Row]:
    rows: dict[str, Row] = {}
    with PageProgress() as bar:
        bar.begin()
        while len(rows) < len(pursuit.files):
            for done in pursuit.step():
                assert done.document is not None
                rows[done.request_id] = summary(str(done.path), done.document)
                if as_json:
                    print_json(rows[done.request_id])
                done.document.release()
            bar.show(f"{len(rows)}/{len(pursuit.files)} documents", pursuit.pages_done, pursuit.page_count)
    return [rows[request_id] for request_id in pursuit.files]


def _print_submitted(request_id: str, path: Path, as_json: bool) -> None:
    if as_json:
        print_json({"file": str(path), "request_id": request_id})
    else:
        sys.stdout.write(f"{request_id}  {path}\n")
