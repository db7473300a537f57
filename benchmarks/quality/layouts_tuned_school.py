"""Layouts that developers look at and tune to, as schools and universities have them: a thesis, an
examination."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, margin_line, marked
from benchmarks.quality.layouts_tuned_parts import outline, rule
from benchmarks.quality.sheet import Style

_PAGES = 2


def thesis(made: Composer) -> None:
    """A chapter, from its large title far down the page: headings by number on three levels and in italics on
    a fourth, indented paragraphs with much space between their lines, a figure, a note, a wide margin."""
    text, chapter = Style(11, leading=1.5, justified=True, indent_pt=18), made.rng.randint(2, 7)
    flow, name = Flow([]), made.title(3)
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        if page_no == 1:
            margin_line(made, "31", 790, Style(10, centred=True), 113, 535)
        else:
            margin_line(made, f"{chapter} {name}", 48, Style(9, italic=True), 113, 400)
            margin_line(made, "32", 48, Style(9, to_right=True), 480, 535)
            rule(sheet, 113, 64, 535, 0.5)
        flow.columns.append(made.column(113, 170 if page_no == 1 else 84, 422, 700 if page_no == 1 else 770))
    made.heading(flow, f"{chapter} {name}", 1, Style(22, bold=True), 0)
    flow.columns[0].frame.y += 30
    _opening(made, flow, text, 1)
    for part in (1, 2, 3):
        made.heading(flow, f"{chapter}.{part} {made.title(3)}", 2, Style(14, bold=True), 14)
        _opening(made, flow, text, 1)
        if part == 2:
            made.figure(flow, 1, 110, Style(9.5))
            continue
        for under in (1, 2):
            made.heading(flow, f"{chapter}.{part}.{under} {made.title(2)}", 3, Style(11.5, bold=True), 10)
            _opening(made, flow, text, 1)
            if part == 1 and under == 1:
                made.heading(flow, made.title(2), 4, Style(11, italic=True), 6)
                _opening(made, flow, text, 0)
    made.fill(flow, text, 0)
    rule(made.sheets[0], 113, 722, 253, 0.5)
    note = made.column(113, 727, 422, 770, 1)
    made.beside(note, ["1", *prose.sentence(made.rng, made.vocabulary)], Style(9), "footnote")


def _opening(made: Composer, flow: Flow, text: Style, more: int) -> None:
    """A paragraph that begins at the left, and so many that are indented."""
    made.paragraph(flow, made.words(3), Style(text.size_pt, leading=text.leading, justified=True), 0)
    for _ in range(more):
        made.paragraph(flow, made.words(2), text, 0)


def examination(made: Composer) -> None:
    """A paper with questions by number and letter, how many marks each is worth at the right, and rules to
    write on; how to go about it in a frame at the top."""
    flow = Flow([])
    for page_no in range(1, _PAGES + 1):
        made.sheet(A4)
        margin_line(made, str(page_no), 806, Style(9, centred=True), 60, 535)
        if page_no < _PAGES:
            made.furniture("Turn over", 814, 60, right=535)
        flow.columns.append(made.column(60, 56, 475, 790))
    made.heading(flow, f"Examination in {made.title(1)}", 1, Style(20, bold=True, centred=True), 0)
    made.paragraph(flow, ["Time", "allowed:", "90", "minutes"], Style(11, centred=True), 10)
    _instructions(made, flow.columns[0])
    question = 0
    for section in "ABC":
        flow.with_room(230)
        made.heading(flow, f"Section {section}", 2, Style(13, bold=True, centred=True), 14)
        made.paragraph(
            flow, ["Answer", "all", "questions", "in", "this", "section."], Style(10, italic=True), 8
        )
        for _ in range(2):
            question += 1
            _question(made, flow, question)
    while flow.with_room(150):
        question += 1
        _question(made, flow, question)


def _instructions(made: Composer, column: Column) -> None:
    top = column.frame.y
    inner = made.column(column.frame.x + 10, top + 10, column.frame.width - 20, top + 200, column.page_no)
    made.items(Flow([inner]), "\u2022\u2022\u2022", Style(10), 14)
    outline(column.sheet, (60, top, 535, inner.frame.y + 6))
    column.frame.y = inner.frame.y + 12


def _question(made: Composer, flow: Flow, number: int) -> None:
    text = Style(10.5, leading=1.3)
    if not flow.with_room(150):
        return
    marked(made, flow, f"{number}.", made.words(2), text, Hang(24, bold=True), 6)
    for letter in "ab"[: made.rng.randint(1, 2)]:
        if not flow.with_room(84):
            return
        words = prose.sentence(made.rng, made.vocabulary)
        marked(made, flow, f"({letter})", words, text, Hang(46, 24, margin_pt=70), 0)
        _worth(made, flow.columns[0], made.rng.randint(2, 6), text)
        for _ in range(2):
            column = flow.columns[0]
            column.frame.y += 17
            rule(column.sheet, 106, column.frame.y, 535, 0.3)
        flow.columns[0].frame.y += 10


def _worth(made: Composer, column: Column, marks: int, text: Style) -> None:
    """On the last line of what was just set."""
    baseline = column.frame.y - text.size_pt * text.leading + text.size_pt
    column.sheet.text(f"[{marks} marks]", 0, baseline, text.size_pt, right=535)
    made.add("body", [f"[{marks}", "marks]"], column.page_no)
