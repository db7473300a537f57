"""Lines that some layouts that developers tune to have: with words at both ends, under photographs, of a
program, and with raised figures for notes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.quality.composer import Composer, Flow
from benchmarks.quality.layouts_tuned_parts import photo
from benchmarks.quality.sheet import BLACK, Frame, Line, Style
from benchmarks.quality.typefaces import Typeface, font

_FIGURES, _RAISED = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_UP, _DOWN = str.maketrans(_FIGURES, _RAISED), str.maketrans(_RAISED, _FIGURES)
_BY_RAISED = re.compile(f"([{_RAISED}]+)")
_SUPER = 0.62
"""How high raised figures are beside those of their line."""


def at_both_ends(
    made: Composer, flow: Flow, left: str, right: str, style: Style, last: Style, after_pt: float = 0.0
) -> None:
    """A line with words at the column's left, if any, and others, in the style `last`, at its right."""
    step = style.size_pt * style.leading
    column = flow.with_room(step)
    if column is None:
        return
    frame, run = column.frame, list[Line]()
    for text, used in ((left, style), (right, replace(last, to_right=True))):
        if text:
            column.sheet.write(text.split(), Frame(frame.x, frame.y, frame.width, frame.bottom), used)
            run += column.sheet.runs.pop()
    column.sheet.runs.append(run)
    frame.y += step + after_pt
    made.add("body", [*left.split(), *right.split()], column.page_no)


def captioned(made: Composer, flow: Flow, height_pt: float, words: Sequence[str], style: Style) -> None:
    """A photograph as wide as its column, and what it shows below it."""
    column = flow.with_room(height_pt + 5 * style.size_pt + 4)
    if column is None:
        return
    frame = column.frame
    top = frame.y + 4
    photo(made, column.sheet, (frame.x, top, frame.x + frame.width, top + height_pt))
    frame.y = top + height_pt + 3
    placed = column.sheet.write(words, frame, style)
    made.add("caption", words[:placed], column.page_no)
    frame.y += 7


def listing(made: Composer, flow: Flow, rows: Sequence[str], size_pt: float, face: Typeface) -> None:
    """Lines of a program, with the spaces that they begin with."""
    column, step, used = flow.columns[0], 1.35 * size_pt, font(face.regular)
    frame, run = column.frame, list[Line]()
    for row in rows:
        x = frame.x + used.text_length(" ", size_pt) * (len(row) - len(row.lstrip()))
        run.append(Line([(x, row.strip())], frame.y + size_pt, used, size_pt, BLACK))
        frame.y += step
    column.sheet.runs.append(run)
    made.add("body", " ".join(rows).split(), column.page_no)


def raised(number: int) -> str:
    """The number as `set_raised` finds it."""
    return str(number).translate(_UP)


def set_raised(made: Composer) -> None:
    """Once all is set: raised figures are smaller ones above the line, and figures in the truth."""
    for sheet in made.sheets:
        for run in sheet.runs:
            run[:] = [part for line in run for part in _parted(line)]
    made.truth.blocks[:] = [
        replace(block, words=tuple(word.translate(_DOWN) for word in block.words))
        for block in made.truth.blocks
    ]


def raised_in(words: Sequence[str]) -> list[int]:
    """The raised numbers among the words, before `set_raised`."""
    return [int(found.translate(_DOWN)) for word in words for found in _BY_RAISED.findall(word)]


def _parted(line: Line) -> list[Line]:
    """The line, or where figures of it are raised, what stands between them and each of them."""
    if not any(_BY_RAISED.search(text) for _, text in line.words):
        return [line]
    parts: list[Line] = []
    for x, text in line.words:
        for part in filter(None, _BY_RAISED.split(text)):
            up = part[0] in _RAISED
            size = line.size_pt * (_SUPER if up else 1)
            shown, baseline = part.translate(_DOWN), line.baseline - 0.34 * line.size_pt * up
            parts.append(Line([(x, shown)], baseline, line.font, size, line.color))
            x += line.font.text_length(shown, size)
    return parts
