"""PDFs that are damaged, hostile or no PDFs, each with the code it must get."""

from dataclasses import replace
from typing import Any

import pymupdf

from schemas.codes import ErrorCode
from schemas.labels import PageKind
from tests.pdfs import Made, drawn, saved, text_document
from tests.sheets import PageTruth, Sheet

AES_256 = 5  # pymupdf.PDF_ENCRYPT_AES_256, which its type information lacks


def empty_file() -> Made:
    return Made(b"", code=ErrorCode.NOT_A_PDF)


def html_named_pdf() -> Made:
    page = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>"
    return Made(page, code=ErrorCode.NOT_A_PDF)


def garbage() -> Made:
    return Made(bytes((number * 197 + 31) % 256 for number in range(5000)), code=ErrorCode.NOT_A_PDF)


def encrypted(password: str = "secret") -> Made:
    document: Any = pymupdf.open(stream=text_document(1).pdf, filetype="pdf")
    pdf = document.tobytes(encryption=AES_256, user_pw=password, owner_pw="owner")
    return Made(pdf, code=ErrorCode.ENCRYPTED)


def owner_locked() -> Made:
    """Encrypted, but with an empty user password: everybody may read it."""
    made = text_document(1)
    document: Any = pymupdf.open(stream=made.pdf, filetype="pdf")
    pdf = document.tobytes(encryption=AES_256, user_pw="", owner_pw="owner")
    return replace(made, pdf=pdf)


def no_pages() -> Made:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    return Made(_file(objects), code=ErrorCode.NO_PAGES)


def truncated(made: Made, share: float) -> bytes:
    """The first `share` of the file, as an upload that broke off leaves it."""
    return made.pdf[: int(len(made.pdf) * share)]


def corrupt() -> Made:
    """A PDF header and the beginning of an object, and nothing that could be repaired."""
    return Made(text_document(1).pdf[:40], code=ErrorCode.CORRUPT)


def damaged_index(pages: int = 3) -> Made:
    """A good document whose cross-reference table points nowhere: readable after a repair."""
    made = text_document(pages)
    head, _, _ = made.pdf.rpartition(b"startxref")
    return replace(made, pdf=head + b"startxref\n7\n%%EOF\n")


def huge_page(inches: float = 200.0) -> Made:
    def draw(sheet: Sheet, _: int) -> None:
        sheet.paragraph("A very large sheet")

    return drawn(1, draw, (inches * 72, inches * 72))


def with_huge_page(pages: int = 3, bad: int = 2) -> Made:
    """A good document with a 200-inch page in it: no resolution makes that fit, whatever the machine."""
    document, truths = _good(pages, bad)
    document[bad - 1].set_mediabox(pymupdf.Rect(0, 0, 14400, 14400))
    truths[bad - 1] = replace(
        truths[bad - 1], code=ErrorCode.PAGE_TOO_LARGE, width_pt=14400.0, height_pt=14400.0
    )
    return Made(saved(document), tuple(truths))


def with_page_that_is_none(pages: int = 3, bad: int = 2) -> Made:
    """A good document where a number stands in the place of a page."""
    document, truths = _good(pages, bad)
    document.update_object(document[bad - 1].xref, "42")
    truths[bad - 1] = PageTruth(code=ErrorCode.CORRUPT)
    return Made(document.tobytes(no_new_id=True), tuple(truths))


def with_bomb(pages: int = 3, bad: int = 2, depth: int = 14) -> Made:
    """A good document with a page that draws ten times what draws ten times ...: 10^depth rectangles from
    2 KB. It renders for hours, so it takes a deadline to get past it."""
    document, truths = _good(pages, bad)
    inner = _form(document, "", b"0 0 10 10 re f")
    for _ in range(depth):
        inner = _form(document, f"/Resources<</XObject<</X {inner} 0 R>>>>", b"/X Do " * 10)
    page = document[bad - 1]
    document.xref_set_key(page.xref, "Resources", f"<</XObject<</X {inner} 0 R>>>>")
    document.xref_set_key(page.xref, "Contents", f"{_stream(document, '', b'/X Do')} 0 R")
    truths[bad - 1] = PageTruth(code=ErrorCode.PAGE_TIMEOUT)
    return Made(document.tobytes(no_new_id=True, deflate=True), tuple(truths))


def scan_with_hidden_text(seed: int = 0) -> Made:
    """A scan under the invisible words that some recogniser once read off it, wrong ones."""
    typed = text_document(1, seed)
    pixmap: Any = pymupdf.open(stream=typed.pdf)[0].get_pixmap(dpi=100)
    document: Any = pymupdf.open()
    page = document.new_page(width=612, height=792)
    page.insert_image(page.rect, pixmap=pixmap)
    for row in range(40):
        page.insert_text((60, 80 + 15 * row), "w0rds thal were rnisread lang ago", fontsize=11, render_mode=3)
    return Made(saved(document), (replace(typed.pages[0], kind=PageKind.OCR),))


def unmapped_text() -> Made:
    """Text in a font that says which glyphs to draw, but not which letters they are."""
    document: Any = pymupdf.open()
    page = document.new_page(width=612, height=792)
    line = "secret glyphs without letters on this page"
    writer: Any = pymupdf.TextWriter(page.rect)
    writer.append((72, 100), line, font=pymupdf.Font("helv"), fontsize=14)
    writer.write_text(page)
    for xref in range(1, document.xref_length()):
        if document.xref_get_key(xref, "ToUnicode")[0] != "null":
            document.xref_set_key(xref, "ToUnicode", "null")
    return Made(saved(document), (PageTruth(lines=(line,), kind=PageKind.OCR),))


def blank() -> Made:
    return drawn(1, lambda sheet, page_no: None)


def _good(pages: int, bad: int) -> tuple[Any, list[PageTruth]]:
    if not 1 <= bad <= pages:
        raise ValueError(f"There is no page {bad} among {pages}.")
    made = text_document(pages)
    return pymupdf.open(stream=made.pdf, filetype="pdf"), list(made.pages)


def _stream(document: Any, entries: str, content: bytes) -> int:
    xref: int = document.get_new_xref()
    document.update_object(xref, f"<<{entries}>>")
    document.update_stream(xref, content)
    return xref


def _form(document: Any, entries: str, content: bytes) -> int:
    return _stream(document, f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]{entries}", content)


def _file(objects: list[bytes]) -> bytes:
    """A classic PDF file of these objects, the first of which is the catalogue."""
    data, offsets = b"%PDF-1.7\n", list[int]()
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(data),
        )
    )
