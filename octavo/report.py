"""What a user sees on the terminal: the progress of pages, tables, and one JSON line a document."""

import logging
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import orjson
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
from rich.progress import ProgressColumn as Column
from rich.table import Table
from rich.text import Text

from octavo.document import Document

Row = dict[str, object]
"""One document as plain values, as `summary` makes it."""

COLOURS = {"complete": "green", "partial": "yellow", "failed": "red", "cancelled": "magenta"}


class PageProgress:
    """A bar of pages on standard error, with rate and time left; silent where that is not a terminal.

    Log messages of warnings are printed above it.
    """

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("pages"),
            _PagesPerSecond(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task("Starting", total=None)
        self._handler = _Above(console)

    def show(self, what: str, done: int, total: int) -> None:
        self._progress.update(self._task, description=escape(what), completed=done, total=total or None)

    def begin(self) -> None:
        """Counts the time from here: what was waited for before says nothing about the rate."""
        self._progress.reset(self._task)

    def __enter__(self) -> Self:
        logging.getLogger().addHandler(self._handler)
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
        logging.getLogger().removeHandler(self._handler)


class _PagesPerSecond(Column):
    """Over the whole run, so that it does not jump from batch to batch."""

    def render(self, task: Task) -> Text:
        rate = task.completed / task.elapsed if task.elapsed else 0.0
        return Text(f"{rate:.1f} pages/s" if task.completed else "- pages/s", style="cyan")


class _Above(logging.Handler):
    """Prints log messages so that a live display stays whole."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.print(record.getMessage(), markup=False, highlight=False)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._since_s = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._since_s


def summary(file: str, document: Document, written: Sequence[Path] = ()) -> Row:
    """One document as plain values: what a `--json` line holds."""
    error, seconds = document.error, document.seconds
    return {
        "file": file,
        "request_id": document.request_id,
        "run_id": document.run_id,
        "status": document.status,
        "pages": document.page_count,
        "route": document.route.name,
        "seconds": round(seconds, 3),
        "pages_per_s": round(document.page_count / seconds, 2) if seconds else 0.0,
        "error": {"code": error.code.value, "message": error.message} if error else None,
        "written": [str(path) for path in written],
    }


def print_json(row: Row) -> None:
    sys.stdout.write(orjson.dumps(row).decode() + "\n")
    sys.stdout.flush()


def print_documents(rows: Iterable[Row], seconds: float | None = None) -> None:
    """The table at the end: one line a document, the whole run below, then why something is missing."""
    rows = list(rows)
    table = plain_table("file", "status", ">pages", "route", ">seconds", ">pages/s")
    for row in rows:
        status = str(row["status"])
        coloured = f"[{COLOURS.get(status, 'default')}]{status}[/]"
        cells = (row["pages"], row["route"], f"{row['seconds']:.1f}", f"{row['pages_per_s']:.1f}")
        table.add_row(escape(str(row["file"])), coloured, *(escape(str(cell)) for cell in cells))
    console = Console()
    console.print(table)
    pages = sum(int(str(row["pages"])) for row in rows)
    if seconds:
        console.print(f"{len(rows)} documents, {pages} pages, {seconds:.1f} s, {pages / seconds:.1f} pages/s")
    for row in rows:
        if row["error"] and isinstance(row["error"], dict):
            text = f"{row['file']}: {row['error']['code']}: {row['error']['message']}"
            console.print(text, markup=False, highlight=False, soft_wrap=True)


def plain_table(*columns: str) -> Table:
    """A table without frames; a column whose title starts with `>` is right-aligned."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for title in columns:
        table.add_column(title.lstrip(">"), justify="right" if title[0] == ">" else "left", overflow="fold")
    return table


def print_table(table: Table) -> None:
    Console().print(table)
