"""The assembler and the blob store: what lies there comes back, and what is gone costs one part."""

from agents.document.stored import resolve
from agents.payloads import pack
from schemas.blobs import BlobRef
from schemas.codes import ErrorCode
from schemas.document import Envelope
from schemas.geometry import Box, Line, Word
from schemas.labels import PageKind
from schemas.parts import TableCell
from tests.unit.run_parts import (
    MemoryStore,
    assembler,
    fold,
    laid_out,
    opened,
    released,
    result,
    table_read,
    text_read,
    whole_run,
)


def texts(envelope: Envelope) -> list[str]:
    return [item["text"] for item in (envelope.document or {})["texts"]]


def test_words_lines_and_cells_come_back_from_their_blobs() -> None:
    store = MemoryStore()
    words = pack(store, "r/words", [Word("stored", Box(60, 50, 100, 60), 0)], Word, inline_limit=0)
    lines = pack(store, "r/lines", [Line("read", Box(60, 50, 100, 60), 0.9)], Line, inline_limit=0)
    cells = pack(store, "r/cells", table_read(1).cells, TableCell, inline_limit=0)
    parts = [
        opened(2),
        released(0),
        laid_out(1, "table/1/1", words=(), words_blob=words.blob),
        table_read(1).model_copy(update={"cells": (), "cells_blob": cells.blob}),
        laid_out(2, "ocr/2", kind=PageKind.OCR, words=()),
        text_read(2).model_copy(update={"lines": (), "lines_blob": lines.blob}),
    ]

    envelope = result(fold(assembler(store), parts)[1])

    assert envelope.status == "complete"
    assert texts(envelope) == ["stored", "read"]
    assert (envelope.document or {})["tables"][0]["data"]["num_rows"] == 1


def test_a_blob_that_is_gone_costs_its_page_that_part_and_no_other() -> None:
    gone = BlobRef(key="gone", size_bytes=1, encoding="json+zstd")
    parts = [opened(2), released(0), laid_out(1, words=(), words_blob=gone), laid_out(2)]

    envelope = result(fold(assembler(), parts)[1])

    assert [page.status for page in envelope.pages] == ["partial", "complete"]
    assert envelope.pages[0].error is not None
    assert envelope.pages[0].error.code is ErrorCode.BLOB_MISSING
    assert texts(envelope) == ["page2", "7"]


def test_a_damaged_blob_is_a_gap_too() -> None:
    store = MemoryStore()
    store.put("damaged", b"not zstd")
    damaged = BlobRef(key="damaged", size_bytes=8, encoding="json+zstd")
    parts = [opened(1), released(0, 1), laid_out(1, words=(), words_blob=damaged)]

    assert result(fold(assembler(store), parts)[1]).pages[0].status == "partial"


def test_a_large_document_waits_in_the_store_and_comes_back_whole() -> None:
    store = MemoryStore()
    small = result(fold(assembler(store), whole_run())[1])
    assert list(store.blobs) == ["invoice-7/1/parts/00000.json.zst"], "no document"

    large = result(fold(assembler(store, inline_bytes=100), whole_run())[1])

    assert large.document is None
    assert "invoice-7/1/document.json.zst" in store.blobs
    assert resolve(large, store).document == small.document
    assert resolve(small, store) is small
