"""Small PDFs whose every page looks different, so that a page read for another shows in the document."""

import random
from functools import cache

from benchmarks.plain_pdf import plain_pdf

VARIANTS = 6
SIDE_PT = 72
POISON_RGB, DEADLY_RGB = (255, 0, 0), (0, 0, 255)
"""Pages of one of these colours break the recogniser, or kill its process."""
WORDY_RGB = (0, 255, 0)
"""On pages of this colour there is so much to read that their parts, and the document, are blobs."""


@cache
def pages_of(variant: int) -> int:
    """One to three pages."""
    return 1 + variant % 3


@cache
def document(variant: int) -> bytes:
    """The PDF of a variant: coloured blocks without a word, so that every page has to be read."""
    return plain_pdf(pages_of(variant), SIDE_PT, SIDE_PT, draw=lambda page_no: _blocks(variant, page_no))


def name_of(variant: int) -> str:
    return f"variant-{variant}.pdf"


def poisoned(pages: int, poison: int = 0, deadly: int = 0) -> bytes:
    """A long document in which the pages of these numbers are bad (0: none is)."""
    colours = {poison: POISON_RGB, deadly: DEADLY_RGB}

    def draw(page_no: int) -> bytes:
        return _filled(*colours[page_no]) if page_no in colours else _blocks(pages, page_no)

    return plain_pdf(pages, SIDE_PT, SIDE_PT, draw=draw)


def wordy(pages: int) -> bytes:
    """A document of more than 256 KiB from three pages on, read from few pixels."""
    return plain_pdf(
        pages, SIDE_PT, SIDE_PT, draw=lambda page_no: _blocks(pages, page_no, ground=b"0 1 0 rg")
    )


def heavy(pages: int) -> bytes:
    """Too large for a Kafka record: it is submitted through the blob store."""
    comment = b"\n%% %s\n" % random.Random(pages).randbytes(1_200_000).hex().encode()
    return plain_pdf(pages, SIDE_PT, SIDE_PT, draw=lambda page_no: comment + _blocks(pages, page_no))


def _blocks(seed: int, page_no: int, ground: bytes = b"0.9 g") -> bytes:
    dice = random.Random(f"{seed}/{page_no}")
    drawn = [b"%s 0 0 72 72 re f" % ground]
    for _ in range(6):
        shade = b" ".join(b"%.2f" % dice.uniform(0.05, 0.85) for _ in range(3))
        place = b"%d %d %d %d" % tuple(dice.randint(4, 34) for _ in range(4))
        drawn.append(b"%s rg %s re f" % (shade, place))
    return b"\n".join(drawn)


def _filled(red: int, green: int, blue: int) -> bytes:
    """One colour over the page, and a corner of another, since a page of one colour counts as blank."""
    return b"%d %d %d rg 0 0 72 72 re f 0.5 g 0 0 8 8 re f" % (red // 255, green // 255, blue // 255)
