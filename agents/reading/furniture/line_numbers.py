"""The numbers of lines, in the margin or between columns of contracts, pleadings, patents and manuscripts: no
part of the sentences beside them. Pure."""

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from agents.reading.page import Block, PageParts, Piece, union
from agents.reading.text.paragraphs import Row, text_block
from agents.reading.text.text_lines import Run, TextLine, text_lines, usual_height
from agents.reading.uncut import line_pieces, word_pieces
from schemas.geometry import Box
from schemas.labels import RegionLabel

_NUMBER = re.compile(r"\d{1,4}")
_MOST, _MOST_COLUMNS, _MOST_WORDS = 2_000, 20, 10_000
"""Numbers on a page, columns of them, and words: with more it is a page of another kind."""
_ALIGNED_PT = 2.0
_EVERY, _EVERY_FEW, _EVERY_MANY, _MANY = 8, 5, 3, 5
"""So many of them, at least: where every line has one, where every few have, and where every five or more."""
_LEVEL = 0.5
"""Of a line's height: so far lie the middles of a line and its number apart, at most."""
_NEAR_PT = 72.0
_APART = 0.3
"""Of a line's height: so wide is the gap to the text, at least."""
_WITH_TEXT, _COUNTED, _EVEN = 0.6, 0.5, 0.1
"""Of the numbers, as many have a line beside them, and as many are as many lines apart as they count; of the
usual distance, that of two others differs by no more."""
_CROSSED = 0.05
"""Of the lines: no more of them reach into the numbers' column, such as a title over all of the page."""
_GO_ON, _WORDS, _FULL = 0.3, 4, 0.6
"""The share of lines that begin in lower case, their words, and their usual width in parts of the widest one,
at least: lines that all have a number are prose then, and not the items of a list or the rows of a table."""
_DRAWN = frozenset({RegionLabel.TABLE, RegionLabel.PICTURE})


def without_line_numbers(page: PageParts) -> tuple[PageParts, list[Block]]:
    """The page without them, and a footer for each column of them: numbers that count evenly, level with
    lines of text and outside their edge.

    Not seen: numbers that a recogniser read together with their lines, and those of programs, which are in
    fixed-width type.
    """
    pieces = word_pieces(page) + [piece for piece in line_pieces(page) if piece.region_id is None]
    drawn = [region.box for region in page.regions if region.label in _DRAWN]
    numbers = [piece for piece in pieces if _NUMBER.fullmatch(piece.text)]
    if not _EVERY_MANY <= len(numbers) <= _MOST or len(pieces) > _MOST_WORDS:
        return page, []
    free = [piece for piece in numbers if not any(box.holds_centre_of(piece.box) for box in drawn)]
    likely = [column for column, _ in zip(_columns(free), range(_MOST_COLUMNS), strict=False)]
    columns = [column for column in likely if _numbers_lines(column, pieces)]
    taken = {piece.box for column in columns for piece in column}
    if not taken:
        return page, []
    return _without(page, taken), [_footer(column) for column in columns]


def _columns(numbers: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Numbers below each other that count evenly, aligned to the left or to the right: the longest first."""
    columns = [
        column
        for edge in (0, 2)
        for aligned in _aligned(numbers, edge)
        for column in _counting(sorted(aligned, key=lambda piece: piece.box.y0))
    ]
    found: set[Box] = set()
    for column in sorted(columns, key=len, reverse=True):
        if found.isdisjoint(piece.box for piece in column):
            found.update(piece.box for piece in column)
            yield column


def _aligned(numbers: Sequence[Piece], edge: int) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in sorted(numbers, key=lambda piece: piece.box[edge]):
        if group and piece.box[edge] - group[-1].box[edge] > _ALIGNED_PT:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _counting(numbers: Sequence[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = list(numbers[:1])
    for piece in numbers[1:]:
        step = int(piece.text) - int(group[-1].text)
        if len(group) > 1 and step != _step(group):
            if _are_many(group):
                yield group
            group = group[-1:]
        group.append(piece)
    if _are_many(group):
        yield group


def _step(numbers: Sequence[Piece]) -> int:
    return int(numbers[1].text) - int(numbers[0].text)


def _are_many(numbers: Sequence[Piece]) -> bool:
    if len(numbers) < _EVERY_MANY:
        return False
    step = _step(numbers)
    if step == 1:
        return len(numbers) >= _EVERY
    whole = step > 1 and int(numbers[0].text) % step == 0
    return whole and len(numbers) >= (_EVERY_MANY if step >= _MANY else _EVERY_FEW)


def _numbers_lines(column: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether the column is free of other text, and lines of text stand to the right or to the left of it."""
    box, height = union([piece.box for piece in column]), usual_height(column)
    own = {piece.box for piece in column}
    level = [piece for piece in pieces if box.y0 < piece.box.centre[1] < box.y1 and piece.box not in own]
    if not level or 2 * sum(piece.fixed for piece in level) > len(level):
        return False
    lines = text_lines(level, height)
    crossing = sum(piece.box.x0 < box.x1 and piece.box.x1 > box.x0 for piece in level)
    if crossing > _CROSSED * len(lines):
        return False
    after = _nearest(lines, lambda run: run.box.x0 - box.x1, _APART * height)
    before = _nearest(lines, lambda run: box.x0 - run.box.x1, _APART * height)
    return _count_lines(column, after, height) or _count_lines(column, before, height)


def _nearest(lines: Sequence[TextLine], gap: Callable[[Run], float], least: float) -> list[Run]:
    """Of each line what stands next to the numbers, one run of it: justified lines are in several."""
    beside = ([run for run in line.runs if least <= gap(run) <= _NEAR_PT] for line in lines)
    return [min(runs, key=gap) for runs in beside if runs]


def _count_lines(column: Sequence[Piece], lines: Sequence[Run], height: float) -> bool:
    """Whether the numbers are those of the lines. `height`: of a number."""
    middles = sorted(line.box.centre[1] for line in lines)
    places = [piece.box.centre[1] for piece in column]
    half = _LEVEL * height
    beside = [y for y in places if bisect(middles, y - half) < bisect(middles, y + half)]
    if len(beside) < _WITH_TEXT * len(places):
        return False
    usual = median(below - above for above, below in pairwise(places))
    step, counted = _step(column), 0
    for above, below in pairwise(places):
        if bisect(middles, below - half) - bisect(middles, above - half) == step:
            counted += 1
        elif abs(below - above - usual) > _EVEN * usual:
            return False
    return counted >= _COUNTED * (len(places) - 1) and (step > 1 or _is_prose(lines))


def _is_prose(lines: Sequence[Run]) -> bool:
    widths = [line.box.x1 - line.box.x0 for line in lines]
    going_on = sum(line.text[:1].islower() for line in lines)
    words = median(len(line.text.split()) for line in lines)
    full = median(widths) >= _FULL * max(widths)
    return going_on >= _GO_ON * len(lines) and words >= _WORDS and full


def _without(page: PageParts, taken: set[Box]) -> PageParts:
    """Without the words there, and the lines with their middle in them."""
    kept = [
        at for at, line in enumerate(page.lines) if not any(box.holds_centre_of(line.box) for box in taken)
    ]
    numbered = {at: number for number, at in enumerate(kept)}
    return replace(
        page,
        words=tuple(word for word in page.words if word.box not in taken),
        lines=tuple(page.lines[at] for at in kept),
        bold_read=tuple(numbered[at] for at in page.bold_read if at in numbered),
        styled_read=tuple(numbered[at] for at in page.styled_read if at in numbered),
    )


def _footer(column: Sequence[Piece]) -> Block:
    rows = [Row(piece.text, piece.box, piece.bold) for piece in column]
    return text_block(RegionLabel.PAGE_FOOTER, union([row.box for row in rows]), rows)
