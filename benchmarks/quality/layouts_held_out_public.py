"""Held-out layouts for the public: a play, a directory, the conditions of an insurance."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import (
    Hang,
    filled,
    framed,
    inset,
    line_across,
    line_down,
    margin_line,
    marked,
)
from benchmarks.quality.sheet import Style

_A5 = (420.0, 595.0)
_PAGES = 2
_WINE, _ROSE = (0.45, 0.08, 0.2), (0.97, 0.93, 0.93)


def play(made: Composer) -> None:
    """A small page: acts and scenes in the middle, who speaks in bold type before what is said, and what is
    done in narrower italics."""
    text, directed = Style(9.5, leading=1.25), Style(9, italic=True, leading=1.25)
    flow, page = Flow([]), made.rng.randrange(12, 80, 2)
    for page_no in range(1, _PAGES + 1):
        made.sheet(_A5)
        margin_line(made, str(page + page_no), 556, Style(9, to_right=page_no == 2), 46, 374)
        if page_no == 2:
            margin_line(made, "ACT TWO", 28, Style(8, centred=True), 46, 374)
        flow.columns.append(made.column(46, 56, 328, 540))
    cast = [made.title(1).upper() for _ in range(3)]
    made.heading(flow, "ACT TWO", 1, Style(16, bold=True, centred=True), 20)
    scene = 0
    while flow.with_room(120):
        scene += 1
        made.heading(flow, f"Scene {scene}", 2, Style(11.5, bold=True, centred=True), 12)
        inset(made, flow, made.words(2), directed, 24, 24)
        flow.columns[0].frame.y += 6
        for turn in range(7):
            speaker = f"{cast[(turn + scene) % 3]}."
            marked(
                made, flow, speaker, made.words(made.rng.randint(1, 2)), text, Hang(14, bold=True), 4, "body"
            )
            if turn == 3 and inset(made, flow, prose.sentence(made.rng, made.vocabulary), directed, 24, 24):
                flow.columns[0].frame.y += 4


def directory(made: Composer) -> None:
    """Four narrow columns of small type: trades in bold type between rules, and under each whom to call, one
    hanging paragraph for each; which letters the page has stands at its side."""
    flow, text = Flow([]), Style(7.5, leading=1.2)
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        top = 92.0 if page_no == 1 else 48.0
        made.furniture(f"{210 + page_no}", 815, 280)
        side = made.column(569, 300, 20, 340)
        made.beside(side, [("A\u2013C", "D\u2013F")[page_no - 1]], Style(9, bold=True), "furniture")
        if page_no == 1:
            made.heading(
                Flow([made.column(36, 42, 520, 140)]), "Trades and services", 1, Style(22, bold=True), 0
            )
        columns = made.columns(4, 36, top, 556, 796, 16)
        for column in columns[1:]:
            line_down(sheet, column.frame.x - 8, top, 796)
        flow.columns += columns
    while flow.with_room(90):
        _trade(made, flow, text)


def _trade(made: Composer, flow: Flow, text: Style) -> None:
    made.heading(flow, made.title(made.rng.choice((1, 2))), 2, Style(9, bold=True), 6)
    frame, sheet = flow.columns[0].frame, flow.columns[0].sheet
    line_across(sheet, frame.x, frame.y, frame.x + frame.width, 0.5)
    frame.y += 3
    for _ in range(made.rng.randint(4, 9)):
        name = f"{made.title(1)} & {made.title(1)},"
        street = f"{made.rng.randint(1, 180)} {made.title(1)} Street,"
        words = f"{street} tel. {made.rng.randint(200, 999)} {made.rng.randint(1000, 9999)}".split()
        first, *rest = name.split()
        marked(made, flow, first, [*rest, *words], text, Hang(8), 2, "body")


def conditions(made: Composer) -> None:
    """The conditions of an insurance: three columns of very small type, sections in colour, paragraphs by
    number with letters under them, and at the end a tinted box over two columns."""
    flow, text = Flow([]), Style(7.2, leading=1.22)
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        margin_line(made, "Form 88/2 (01.2024)", 814, Style(6.5), 34, 300)
        margin_line(made, f"Page {page_no} of {_PAGES}", 814, Style(6.5, to_right=True), 300, 561)
        if page_no == 1:
            title = Flow([made.column(34, 36, 527, 130)])
            name = f"General conditions for {made.title(2).lower()}"
            made.heading(title, name, 1, Style(19, bold=True, color=_WINE), 0)
            line_across(sheet, 34, 76, 561, 2.0)
        flow.columns += made.columns(3, 34, 86 if page_no == 1 else 40, 561, 796, 14)
    for column in flow.columns[-2:]:
        column.frame.bottom = 690
    section = 0
    while flow.with_room(70):
        section += 1
        made.heading(flow, f"\u00a7 {section} {made.title(2)}", 2, Style(8.6, bold=True, color=_WINE), 7)
        for number in range(1, made.rng.randint(3, 5)):
            marked(made, flow, f"({number})", made.words(2), text, Hang(15), 3)
            for mark in ("a)", "b)", "c)") if number == 2 else ():
                marked(made, flow, mark, prose.sentence(made.rng, made.vocabulary), text, Hang(27, 15), 2)
    _told_apart(made, made.column(222.0, 708, 329, 790))


def _told_apart(made: Composer, column: Column) -> None:
    """A box that may be read before or after the rest of its page."""
    box = (212.0, 700.0, 561.0, 796.0)
    filled(column.sheet, box, _ROSE)
    framed(column.sheet, box, 0.6, _WINE)
    made.beside(column, made.words(3), Style(8.4, leading=1.3))
