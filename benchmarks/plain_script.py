"""The plain script that profile `lite` is held against: a pool of processes over pages, and no Kafka.

`python -m benchmarks.plain_script PDF... --out FOLDER --processes N --threads M` is the whole program. It
uses Octavo's page functions, models, settings and assembly, so that both do the same work; what it leaves
out is what Octavo adds: the blob store, the log, isolation of PDF code, fairness, recovery.
"""

import argparse
import hashlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import orjson
import pymupdf

from agents.document.envelope import EnvelopeBuilder
from agents.document.received import PagePart, Received
from benchmarks.plain_page import PageReader
from schemas.blobs import BlobRef
from schemas.document import Envelope
from schemas.parts import DocumentOpened, Part
from streams.blobs import open_blobs

_BIG = 1 << 40
_reader: PageReader | None = None


class PlainScript:
    """`processes` with all models loaded, for as long as the `with` block lasts. Pages, not documents, are
    shared out, one at a time, so that no process waits while another has a long document."""

    def __init__(self, processes: int, threads: int) -> None:
        self._pool = multiprocessing.get_context("spawn").Pool(processes, _load, (threads,))
        self._build = builder().build

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.terminate()
        self._pool.join()

    def convert(self, pdfs: Sequence[Path]) -> Iterator[Envelope]:
        """Documents as they are done."""
        runs = [opened(pdf) for pdf in pdfs]
        tasks = [(n, pdf, page) for n, pdf in enumerate(pdfs) for page in range(1, runs[n].page_count + 1)]
        left = [run.page_count for run in runs]
        for number, parts in self._pool.imap_unordered(_read, tasks):
            for part in parts:
                if isinstance(part, PagePart):
                    runs[number].page(part.page_no).take(part)
            left[number] -= 1
            if not left[number]:
                runs[number].how = "done"
                yield self._build(runs[number])


def _load(threads: int) -> None:
    global _reader
    _reader = PageReader(threads)


def _read(task: tuple[int, Path, int]) -> tuple[int, list[Part]]:
    assert _reader is not None
    number, pdf, page_no = task
    return number, _reader.read(pdf, page_no)


def builder() -> EnvelopeBuilder:
    """One that puts nothing into blobs."""
    return EnvelopeBuilder(open_blobs("memory://"), lambda: time.time_ns() // 1_000_000, _BIG)


def opened(pdf: Path) -> Received:
    """The document before anything of it is read. Raises OSError, and what PyMuPDF raises."""
    data = pdf.read_bytes()
    with pymupdf.open(stream=data, filetype="pdf") as document:
        page_count = int(document.page_count)
    opened = DocumentOpened(
        request_id=pdf.stem,
        name=pdf.name,
        source=BlobRef(key=str(pdf), size_bytes=len(data), encoding="pdf"),
        sha256=hashlib.sha256(data).hexdigest(),
        page_count=page_count,
    )
    return Received(pdf.stem, "1", opened=opened)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain_script")
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--threads", type=int, default=1, help="of each model in each process")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    with PlainScript(given.processes, given.threads) as script:
        for envelope in script.convert(given.pdfs):
            document = orjson.dumps(envelope.model_dump(mode="json"))
            (given.out / f"{envelope.request_id}.json").write_bytes(document)
            sys.stdout.write(f"{envelope.source.name}: {envelope.page_count} pages, {envelope.status}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
