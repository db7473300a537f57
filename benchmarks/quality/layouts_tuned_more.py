"""Layouts that developers look at and tune to, as offices make them: a guide in type of one width, a
newsletter with a narrow column beside its stories, and a leaflet to be folded twice."""

from typing import Any

import pymupdf

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LANDSCAPE, LETTER, Column, Composer, Flow
from benchmarks.quality.sheet import Frame, Rgb, Style, width_of
from benchmarks.quality.truth import Role

_DARK, _TINT, _GREEN, _WHITE = (0.13, 0.2, 0.33), (0.93, 0.94, 0.9), (0.05, 0.4, 0.25), (1.0, 1.0, 1.0)
_PAD_PT = 9.0


def guide(made: Composer) -> None:
    """One column: contents with dots up to their pages, sections by number, listings, options explained."""
    text, flow = Style(9, leading=1.35), Flow([])
    for number in range(1, 3):
        made.sheet(LETTER)
        made.furniture(f"{made.vocabulary.capitalize()} guide", 36, 72)
        made.furniture(f"{number}", 762, 540, right=540)
        flow.columns.append(made.column(72, 60, 468, 735))
    made.heading(flow, made.title(3), 1, Style(18, bold=True), 0)
    names = [made.title(made.rng.randint(1, 3)) for _ in range(4)]
    made.heading(flow, "Contents", 2, Style(11, bold=True), 6)
    for number, name in enumerate(names, 1):
        _entry(made, flow, f"{number} {name}", str(2 * number + 1), text)
    for number, name in enumerate(names, 1):
        made.heading(flow, f"{number} {name}", 2, Style(11, bold=True), 12)
        made.paragraph(flow, made.words(3), text)
        for part in range(1, 3):
            made.heading(flow, f"{number}.{part} {made.title(2)}", 3, Style(9, bold=True), 6)
            made.paragraph(flow, made.words(2), text)
            if part == 1:
                _listing(made, flow)
            else:
                _options(made, flow, text)
    made.fill(flow, text, 6)


def _entry(made: Composer, flow: Flow, name: str, page: str, style: Style) -> None:
    """A line of a table of contents."""
    column = flow.with_room(3 * style.size_pt)
    if column is None:
        return
    frame = column.frame
    baseline, right = frame.y + style.size_pt, frame.x + frame.width
    dot = width_of(".", made.face, style.size_pt)
    room = frame.width - width_of(f"{name}  {page}", made.face, style.size_pt)
    words = [*name.split(), "." * int(room / dot), page]
    column.sheet.text(" ".join(words), frame.x, baseline, style.size_pt, right=right)
    frame.y += style.size_pt * style.leading
    made.add("list", words, column.page_no)


def _listing(made: Composer, flow: Flow) -> None:
    """Commands on a tinted ground, each on its line."""
    column = flow.with_room(90)
    if column is None:
        return
    frame, words = column.frame, list[str]()
    ground = pymupdf.Rect(frame.x, frame.y + 2, frame.x + frame.width, frame.y + 56)
    column.sheet.shapes.append(lambda page: _filled(page, ground, _TINT))
    for number in range(4):
        verb, noun = (prose.plain_word(made.rng, made.vocabulary) for _ in range(2))
        line = f"$ {verb} --{noun} {made.rng.randint(1, 90)}"
        column.sheet.text(line, frame.x + _PAD_PT, frame.y + 14 + 11.5 * number, 8.5)
        words += line.split()
    frame.y += 64
    made.add("body", words, column.page_no)


def _options(made: Composer, flow: Flow, style: Style) -> None:
    """Names in a column of their own, each with its sentence beside it."""
    for _ in range(3):
        column = flow.with_room(60)
        if column is None:
            return
        frame = column.frame
        name = f"--{prose.plain_word(made.rng, made.vocabulary)}"
        column.sheet.text(name, frame.x + 4, frame.y + style.size_pt, style.size_pt)
        inner = Frame(frame.x + 130, frame.y, frame.width - 130, frame.bottom)
        words = prose.sentence(made.rng, made.vocabulary)
        placed = column.sheet.write(words, inner, style)
        frame.y = inner.y + 3
        made.add("list", [name, *words[:placed]], column.page_no)


def newsletter(made: Composer) -> None:
    """A name in white on a dark band, stories in two columns, and a narrow tinted column beside them."""
    text = Style(9.5, leading=1.28)
    _band_page(made)
    _narrow(made, made.column(40, 150, 128, 790), "In brief", 5, "body")
    _story(made, 150, 470, text)
    _story(made, 484, 790, text)
    made.sheet(A4)
    made.furniture(f"{made.vocabulary.capitalize()} letter", 36, 40)
    made.furniture("2", 36, 540, right=555)
    picture = Flow([made.column(40, 56, 355, 300)])
    made.figure(picture, 1, 150, Style(8))
    top = picture.columns[0].frame.y + 8
    head = Flow([made.column(40, top, 355, top + 80)])
    made.heading(head, made.title(4), 2, Style(16, bold=True, color=_DARK), 0)
    flow = Flow(made.columns(2, 40, head.columns[0].frame.y + 4, 395, 790, 16))
    made.fill(flow, text, 5)
    _narrow(made, made.column(415, 56, 140, 420), "Coming up", 4, "aside")


def _band_page(made: Composer) -> None:
    made.sheet(A4)
    made.sheets[-1].shapes.append(lambda page: _filled(page, pymupdf.Rect(0, 40, 595, 126), _DARK))
    head = Flow([made.column(40, 54, 515, 170)])
    made.heading(head, made.title(2), 1, Style(30, bold=True, color=_WHITE), 0)
    line = f"Issue {made.rng.randint(3, 60)}, {prose.plain_word(made.rng, made.vocabulary)}"
    made.furniture(line, 28, 40)


def _narrow(made: Composer, column: Column, name: str, count: int, role: Role) -> None:
    """A column that is read on its own, with a heading and short notes."""
    frame = column.frame
    ground = pymupdf.Rect(frame.x, frame.y, frame.x + frame.width, frame.bottom)
    column.sheet.shapes.append(lambda page: _filled(page, ground, _TINT))
    inner = Frame(frame.x + _PAD_PT, frame.y + _PAD_PT, frame.width - 2 * _PAD_PT, frame.bottom - _PAD_PT)
    place = Column(column.sheet, inner, column.page_no)
    column.sheet.write(name.split(), inner, Style(12, bold=True, color=_GREEN))
    made.mark(name, 3, column.page_no, role)
    inner.y += 4
    for _ in range(count):
        made.beside(place, prose.sentence(made.rng, made.vocabulary), Style(8.5, leading=1.25), role)
        inner.y += 7


def _story(made: Composer, top: float, bottom: float, text: Style) -> None:
    """A heading over two columns, who wrote it, and the text."""
    head = Flow([made.column(188, top, 367, top + 85)])
    made.heading(head, made.title(5), 2, Style(17, bold=True, color=_DARK, leading=1.15), 0)
    made.paragraph(head, ["By", *made.title(1).split(), *made.title(1).split()], Style(8, bold=True), 4)
    flow = Flow(made.columns(2, 188, head.columns[0].frame.y + 2, 555, bottom, 16))
    made.fill(flow, text, 5)


def leaflet(made: Composer) -> None:
    """Three panels side by side on each page: headings in colour in the middle, short texts and points."""
    text = Style(10.5, leading=1.3)
    for number in range(1, 3):
        made.sheet(LANDSCAPE)
        panels = made.columns(3, 36, 48, 806, 555, 44)
        if number == 1:
            _front(made, panels[0])
            panels = panels[1:]
        for panel in panels:
            _panel(made, Flow([panel]), text)


def _front(made: Composer, panel: Column) -> None:
    """The panel that is on top when it is folded: a large name, a picture, an address in the middle."""
    flow = Flow([panel])
    made.heading(flow, made.title(3), 1, Style(24, bold=True, centred=True, color=_GREEN), 20)
    made.figure(flow, 1, 140, Style(9))
    panel.frame.y += 30
    for _ in range(3):
        made.paragraph(flow, made.title(2).split(), Style(10, centred=True), 0)


def _panel(made: Composer, flow: Flow, text: Style) -> None:
    while flow.with_room(150):
        made.heading(flow, made.title(2), 2, Style(15, bold=True, centred=True, color=_GREEN), 8)
        made.paragraph(flow, made.words(made.rng.randint(1, 2)), text, 5)
        if made.rng.random() < 0.6:
            made.items(flow, ("•",) * made.rng.randint(2, 4), text)


def _filled(page: Any, ground: Any, color: Rgb) -> None:
    page.draw_rect(ground, color=None, fill=color)
