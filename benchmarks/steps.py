"""Which step of the plain script takes how much of a page's processor time."""

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pymupdf

from agents.document.received import PagePart
from benchmarks.plain_page import PageReader
from benchmarks.plain_script import builder, opened

Row = dict[str, Any]


def steps(files: Mapping[str, Sequence[Path]]) -> list[Row]:
    """A row for each load, of its first document, read twice and counted the second time: one process, one
    thread. `plain_text` is what PyMuPDF takes for the text alone, which no step of the script waits for."""
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        return alone.map(_row, [(name, paths[0]) for name, paths in files.items()])


def _row(load: tuple[str, Path]) -> Row:
    name, pdf = load
    reader = PageReader(1)
    _read(reader, pdf)
    reader.spent.clear()
    pages = _read(reader, pdf)
    reader.spent["plain_text"] = _plain_text_s(pdf)
    names = ("plain_text", "look", "layout", "ocr", "table", "build")
    return {"steps": name, **{f"{step}_cpu_ms_per_page": 1000 * reader.spent[step] / pages for step in names}}


def _read(reader: PageReader, pdf: Path) -> int:
    """How many pages were read, and put together in the end."""
    run = opened(pdf)
    for page_no in range(1, run.page_count + 1):
        for part in reader.read(pdf, page_no):
            if isinstance(part, PagePart):
                run.page(page_no).take(part)
    run.how = "done"
    began = time.process_time()
    builder().build(run)
    reader.spent["build"] += time.process_time() - began
    return run.page_count


def _plain_text_s(pdf: Path) -> float:
    with pymupdf.open(pdf) as document:
        began = time.process_time()
        for page in document:
            page.get_text()
        return time.process_time() - began
