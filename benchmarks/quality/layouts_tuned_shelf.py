"""Layouts that developers look at and tune to, as books on a shelf have them: a standard, a play, a
directory."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, inset, margin_line, marked
from benchmarks.quality.layouts_tuned_parts import rule, upright
from benchmarks.quality.sheet import Style

_A5 = (420.0, 595.0)
_PAGES = 2


def standard(made: Composer) -> None:
    """Pages of a standard: clauses by number on three levels, of which the last two look alike but for their
    numbers; notes in smaller type, dashes, letters with figures under them, a picture."""
    text, clause, flow = Style(10, leading=1.25), made.rng.randint(4, 8), Flow([])
    code = f"NP {made.rng.randint(1000, 9999)}-2:2023(E)"
    for page_no in range(1, _PAGES + 1):
        made.sheet(A4)
        margin_line(made, code, 36, Style(11, bold=True, to_right=page_no % 2 == 1), 62, 533)
        margin_line(made, f"{10 + page_no}", 800, Style(10, to_right=page_no % 2 == 1), 62, 533)
        made.furniture("© Standards Office 2023", 812, 236)
        flow.columns.append(made.column(62, 72, 471, 780))
    for top in range(2):
        flow.with_room(140)
        made.heading(flow, f"{clause + top} {made.title(2)}", 1, Style(13, bold=True), 14)
        for part in (1, 2):
            flow.with_room(100)
            made.heading(flow, f"{clause + top}.{part} {made.title(2)}", 2, Style(11, bold=True), 10)
            made.paragraph(flow, made.words(2), text, 7)
            for under in (1, 2):
                name = f"{clause + top}.{part}.{under} {made.title(3)}"
                made.heading(flow, name, 3, Style(10, bold=True), 8)
                made.paragraph(flow, made.words(3), text, 7)
                _provisions(made, flow, text, 2 * part + under + top)
    while flow.with_room(60):
        made.paragraph(flow, made.words(3), text, 7)


def _provisions(made: Composer, flow: Flow, text: Style, kind: int) -> None:
    """A note, a list, or a picture."""
    marks = {3: ["\u2014", "\u2014"], 4: ["a)", "b)", "1)", "2)", "c)"], 7: ["\u2014", "\u2014", "\u2014"]}
    for mark in marks.get(kind, []):
        hang = Hang(38, 20) if mark[0].isdigit() else Hang(20)
        marked(made, flow, mark, prose.sentence(made.rng, made.vocabulary), text, hang, 4)
    if kind in (3, 6):
        made.paragraph(flow, ["NOTE", *prose.sentence(made.rng, made.vocabulary)], Style(8.5), 8)
    if kind == 5:
        made.figure(flow, 1, 90, Style(9.5, bold=True, centred=True))


def play(made: Composer) -> None:
    """A small page: acts and scenes in the middle, who speaks in bold type before what is said, and what is
    done in narrower italics."""
    text, directed = Style(9.5, leading=1.25), Style(9, italic=True, leading=1.25)
    flow, page = Flow([]), made.rng.randrange(12, 80, 2)
    for page_no in range(1, _PAGES + 1):
        made.sheet(_A5)
        margin_line(made, str(page + page_no), 556, Style(9, to_right=page_no == 1), 46, 374)
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
            upright(sheet, column.frame.x - 8, top, 796, 0.4)
        flow.columns += columns
    while flow.with_room(90):
        _trade(made, flow, text)


def _trade(made: Composer, flow: Flow, text: Style) -> None:
    made.heading(flow, made.title(made.rng.choice((1, 2))), 2, Style(9, bold=True), 6)
    frame, sheet = flow.columns[0].frame, flow.columns[0].sheet
    rule(sheet, frame.x, frame.y, frame.x + frame.width, 0.5)
    frame.y += 3
    for _ in range(made.rng.randint(4, 9)):
        name = f"{made.title(1)} & {made.title(1)},"
        street = f"{made.rng.randint(1, 180)} {made.title(1)} Street,"
        words = f"{street} tel. {made.rng.randint(200, 999)} {made.rng.randint(1000, 9999)}".split()
        first, *rest = name.split()
        marked(made, flow, first, [*rest, *words], text, Hang(8), 2, "body")
