"""An alternative: reads one PDF after the other in a process of its own, and is timed there."""

import multiprocessing
import os
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pymupdf

from benchmarks.quality.extraction import Extraction


class Alternative(ABC):
    """Loads what it needs when it is made. `scores` names the scores it has something to say to, `scans`
    whether it reads pages without a text layer, `digital` whether one would take it for those with one."""

    name: ClassVar[str]
    scores: ClassVar[frozenset[str]]
    scans: ClassVar[bool]
    digital: ClassVar[bool]

    @abstractmethod
    def read(self, pdf: Path) -> Extraction: ...


@dataclass(frozen=True, slots=True)
class Timed:
    """What was read, and in how long."""

    extraction: Extraction
    seconds: float


_reader: Alternative | None = None


def read_all(kind: type[Alternative], pdfs: Sequence[Path]) -> list[Timed]:
    """In the order of `pdfs`, in a fresh process: some of these libraries change others that they import. A
    page with a word and one with a picture of it come first, so that no time has the loading of models."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=_load, initargs=(kind,)) as pool:
        pool.submit(_warm).result()
        return list(pool.map(_read, pdfs))


def _load(kind: type[Alternative]) -> None:
    global _reader
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # some of them print what they do
    _reader = kind()


def _warm() -> None:
    with tempfile.TemporaryDirectory(prefix="octavo-quality-") as folder:
        path = Path(folder, "warm.pdf")
        path.write_bytes(_first_pages())
        _read(path)


def _first_pages() -> bytes:
    document: Any = pymupdf.open()
    page = document.new_page(width=200, height=100)
    page.insert_text((20, 60), "Begin", fontsize=24)
    picture = page.get_pixmap(dpi=200)
    document.new_page(width=200, height=100).insert_image((0, 0, 200, 100), pixmap=picture)
    return bytes(document.tobytes())


def _read(pdf: Path) -> Timed:
    assert _reader is not None
    started = time.perf_counter()
    extraction = _reader.read(pdf)
    return Timed(extraction, time.perf_counter() - started)
