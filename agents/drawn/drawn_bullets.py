"""Bullets that a program draws instead of setting them: as words among the page's words. Pure.

Some programs that print web pages fill a disc or a small square before each item of a list, and the text
layer has nothing there.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from schemas.geometry import Box, Word

BULLET = "\u2022"
_LEAST_PT, _SQUARE = 1.2, 0.3
"""The sides of a bullet, and by how much of the longer one they may differ."""
_OF_LINE = 0.6
"""Of the height of its line, at most; and within which part of that its middle lies, from the top."""
_LEVEL = (0.25, 0.8)
_NEAR, _FAR = 0.1, 2.5
"""Heights of the line between a bullet and its text."""
_ALIGNED_PT = 1.0
_FEWEST = 2
"""One below the other: a single spot beside a line may be anything."""
_MOST = 500
"""On a page: with more of them it is a drawing, and whatever is published must be read in bounded time."""


def with_drawn_bullets(words: Sequence[Word], filled: Iterable[Box]) -> tuple[Word, ...]:
    """The words with one more before the first of each line that has a bullet. `filled`: what is drawn as an
    area. A bullet is as high as its line, so that it tells nothing of the size of type.

    Not promised: the squares before the entries of a chart's legend are no different from bullets.
    """
    spots = [box for box in dict.fromkeys(filled) if _is_small(box)]
    if not spots or len(spots) > _MOST:
        return tuple(words)
    begins = _begins(words)
    beside = {
        at: spot
        for at in begins
        if (spot := _beside(words[at].box, spots)) is not None and _is_first(spot, words[at].box, words)
    }
    columns = Counter(_column(spot) for spot in beside.values())
    made: list[Word] = []
    for at, word in enumerate(words):
        spot = beside.get(at)
        if spot is not None and sum(columns[_column(spot) + off] for off in (-1, 0, 1)) >= _FEWEST:
            made.append(Word(BULLET, Box(spot.x0, word.box.y0, spot.x1, word.box.y1), word.line))
        made.append(word)
    return tuple(made)


def _begins(words: Sequence[Word]) -> list[int]:
    """The first word of each line."""
    return [at for at, word in enumerate(words) if at == 0 or words[at - 1].line != word.line]


def _is_small(box: Box) -> bool:
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    return min(wide, high) >= max(_LEAST_PT, (1 - _SQUARE) * max(wide, high))


def _beside(word: Box, spots: Sequence[Box]) -> Box | None:
    """The only bullet that stands before the word; several are a pattern."""
    height = word.y1 - word.y0
    top, foot = (word.y0 + share * height for share in _LEVEL)
    found = [
        spot
        for spot in spots
        if _NEAR * height <= word.x0 - spot.x1 <= _FAR * height
        and top <= (spot.y0 + spot.y1) / 2 <= foot
        and spot.y1 - spot.y0 <= _OF_LINE * height
    ]
    return found[0] if len(found) == 1 else None


def _is_first(spot: Box, word: Box, words: Sequence[Word]) -> bool:
    """Whether no other word that is level with a spot stands over it, or between it and its word."""
    y = (spot.y0 + spot.y1) / 2
    return not any(
        other.box.y0 <= y <= other.box.y1 and spot.x0 < other.box.x1 and other.box.x0 < word.x0
        for other in words
    )


def _column(spot: Box) -> int:
    return round((spot.x0 + spot.x1) / 2 / _ALIGNED_PT)
