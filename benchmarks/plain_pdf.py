"""PDFs of as many pages as one likes, written at once: a library takes minutes for 60,000 pages."""

import itertools
import zlib
from collections.abc import Callable, Iterator

_KIDS = 64
_TREE, _CATALOG, _FONT = 1, 2, 3
_FIRST_FREE = 4
_WORTH_PACKING = 256


def plain_pdf(
    pages: int, width_pt: int = 72, height_pt: int = 72, *, draw: Callable[[int], bytes] | None = None
) -> bytes:
    """Pages of these sizes, in a page tree of two levels. ValueError below 1. `draw` writes the content
    stream of a page, given its number from 1, in the font F (Helvetica); without it, it is that number."""
    if pages < 1:
        raise ValueError(f"A PDF of {pages} pages is none; ask for at least one.")
    objects = dict(_objects(pages, width_pt, height_pt, draw or _number))
    out = bytearray(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number in range(1, len(objects) + 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out) + end % (size, table, size, _CATALOG, len(out))


def _objects(
    pages: int, width_pt: int, height_pt: int, draw: Callable[[int], bytes]
) -> Iterator[tuple[int, bytes]]:
    numbers = itertools.count(_FIRST_FREE)
    branches: list[int] = []
    for first in range(1, pages + 1, _KIDS):
        branch, leaves = next(numbers), list[int]()
        branches.append(branch)
        for page_no in range(first, min(first + _KIDS, pages + 1)):
            leaf, content = next(numbers), next(numbers)
            leaves.append(leaf)
            yield leaf, b"<</Type/Page/Parent %d 0 R/Contents %d 0 R>>" % (branch, content)
            yield content, _stream(draw(page_no))
        kids = b" ".join(b"%d 0 R" % leaf for leaf in leaves)
        yield branch, b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (_TREE, len(leaves), kids)
    kids = b" ".join(b"%d 0 R" % branch for branch in branches)
    inherited = b"/MediaBox[0 0 %d %d]/Resources<</Font<</F %d 0 R>>>>" % (width_pt, height_pt, _FONT)
    yield _TREE, b"<</Type/Pages/Count %d/Kids[%s]%s>>" % (pages, kids, inherited)
    yield _CATALOG, b"<</Type/Catalog/Pages %d 0 R>>" % _TREE
    yield _FONT, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _number(page_no: int) -> bytes:
    return b"BT /F 10 Tf 8 40 Td (page %d) Tj ET" % page_no


def _stream(data: bytes) -> bytes:
    if len(data) < _WORTH_PACKING:
        return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)
    packed = zlib.compress(data, 1)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
