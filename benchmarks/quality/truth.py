"""What stands in a made document: blocks in reading order, headings with levels, tables with spans."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["body", "heading", "list", "caption", "footnote", "aside", "furniture", "table"]

_FREE_PAGES = 4
"""With asides, at most, where each has places for them of its own: with more there are too many ways."""
_PLACES = (0, 1, 2)
"""Of asides: before the text of their page, where they were set, and after it."""
_TEXT = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; rows and columns count from 0."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """`level`: 1 is the document's title, 2 a section, 3 a section of a section."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Block:
    """Words that belong together. A paragraph that goes on in the next column or page is one block; words
    broken at a line's end are whole. The last `carried` words stand on the next page."""

    role: Role
    words: tuple[str, ...]
    page_no: int
    carried: int = 0


@dataclass(slots=True)
class Truth:
    """`blocks` are in reading order, but for those of the margins: footnotes come at the end of their page,
    asides before or after its text, or where they are. `tables_otherwise` has each of the `tables` as it may
    be read just as well; most have but one reading, and are the same in both."""

    blocks: list[Block] = field(default_factory=list[Block])
    headings: list[Heading] = field(default_factory=list[Heading])
    tables: list[tuple[Cell, ...]] = field(default_factory=list[tuple[Cell, ...]])
    tables_otherwise: list[tuple[Cell, ...]] = field(default_factory=list[tuple[Cell, ...]])
    page_count: int = 0

    def words(self) -> list[str]:
        """Every word of every page, headers and footers too."""
        return [word for block in self.blocks for word in block.words]

    def furniture(self) -> list[str]:
        """The words of headers and footers."""
        return [word for block in self.blocks if block.role == "furniture" for word in block.words]

    def text(self) -> list[str]:
        """All other words."""
        return [word for block in self.blocks if block.role != "furniture" for word in block.words]

    def sequences(self) -> list[list[str]]:
        """The words without headers and footers, in every order that counts as right: an aside may be read
        before or after the text of its page, or where it was set, such as below the title, on each page anew,
        and a paragraph that goes on overleaf whole, or page by page with what stands at the foot of the first
        in between."""
        orders = [
            [word for page_no in range(1, self.page_count + 1) for word in self._page(page_no, places, whole)]
            for places, whole in itertools.product(self._places_of_asides(), (False, True))
        ]
        return [order for number, order in enumerate(orders) if order not in orders[:number]]

    def _places_of_asides(self) -> list[dict[int, int]]:
        """By page, in every way there is; all alike where many pages have some."""
        pages = sorted({block.page_no for block in self.blocks if block.role == "aside"})
        if len(pages) > _FREE_PAGES:
            return [dict.fromkeys(pages, place) for place in _PLACES]
        ways = itertools.product(_PLACES, repeat=len(pages))
        return [dict(zip(pages, way, strict=True)) for way in ways]

    def _page(self, page_no: int, asides: Mapping[int, int], whole: bool) -> Iterator[str]:
        for block in self.blocks:
            if block.page_no == page_no - 1 and block.carried and not whole:
                yield from block.words[-block.carried :]
        places = {"aside": asides.get(page_no, _TEXT), "footnote": 3}
        blocks = [b for b in self.blocks if b.page_no == page_no and b.role != "furniture"]
        for block in sorted(blocks, key=lambda block: places.get(block.role, _TEXT)):
            yield from block.words if whole or not block.carried else block.words[: -block.carried]
