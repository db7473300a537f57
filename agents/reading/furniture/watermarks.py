"""What is printed across a page, `DRAFT` or `Confidential`: furniture, and no part of its text. Pure."""

from dataclasses import replace

from agents.reading.page import Block, PageParts, union
from schemas.geometry import Word
from schemas.labels import RegionLabel


def without_watermarks(page: PageParts) -> tuple[PageParts, list[Block]]:
    """The page without the words of its watermarks, and a header of each line of them. Their size is left
    out: it says nothing of the headings of the page."""
    if not page.watermark_lines:
        return page, []
    lines: dict[int, list[Word]] = {line: [] for line in page.watermark_lines}
    rest: list[Word] = []
    for word in page.words:
        lines.get(word.line, rest).append(word)
    return replace(page, words=tuple(rest)), [_header(words) for words in lines.values() if words]


def _header(words: list[Word]) -> Block:
    text = " ".join(word.text for word in words)
    return Block(RegionLabel.PAGE_HEADER, union([word.box for word in words]), text, text)
