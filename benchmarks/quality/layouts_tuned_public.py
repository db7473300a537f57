"""Layouts that developers look at and tune to, as they hang in halls: a noticeboard of cards in rows, a
programme with times beside what happens, and a broadsheet."""

import pymupdf

from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.sheet import Frame, Style

_GREY, _BLUE = (0.55, 0.55, 0.55), (0.1, 0.25, 0.5)
_PAD_PT = 8.0


def noticeboard(made: Composer, frames: bool = True) -> None:
    """Sections across the page, each of a row of cards in frames that are read from left to right."""
    for number in range(1, 3):
        made.sheet(A4)
        made.furniture(f"{made.vocabulary.capitalize()} board", 818, 42)
        made.furniture(f"{number}", 818, 540, right=553)
        y = 48.0
        if number == 1:
            head = Flow([made.column(42, y, 511, y + 130)])
            made.heading(head, made.title(3), 1, Style(26, bold=True, color=_BLUE), 0)
            y = head.columns[0].frame.y + 8
        while y < 620:
            y = _section(made, y, frames)


def _section(made: Composer, top: float, frames: bool) -> float:
    """A heading between rules, and two or three cards in a row under it; the y under them."""
    head = Flow([made.column(42, top, 511, top + 90)])
    made.heading(head, made.title(2), 2, Style(15, bold=True), 4)
    begin = head.columns[0].frame.y + 2
    made.sheets[-1].shapes.append(lambda page: page.draw_line((42, begin), (553, begin), width=1.2))
    count, height = made.rng.choice((2, 3)), made.rng.choice((120.0, 150.0, 180.0))
    for column in made.columns(count, 42, begin + 8, 553, begin + 8 + height, 12):
        _card(made, column, frames)
    return begin + height + 20


def cards(made: Composer) -> None:
    """A noticeboard whose cards have no frames."""
    noticeboard(made, frames=False)


def _card(made: Composer, column: Column, framed: bool) -> None:
    frame = column.frame
    ground = pymupdf.Rect(frame.x, frame.y, frame.x + frame.width, frame.bottom)
    if framed:
        column.sheet.shapes.append(lambda page: page.draw_rect(ground, color=_GREY, width=0.7))
    inner = Frame(frame.x + _PAD_PT, frame.y + _PAD_PT, frame.width - 2 * _PAD_PT, frame.bottom - _PAD_PT)
    flow = Flow([Column(column.sheet, inner, column.page_no)])
    made.heading(flow, made.title(made.rng.randint(1, 2)), 3, Style(11, bold=True, color=_BLUE), 0)
    made.fill(flow, Style(9, leading=1.25), 3)


def programme(made: Composer) -> None:
    """Days as headings; under each, times in a narrow column, and beside each what happens: a name in bold
    type and a sentence."""
    flow = Flow([])
    for number in range(1, 3):
        made.sheet(A4)
        made.furniture(f"{number}", 815, 295)
        flow.columns.append(made.column(70, 70, 455, 780))
    made.heading(flow, made.title(4), 1, Style(22, bold=True, centred=True), 0)
    made.paragraph(flow, made.words(2), Style(10.5), 8)
    for _ in range(5):
        made.heading(flow, made.title(2), 2, Style(14, bold=True), 12)
        hour = 8
        for _ in range(made.rng.randint(3, 5)):
            hour += 1
            _event(made, flow, f"{hour}:{made.rng.choice(('00', '15', '30'))}")
    made.fill(flow, Style(10.5), 6)


def _event(made: Composer, flow: Flow, time: str) -> None:
    column = flow.with_room(70)
    if column is None:
        return
    frame, style = column.frame, Style(10.5)
    column.sheet.text(time, frame.x, frame.y + style.size_pt, style.size_pt)
    inner = Frame(frame.x + 70, frame.y, frame.width - 70, frame.bottom)
    name = made.title(2).split()
    column.sheet.write(name, inner, Style(10.5, bold=True))
    words = made.words(1)
    placed = column.sheet.write(words, inner, style)
    frame.y = inner.y + 6
    made.add("list", [time, *name, *words[:placed]], column.page_no)


def broadsheet(made: Composer) -> None:
    """Stories one above the other, each under a heading over two of three columns, its first paragraph bold;
    the column that is left holds short notes under headings of their own."""
    text = Style(9, leading=1.22)
    for number in range(1, 3):
        made.sheet(A4)
        made.furniture(f"Broadsheet no. {made.rng.randint(1, 28)}", 30, 40)
        made.furniture(f"{number}", 30, 540, right=555)
        top = 46.0
        if number == 1:
            head = Flow([made.column(40, top, 515, 190)])
            made.heading(head, made.title(2), 1, Style(32, bold=True), 0)
            top = head.columns[0].frame.y + 6
        half = top + (800 - top) * made.rng.uniform(0.42, 0.58)
        for begin, end, notes_left in ((top, half - 10, False), (half, 800.0, True)):
            first, second, third = made.columns(3, 40, begin, 555, end, 16)
            wide = (second, third) if notes_left else (first, second)
            notes = first if notes_left else third
            if notes_left:
                _notes(made, notes, text)
            _lead(made, wide[0], wide[1], text)
            if not notes_left:
                _notes(made, notes, text)


def _lead(made: Composer, left: Column, right: Column, text: Style) -> None:
    """A heading over both columns, and the text in one after the other."""
    width = right.frame.x + right.frame.width - left.frame.x
    head = Flow([made.column(left.frame.x, left.frame.y, width, left.frame.y + 120)])
    made.heading(head, made.title(5), 2, Style(18, bold=True, leading=1.15), 0)
    left.frame.y = right.frame.y = head.columns[0].frame.y + 3
    flow = Flow([left, right])
    made.paragraph(flow, made.words(2), Style(9.5, bold=True, leading=1.22), 4)
    made.fill(flow, text, 3)


def _notes(made: Composer, column: Column, text: Style) -> None:
    flow = Flow([column])
    while flow.with_room(110):
        made.heading(flow, made.title(2), 3, Style(11, bold=True), 4)
        made.paragraph(flow, made.words(2), text, 3)
