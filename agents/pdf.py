"""Opening PDFs, and the honest refusal of what is none. Runs inside a child process."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NoReturn

import pymupdf
from pymupdf import mupdf

from agents.page_task import Opened
from schemas.blobs import BlobMissing, BlobRef, BlobStore
from schemas.codes import ErrorCode
from schemas.stage import Rejection

CACHED_DOCUMENTS = 4
CACHED_BYTES = 256 * 1024 * 1024

EngineErrors = (RuntimeError, ValueError, mupdf.FzErrorBase)
"""What PyMuPDF raises for a damaged file; MuPDF's own errors are no RuntimeErrors."""


def opening(open_store: Callable[[], BlobStore], max_pages: int) -> Callable[[BlobRef], Opened]:
    """A factory for a sandbox: its function checks the PDF that a reference names."""
    store = open_store()
    be_quiet()

    def check(source: BlobRef) -> Opened:
        data = fetch(store, source)
        document = open_pdf(data)
        page_count = count_pages(document, max_pages)
        digest = hashlib.sha256(data).hexdigest()
        return Opened(page_count, bool(document.is_repaired), digest, len(data))

    return check


def open_pdf(data: bytes) -> Any:
    """A pymupdf.Document. Raises Rejection: not_a_pdf, corrupt, encrypted."""
    if not data:
        raise Rejection(ErrorCode.NOT_A_PDF, "The file is empty.")
    try:
        document: Any = pymupdf.open(stream=data, filetype="pdf")
    except EngineErrors as error:
        _raise_if_memory(error)
        if b"%PDF-" not in data[:1024]:
            raise Rejection(ErrorCode.NOT_A_PDF, "The file is not a PDF: it has no PDF header.") from error
        raise Rejection(ErrorCode.CORRUPT, "The PDF is too damaged to be opened.") from error
    if not document.is_pdf:
        kind = (document.metadata or {}).get("format") or "another format"
        raise Rejection(ErrorCode.NOT_A_PDF, f"The file is not a PDF: it was recognised as {kind}.")
    if document.needs_pass:
        raise Rejection(ErrorCode.ENCRYPTED, "The PDF asks for a password.")
    return document


def count_pages(document: Any, max_pages: int) -> int:
    """Raises Rejection: no_pages, too_many_pages, corrupt."""
    try:
        page_count = int(document.page_count)
    except EngineErrors as error:
        _raise_if_memory(error)
        raise Rejection(ErrorCode.CORRUPT, f"The PDF's pages cannot be counted: {error}.") from error
    if page_count < 1:
        if document.is_repaired:
            raise Rejection(ErrorCode.CORRUPT, "The PDF is damaged, and no page of it is left.")
        raise Rejection(ErrorCode.NO_PAGES, "The PDF has no pages.")
    if page_count > max_pages:
        raise Rejection(
            ErrorCode.TOO_MANY_PAGES, f"The PDF has {page_count} pages; at most {max_pages} are allowed."
        )
    return page_count


def fetch(store: BlobStore, source: BlobRef) -> bytes:
    """Raises Rejection (blob_missing), and OSError where the store itself fails."""
    try:
        return store.get(source.key)
    except BlobMissing as error:
        raise Rejection(ErrorCode.BLOB_MISSING, f"The stored PDF is gone: {source.key}.") from error


class OpenDocuments:
    """The documents this process has open, the last few, since pages of a document come in a row. Bounded
    by number and by bytes; the one in use is always kept. Assumes that the bytes under a key do not change
    while their size stays the same."""

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._open: OrderedDict[tuple[str, int], tuple[Any, int]] = OrderedDict()

    def get(self, source: BlobRef) -> Any:
        """A pymupdf.Document. Raises Rejection."""
        key = (source.key, source.size_bytes)
        if key in self._open:
            self._open.move_to_end(key)
            return self._open[key][0]
        data = fetch(self._store, source)
        document = open_pdf(data)
        self._open[key] = (document, len(data))
        while len(self._open) > 1 and self._is_over():
            _, (oldest, _) = self._open.popitem(last=False)
            oldest.close()
        return document

    def _is_over(self) -> bool:
        held_bytes = sum(size_bytes for _, size_bytes in self._open.values())
        return len(self._open) > CACHED_DOCUMENTS or held_bytes > CACHED_BYTES


def be_quiet() -> None:
    """MuPDF reports each oddity of a file on stderr; what matters comes back as a value instead."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


def raise_as_rejection(error: Exception, doing: str) -> NoReturn:
    """Raises Rejection (corrupt), or MemoryError where MuPDF ran out of memory."""
    _raise_if_memory(error)
    raise Rejection(ErrorCode.CORRUPT, f"{doing} failed: {error}.") from error


def _raise_if_memory(error: Exception) -> None:
    if "alloc" in str(error):  # MuPDF: 'malloc (n bytes) failed', 'calloc (n x m bytes) failed'
        raise MemoryError(str(error)) from error
