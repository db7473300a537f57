"""The stable error codes a user may see, each with the sentence that says what happens next."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """Why a document, a page or a part of a page is missing. Values never change meaning."""

    ENCRYPTED = "encrypted"
    NOT_A_PDF = "not_a_pdf"
    CORRUPT = "corrupt"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE = "too_large"
    PAGE_TOO_LARGE = "page_too_large"
    PAGE_TIMEOUT = "page_timeout"
    PAGE_CRASHED = "page_crashed"
    MODEL_FAILED = "model_failed"
    OUT_OF_MEMORY = "out_of_memory"
    BLOB_MISSING = "blob_missing"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SOURCE_NOT_ALLOWED = "source_not_allowed"
    UNDECODABLE = "undecodable"


ADVICE: dict[ErrorCode, str] = {
    ErrorCode.ENCRYPTED: "The PDF asks for a password; remove the password and submit it again.",
    ErrorCode.NOT_A_PDF: "The file is not a PDF; submit the PDF itself.",
    ErrorCode.CORRUPT: "The PDF is damaged beyond repair; export it again from its source.",
    ErrorCode.NO_PAGES: "The PDF has no pages, so there is nothing to read.",
    ErrorCode.TOO_MANY_PAGES: "The PDF has more pages than max_pages; split it or raise the limit.",
    ErrorCode.TOO_LARGE: "The file is larger than max_pdf_bytes; split it or raise the limit.",
    ErrorCode.PAGE_TOO_LARGE: "The page is larger than can be rendered even at the lowest resolution.",
    ErrorCode.PAGE_TIMEOUT: "Rendering the page took longer than page_timeout_s; it was left out.",
    ErrorCode.PAGE_CRASHED: "The page crashed the PDF engine; it was left out, the rest is here.",
    ErrorCode.MODEL_FAILED: "A model failed on this part, alone and in a batch; it was left out.",
    ErrorCode.OUT_OF_MEMORY: "This part does not fit into memory even alone; it was left out.",
    ErrorCode.BLOB_MISSING: "The stored pixels of this part are gone; replay the request to redo it.",
    ErrorCode.EXPIRED: "The deadline passed first; the parts done by then are here.",
    ErrorCode.CANCELLED: "The request was cancelled.",
    ErrorCode.SOURCE_NOT_ALLOWED: "The named source is not in allowed_sources; submit the bytes instead.",
    ErrorCode.UNDECODABLE: "The event could not be read; it was kept as a dead letter.",
}
