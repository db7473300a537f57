"""A held-out layout of lawyers: a judgment."""

from benchmarks.quality import prose
from benchmarks.quality.composer import LETTER, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import line_across
from benchmarks.quality.layouts_parts import inset, lines, margin_line
from benchmarks.quality.sheet import Style

_PAGES = 2


def judgment(made: Composer) -> None:
    """Lines with much space between them, the court and the case in the middle, headings by Roman figures
    in the middle and by letters at the left, long quotations, notes at the foot."""
    text, flow = Style(12, leading=1.8, indent_pt=36), Flow([])
    case = f"4:{made.rng.randint(11, 24)}-cv-0{made.rng.randint(1000, 9999)}"
    filed = made.rng.randint(20, 90)
    for page_no in range(1, _PAGES + 1):
        made.sheet(LETTER)
        made.furniture(f"Case {case} Document {filed} Page {page_no} of {_PAGES}", 30, 150)
        margin_line(made, f"- {page_no} -", 748, Style(11, centred=True), 72, 540)
        flow.columns.append(made.column(72, 72, 468, 664))
    lines(
        made, flow.columns[0], ["In the District Court", "for the Western Division"], Style(12, centred=True)
    )
    flow.columns[0].frame.y += 6
    made.heading(
        flow, f"{made.title(1)} Trust v. {made.title(1)} Limited", 1, Style(14, bold=True, centred=True)
    )
    made.paragraph(flow, ["No.", case], Style(12, centred=True), 10)
    for part in range(4):
        name = f"{('I', 'II', 'III', 'IV')[part]}. {made.title(2)}"
        flow.with_room(100)
        made.heading(flow, name, 2, Style(12, bold=True, centred=True), 8)
        made.paragraph(flow, made.words(3), text, 0)
        if part == 1:
            inset(made, flow, made.words(2), Style(11.5, leading=1.2), 48, 48)
            made.heading(flow, f"A. {made.title(3)}", 3, Style(12, italic=True), 10)
            made.paragraph(flow, made.words(3), text, 0)
            made.heading(flow, f"B. {made.title(3)}", 3, Style(12, italic=True), 10)
        made.paragraph(flow, made.words(3), text, 0)
    made.fill(flow, text, 0)
    for page_no in range(1, _PAGES + 1):
        _note(made, page_no)


def _note(made: Composer, page_no: int) -> None:
    """Of one or two sentences, under a rule."""
    line_across(made.sheets[page_no - 1], 72, 680, 216, 0.5)
    column = made.column(72, 686, 468, 742, page_no)
    made.beside(column, [f"{page_no}.", *prose.sentence(made.rng, made.vocabulary)], Style(9.5), "footnote")
