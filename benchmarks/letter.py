"""What stands on a letter page of text, written straight as a content stream: a PDF library takes up to a
tenth of a second a page, and a benchmark needs thousands."""

import textwrap
from collections.abc import Callable, Iterator

from tests.pdfs import prose

WIDTH_PT, HEIGHT_PT = 612, 792
_MARGIN_PT = 72
_HEADING_PT, _TEXT_PT = 18, 11
_LINE_PT, _GAP_PT = 13, 6
_LINE_CHARACTERS = 88
_PARAGRAPH_WORDS = 60


def typed(seed: int, words: int) -> Callable[[int], bytes]:
    """Draws the page of a number: a heading, and so many words in paragraphs. No two pages, and no two
    seeds, share their text. More than 420 words run off the page."""

    def draw(page_no: int) -> bytes:
        text = prose(words, (seed, page_no)).split()
        baseline_pt = HEIGHT_PT - _MARGIN_PT - _HEADING_PT
        lines = [_line(_HEADING_PT, baseline_pt, f"Chapter {page_no} of volume {seed}")]
        for gap_pt, line in _lines(text):
            baseline_pt -= _LINE_PT + gap_pt
            lines.append(_line(_TEXT_PT, baseline_pt, line))
        return b"BT\n%s\nET" % b"\n".join(lines)

    return draw


def _lines(words: list[str]) -> Iterator[tuple[int, str]]:
    """Each line of each paragraph, and how much space stands above it."""
    for start in range(0, len(words), _PARAGRAPH_WORDS):
        paragraph = " ".join(words[start : start + _PARAGRAPH_WORDS])
        for number, line in enumerate(textwrap.wrap(paragraph, _LINE_CHARACTERS)):
            yield 0 if number else _GAP_PT, line


def _line(size_pt: int, baseline_pt: int, text: str) -> bytes:
    """The text may hold no bracket and no backslash."""
    return b"/F %d Tf 1 0 0 1 %d %d Tm (%s) Tj" % (size_pt, _MARGIN_PT, baseline_pt, text.encode("ascii"))
