"""What some layouts that developers tune to need beside the parts of all: paragraphs of several styles, heads
of pieces, in small capitals and on bars, boxes as high as their text."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.quality.composer import Column, Composer, Flow
from benchmarks.quality.layouts_tuned_parts import ground, outline
from benchmarks.quality.sheet import Frame, Line, Rect, Rgb, Sheet, Style, line_count
from benchmarks.quality.truth import Heading, Role
from benchmarks.quality.typefaces import Typeface, font

_BY_CASE = re.compile(r"[a-zà-ÿ]+|[^a-zà-ÿ]+")
_CAPS = 0.8
"""How high small capitals are beside the capitals of their line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph in a style, and in a face, of their own; the first stands `from_pt` or more from
    the column's left."""

    words: Sequence[str]
    style: Style
    face: Typeface | None = None
    from_pt: float = 0.0


def mixed(
    made: Composer,
    flow: Flow,
    pieces: Sequence[Piece],
    after_pt: float = 4.0,
    role: Role = "body",
    rest_pt: float = 0.0,
) -> bool:
    """A paragraph of pieces, all of it in one column; lines but the first begin `rest_pt` from its left.
    Whether there was room."""
    if not flow.columns:
        return False
    rows = _rows(made.face, pieces, flow.columns[0].frame.width, rest_pt)
    size = max(piece.style.size_pt for piece in pieces)
    step = max(piece.style.size_pt * piece.style.leading for piece in pieces)
    column = flow.with_room(len(rows) * step)
    if column is None:
        return False
    for number, row in enumerate(rows):
        for line in row:
            line.baseline = column.frame.y + number * step + size
            line.words = [(column.frame.x + x, word) for x, word in line.words]
    column.sheet.runs.append([line for row in rows for line in row])
    column.frame.y += len(rows) * step + after_pt
    made.add(role, [word for piece in pieces for word in piece.words], column.page_no)
    return True


def _rows(face: Typeface, pieces: Sequence[Piece], width: float, rest_pt: float) -> list[list[Line]]:
    """The lines of each row, x from the column's left, on no baseline yet."""
    rows, x = list[list[Line]]([[]]), 0.0
    for piece in pieces:
        style = piece.style
        used = font((piece.face or face).of(style.bold, style.italic))
        space, x, begun = used.text_length(" ", style.size_pt), max(x, piece.from_pt), False
        for word in piece.words:
            needed = used.text_length(word, style.size_pt)
            if rows[-1] and x + needed > width:
                rows.append([])
                x, begun = rest_pt, False
            if not begun:
                rows[-1].append(Line([], 0.0, used, style.size_pt, style.color))
                begun = True
            rows[-1][-1].words.append((x, word))
            x += needed + space
    return rows


def mixed_heading(made: Composer, flow: Flow, pieces: Sequence[Piece], level: int, before_pt: float) -> None:
    """A heading of pieces; it stays with some lines of what follows."""
    column = flow.with_room(before_pt + 70)
    if column is None:
        return
    column.frame.y += before_pt
    tab_pt = pieces[-1].from_pt
    if mixed(made, flow, pieces, 3, "heading", tab_pt):
        made.truth.headings.append(Heading(" ".join(made.truth.blocks[-1].words), level))


def small_caps(
    made: Composer,
    flow: Flow,
    text: str,
    level: int,
    style: Style,
    before_pt: float = 8.0,
    role: Role = "heading",
) -> None:
    """A heading in one line whose small letters are small capitals."""
    step = style.size_pt * style.leading
    column = flow.with_room(before_pt + 2 * step + 30)
    if column is None:
        return
    frame, used = column.frame, font(made.face.of(style.bold, style.italic))
    frame.y += before_pt
    parts = [
        (part.upper(), style.size_pt * (_CAPS if part.islower() else 1)) for part in _BY_CASE.findall(text)
    ]
    lengths = [float(used.text_length(part, size)) for part, size in parts]
    if sum(lengths) > frame.width:
        raise ValueError(f"The heading {text!r} is wider than its column.")
    x, run = frame.x + (frame.width - sum(lengths)) / 2 * style.centred, list[Line]()
    for (part, size), length in zip(parts, lengths, strict=True):
        run.append(Line([(x, part)], frame.y + style.size_pt, used, size, style.color))
        x += length
    column.sheet.runs.append(run)
    made.mark(text.upper(), level, column.page_no, role)
    frame.y += step + 3


def on_bar(
    made: Composer, flow: Flow, text: str, level: int, style: Style, color: Rgb, before_pt: float = 8.0
) -> None:
    """A heading on a bar of that colour as wide as its column."""
    words, pad, step = text.split(), 3.0, style.size_pt * style.leading
    column = flow.with_room(before_pt + 2 * step + 50)
    if column is None:
        return
    frame = column.frame
    frame.y += before_pt
    height = line_count(words, frame.width - 12, made.face, style) * step + 2 * pad
    ground(column.sheet, (frame.x, frame.y, frame.x + frame.width, frame.y + height), color)
    inner = Frame(frame.x + 6, frame.y + pad, frame.width - 12, frame.y + height)
    column.sheet.write(words, inner, style)
    made.mark(text, level, column.page_no)
    frame.y += height + 5


@dataclass(frozen=True, slots=True)
class Box:
    """How a box looks: its ground, its outline, a bar along its left."""

    fill: Rgb | None = None
    line: Rgb | None = None
    bar: Rgb | None = None
    pad_pt: float = 8.0

    def draw(self, sheet: Sheet, place: Rect) -> None:
        if self.fill:
            ground(sheet, place, self.fill)
        if self.line:
            outline(sheet, place, self.line, 0.7)
        if self.bar:
            ground(sheet, (place[0], place[1], place[0] + 3, place[3]), self.bar)


def boxed(flow: Flow, room_pt: float, box: Box, inside: Callable[[Flow], object]) -> None:
    """A box as wide as the column and as high as what `inside` sets into it; that room is wanted for it."""
    column = flow.with_room(room_pt)
    if column is None:
        return
    frame, pad = column.frame, box.pad_pt
    top = frame.y + 4
    inner = Frame(frame.x + pad, top + pad, frame.width - 2 * pad, frame.bottom - pad)
    inside(Flow([Column(column.sheet, inner, column.page_no)]))
    box.draw(column.sheet, (frame.x, top, frame.x + frame.width, inner.y + pad))
    frame.y = inner.y + pad + 8


def mixed_box(made: Composer, flow: Flow, box: Box, pieces: Sequence[Piece], rest_pt: float = 0.0) -> None:
    """A paragraph of pieces in a box of its own."""
    if flow.columns:
        width = flow.columns[0].frame.width - 2 * box.pad_pt
        step = max(piece.style.size_pt * piece.style.leading for piece in pieces)
        needed = len(_rows(made.face, pieces, width, rest_pt)) * step + 2 * box.pad_pt + 6
        boxed(flow, needed, box, lambda inner: mixed(made, inner, pieces, 0, rest_pt=rest_pt))
