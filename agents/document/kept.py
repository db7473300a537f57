"""The parts of a run that is over, kept so that a later run of the request can take them over."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import zstandard
from pydantic import ValidationError

from agents.document.received import PagePart, PageReceived, Received
from agents.drawn.words import read_words
from agents.payloads import unpack
from schemas.blobs import BlobMissing, BlobStore, blob_key
from schemas.events import Frozen
from schemas.geometry import Line
from schemas.parts import ChartRead, PageLaidOut, TableCell, TableRead, TextRead
from schemas.work import shard_of

KeptPart = PageLaidOut | TextRead | TableRead | ChartRead


class Kept(Frozen):
    """Up to 32 pages of one run. Self-contained: no part names a blob. Timings are left out, so that the same
    parts make the same bytes."""

    sha256: str
    pages: tuple[PageLaidOut, ...] = ()
    texts: tuple[TextRead, ...] = ()
    tables: tuple[TableRead, ...] = ()
    charts: tuple[ChartRead, ...] = ()

    def parts(self) -> dict[str, KeptPart]:
        return {part.part_id: part for part in (*self.pages, *self.texts, *self.tables, *self.charts)}


def kept_key(request_id: str, run_id: str, shard: int) -> str:
    return blob_key(request_id, run_id, "parts", f"{shard:05d}.json.zst")


def keep_parts(store: BlobStore, run: Received) -> None:
    """Writes what came of an opened run, one blob for each shard of pages. A part whose blob is gone is left
    out. Raises OSError where the store failed."""
    if run.opened is None:
        return
    pages = [run.pages[page_no] for page_no in sorted(run.pages)]
    for shard, group in groupby(pages, key=lambda page: shard_of(page.page_no)):
        parts = [whole for page in group for whole in _whole_parts(store, page)]
        if parts:
            text = _kept(run.opened.sha256, parts).model_dump_json(exclude_defaults=True).encode()
            key = kept_key(run.request_id, run.run_id, shard)
            store.put(key, zstandard.ZstdCompressor(level=3).compress(text))


def read_kept(store: BlobStore, request_id: str, run_id: str, shard: int) -> Kept | None:
    """None where nothing was kept, or it cannot be read. Raises OSError where the store failed."""
    try:
        data = store.get(kept_key(request_id, run_id, shard))
        return Kept.model_validate_json(zstandard.ZstdDecompressor().decompress(data))
    except (BlobMissing, zstandard.ZstdError, ValidationError):
        return None


def _whole_parts(store: BlobStore, page: PageReceived) -> Iterator[KeptPart]:
    for part_id in sorted(page.parts):
        try:
            whole = _whole(store, page.parts[part_id])
        except (BlobMissing, ValueError):
            continue
        if whole is not None:
            yield whole


def _whole(store: BlobStore, part: PagePart) -> KeptPart | None:
    match part:
        case PageLaidOut():
            words = read_words(store, part.words, part.words_blob)
            gone = {"timing": None, "rasterized": None, "image_bytes": 0}
            return part.model_copy(update={"words": words, "words_blob": None, **gone})
        case TextRead():
            lines = unpack(store, part.lines, part.lines_blob, Line)
            return part.model_copy(update={"lines": lines, "lines_blob": None, "timing": None})
        case TableRead():
            cells = unpack(store, part.cells, part.cells_blob, TableCell)
            return part.model_copy(update={"cells": cells, "cells_blob": None, "timing": None})
        case ChartRead():
            return part.model_copy(update={"timing": None})
        case _:
            return None


def _kept(sha256: str, parts: Iterable[KeptPart]) -> Kept:
    listed = tuple(parts)
    return Kept(
        sha256=sha256,
        pages=tuple(part for part in listed if isinstance(part, PageLaidOut)),
        texts=tuple(part for part in listed if isinstance(part, TextRead)),
        tables=tuple(part for part in listed if isinstance(part, TableRead)),
        charts=tuple(part for part in listed if isinstance(part, ChartRead)),
    )
