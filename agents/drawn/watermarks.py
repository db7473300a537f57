"""What is printed across a page, over or under its text: `DRAFT`, `Confidential`. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from agents.drawn.text_direction import Matrix, direction_of
from schemas.geometry import Box

_LARGER = 2.0
"""Times the size of most letters of the page, at least."""
_WORDS = 8
"""At most: what says more is text."""
_SLANTED = 0.95
"""Cosine, some 18 degrees: no side of the page is nearer to the line's direction."""
_PALE, _THIN = 0.7, 0.5
"""Of white, by the brightness of its colour; of full opacity."""
_OVER = 3
"""Words of the text that stand in its box: a title has none in its own."""
_MOST = 100
"""Level lines in large pale type that are looked at: a hostile page may have thousands."""

Place = tuple[int, int]
"""The numbers of a block and of a line in it."""


class _Line(NamedTuple):
    place: Place
    letters: int
    words: int
    size_pt: float
    box: Box
    slanted: bool
    pale: bool


def watermarks_of(content: dict[str, Any], rows: Sequence[tuple[Any, ...]], shown: Matrix) -> set[Place]:
    """Lines in type much larger than that of the page that are slanted, or that are pale and lie over other
    words. None where the page has little other text to tell by. `content`, `rows`: PyMuPDF's text of the page
    as a dictionary, and its words; `shown`: from the page as stored to the page as it is read."""
    lines = list(_lines(content, shown))
    usual_pt = _usual_size(lines)
    large = [line for line in lines if line.size_pt >= _LARGER * usual_pt and line.words <= _WORDS]
    slanted = [line for line in large if line.slanted]
    across = slanted if _few(slanted, lines) else []
    pale = [line for line in large if line.pale and not line.slanted][:_MOST]
    text = {line.place for line in lines if line.size_pt < _LARGER * usual_pt and not line.slanted}
    return {line.place for line in [*across, *_over(pale, [row for row in rows if (row[5], row[6]) in text])]}


def _lines(content: dict[str, Any], shown: Matrix) -> Iterator[_Line]:
    for block in content["blocks"]:
        for number, line in enumerate(block.get("lines", ())):
            spans = [span for span in line["spans"] if span["text"].strip()]
            text = "".join(span["text"] for span in line["spans"])
            letters = sum(map(str.isalnum, text))
            if letters:
                yield _Line(
                    (block["number"], number),
                    letters,
                    len(text.split()),
                    max(span["size"] for span in spans),
                    Box(*line["bbox"]),
                    max(map(abs, direction_of(line, shown))) <= _SLANTED,
                    all(map(_is_pale, spans)),
                )


def _is_pale(span: dict[str, Any]) -> bool:
    colour: int = span["color"]
    red, green, blue = (colour >> 16) & 255, (colour >> 8) & 255, colour & 255
    brightness = (0.3 * red + 0.59 * green + 0.11 * blue) / 255
    return brightness >= _PALE or span.get("alpha", 255) <= _THIN * 255


def _usual_size(lines: Sequence[_Line]) -> float:
    """The size that most letters of level lines have, in points; without any, none is larger."""
    letters: Counter[float] = Counter()
    for line in lines:
        if not line.slanted:
            letters[round(line.size_pt, 1)] += line.letters
    return max(letters, key=lambda size: (letters[size], size), default=float("inf"))


def _few(slanted: Sequence[_Line], lines: Sequence[_Line]) -> bool:
    """Whether they are less than the level text."""
    level = sum(line.letters for line in lines if not line.slanted)
    return sum(line.letters for line in slanted) < level


def _over(pale: Sequence[_Line], rows: Sequence[tuple[Any, ...]]) -> list[_Line]:
    """Those in whose boxes some of the words stand."""
    if not pale or not rows:
        return []
    corners = np.array([row[:4] for row in rows])
    x, y = (corners[:, 0] + corners[:, 2]) / 2, (corners[:, 1] + corners[:, 3]) / 2
    found: list[_Line] = []
    for line in pale:
        x0, y0, x1, y1 = line.box
        if np.count_nonzero((x > x0) & (x < x1) & (y > y0) & (y < y1)) >= _OVER:
            found.append(line)
    return found
