"""More layouts that developers look at and tune to, odder than the others: a gazette in three columns with
boxes, a handbook with headings out in the margin, minutes whose headings are no larger than their text, and
slides."""

from typing import Any

import pymupdf

from benchmarks.quality.composer import A4, LANDSCAPE, LETTER, Column, Composer, Flow
from benchmarks.quality.sheet import Frame, Style

_PAGES = 2
_RED, _GREY, _TINT = (0.6, 0.1, 0.1), (0.35, 0.35, 0.35), (0.92, 0.93, 0.97)
_BOX_PT = 8.0


def gazette(made: Composer) -> None:
    """Three columns: stories under headings in colour with a kicker above, a tinted box, a pull quote."""
    text = Style(9, leading=1.2)
    for number in range(1, _PAGES + 1):
        made.sheet(A4)
        made.furniture(f"No. {made.rng.randint(20, 90)}", 32, 42)
        made.furniture(f"Page {number}", 32, 42, right=553)
        top = 48.0
        if number == 1:
            head = Flow([made.column(42, top, 511, 170)])
            made.heading(head, made.title(2), 1, Style(34, bold=True), 0)
            top = head.columns[0].frame.y + 10
        columns = made.columns(3, 42, top, 553, 800, 15)
        boxed = columns[made.rng.choice((0, 2))]
        _box(made, boxed, at_top=made.rng.random() < 0.5)
        _stories(made, Flow(columns), text, quoted=made.rng.random() < 0.5)


def _stories(made: Composer, flow: Flow, text: Style, quoted: bool) -> None:
    """Until the page is full. What is set in colour and capitals above a heading is no heading."""
    story = 0
    while flow.with_room(120):
        story += 1
        made.paragraph(flow, [made.title(1).upper()], Style(7.5, color=_RED), 0)
        made.heading(flow, made.title(4), 2, Style(13, bold=True, color=_RED, leading=1.15), 0)
        for paragraph in range(made.rng.randint(2, 4)):
            made.paragraph(flow, made.words(3), text, 3)
            if quoted and story == 1 and paragraph == 0:
                _pull_quote(made, flow)
    made.fill(flow, text, 3)


def _pull_quote(made: Composer, flow: Flow) -> None:
    """Words of the text set large between two rules: read where they stand."""
    column = flow.with_room(120)
    if column is None:
        return
    column.frame.y += 8
    _rule(column, column.frame.y - 4)
    made.paragraph(flow, made.words(1)[:11], Style(14, color=_GREY, leading=1.2), 4)
    _rule(column, column.frame.y)
    column.frame.y += 10


def _rule(column: Column, y: float) -> None:
    left, right = column.frame.x, column.frame.x + column.frame.width
    column.sheet.shapes.append(lambda page: page.draw_line((left, y), (right, y), width=0.8))


def _box(made: Composer, column: Column, at_top: bool) -> None:
    """A tinted box at one end of a column, read with it or before or after everything."""
    height, frame = 150.0, column.frame
    top = frame.y if at_top else frame.bottom - height
    ground = pymupdf.Rect(frame.x, top, frame.x + frame.width, top + height)
    column.sheet.shapes.append(lambda page: _tinted(page, ground))
    inner = Frame(frame.x + _BOX_PT, top + _BOX_PT, frame.width - 2 * _BOX_PT, top + height - _BOX_PT)
    made.beside(Column(column.sheet, inner, column.page_no), made.words(6), Style(8.5, leading=1.2))
    if at_top:
        frame.y = top + height + 10
    else:
        frame.bottom = top - 10


def _tinted(page: Any, ground: Any) -> None:
    page.draw_rect(ground, color=None, fill=_TINT)


def handbook(made: Composer) -> None:
    """Text in a column with headings hanging out to its left, steps, and framed notes."""
    text, flow = Style(10), Flow([])
    for number in range(1, _PAGES + 1):
        made.sheet(LETTER)
        made.furniture(f"{number + 40}", 765, 540)
        flow.columns.append(made.column(190, 70, 360, 735))
    title = Flow([made.column(60, 60, 490, 120)])
    title.columns[0] = Column(made.sheets[0], title.columns[0].frame, 1)
    made.heading(title, made.title(3), 1, Style(22), 0)
    flow.columns[0].frame.y = 112
    for chapter in range(1, 7):
        _hanging(made, flow, f"{chapter}.{made.rng.randint(1, 9)} {made.title(2)}", text)
        made.paragraph(flow, made.words(made.rng.randint(3, 5)), text)
        if chapter % 2:
            made.items(flow, ("a)", "b)", "c)"), text)
        else:
            _note(made, flow, text)
        made.paragraph(flow, made.words(made.rng.randint(2, 4)), text)
    made.fill(flow, text, 6)


def _hanging(made: Composer, flow: Flow, name: str, text: Style) -> None:
    """A heading in bold type of the text's size, beside the first lines of its text."""
    column = flow.with_room(60)
    if column is None:
        return
    column.frame.y += 6
    frame = Frame(60, column.frame.y, 115, column.frame.bottom)
    placed = column.sheet.write(name.split(), frame, Style(text.size_pt, bold=True))
    if placed == len(name.split()):
        made.mark(name, 2, column.page_no)


def _note(made: Composer, flow: Flow, text: Style) -> None:
    """A frame around a paragraph that begins with a bold word."""
    column = flow.with_room(110)
    if column is None:
        return
    frame = column.frame
    top = frame.y + 4
    inner = Frame(frame.x + _BOX_PT, top + 6, frame.width - 2 * _BOX_PT, frame.bottom)
    words = ["Note:", *made.words(2)]
    placed = column.sheet.write(words, inner, Style(text.size_pt - 1))
    made.add("body", words[:placed], column.page_no)
    ground = pymupdf.Rect(frame.x, top, frame.x + frame.width, inner.y + 4)
    column.sheet.shapes.append(lambda page: page.draw_rect(ground, color=_GREY, width=0.7))
    frame.y = inner.y + 14


def minutes(made: Composer) -> None:
    """One column of text; headings in capitals in the middle, no larger and no bolder, then bold ones."""
    text, flow = Style(11, leading=1.35), Flow([])
    for number in range(1, _PAGES + 1):
        made.sheet(A4)
        made.furniture(str(number), 810, 295)
        flow.columns.append(made.column(80, 75, 435, 770))
    made.heading(flow, made.title(4).upper(), 1, Style(14, bold=True, centred=True), 0)
    for section in range(1, 5):
        made.heading(flow, made.title(3).upper(), 2, Style(11, centred=True), 14)
        made.paragraph(flow, made.words(made.rng.randint(2, 4)), text)
        for _ in range(2):
            made.heading(flow, made.title(made.rng.randint(2, 3)), 3, Style(11, bold=True), 6)
            made.paragraph(flow, made.words(made.rng.randint(2, 4)), text)
        if section == 2:
            made.items(flow, ("-",) * 4, text)
    made.fill(flow, text, 8)


def slides(made: Composer) -> None:
    """Landscape pages with a title each, points in large type, and a picture beside the second."""
    for number in range(1, _PAGES + 1):
        made.sheet(LANDSCAPE)
        made.furniture(f"{made.vocabulary.capitalize()} {2000 + number}", 570, 60)
        head = Flow([made.column(60, 40, 720, 160)])
        made.heading(head, made.title(4), 1, Style(30, bold=True), 0)
        flow = Flow([made.column(60, 140, 720 if number == 1 else 400, 540)])
        for _ in range(2):
            made.paragraph(flow, made.words(1), Style(18), 8)
            made.items(flow, ("-",) * 3, Style(16), 24)
        if number == 2:
            made.figure(Flow([made.column(500, 140, 280, 400)]), 1, 180, Style(12))
