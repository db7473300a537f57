"""Layouts that developers look at and tune to, as lawyers write them: a contract, a patent, the conditions of
an insurance, a judgment."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, inset, lines, margin_line, marked
from benchmarks.quality.layouts_tuned_parts import ground, outline, rule
from benchmarks.quality.sheet import Style

_LEGAL = (612.0, 1008.0)
_PAGES = 2
_STEP = 11.0
_WINE, _ROSE = (0.45, 0.08, 0.2), (0.97, 0.93, 0.93)


def contract(made: Composer) -> None:
    """One column on a long sheet: articles in capitals, clauses by number, letters and small figures under
    them, and at the end a place for each party to sign."""
    text, article = Style(10.5, leading=1.28, justified=True), Style(10.5, bold=True)
    flow, number = Flow([]), made.rng.randint(10000, 99999)
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(_LEGAL)
        rule(sheet, 72, 948, 540, 0.4)
        made.furniture(f"Agreement No. {number}", 962, 72)
        made.furniture(f"Page {page_no} of {_PAGES}", 962, 72, right=540)
        flow.columns.append(made.column(72, 72, 468, 936 if page_no < _PAGES else 800))
    made.heading(flow, f"Agreement on {made.title(2)}".upper(), 1, Style(14, bold=True, centred=True), 0)
    flow.columns[0].frame.y += 10
    made.paragraph(flow, ["This", "agreement", "is", *made.words(2)], text, 6)
    part = 0
    while flow.with_room(100):
        part += 1
        made.heading(flow, f"{part}. {made.title(2)}".upper(), 2, article, 8)
        _clauses(made, flow, part, text)
    _signatures(made)


def _clauses(made: Composer, flow: Flow, part: int, text: Style) -> None:
    for clause in range(1, made.rng.randint(3, 4)):
        marked(made, flow, f"{part}.{clause}", made.words(2), text, Hang(32), 5)
        if clause == 2 and part % 2:
            for letter in "abc":
                marked(
                    made,
                    flow,
                    f"({letter})",
                    prose.sentence(made.rng, made.vocabulary),
                    text,
                    Hang(54, 32),
                    3,
                )
        if clause == 2 and part == 3:
            for small in ("(i)", "(ii)"):
                marked(made, flow, small, prose.sentence(made.rng, made.vocabulary), text, Hang(76, 54), 3)


def _signatures(made: Composer) -> None:
    sheet = made.sheets[-1]
    for left, party in ((72.0, "Licensor"), (318.0, "Licensee")):
        column = made.column(left, 822, 222, 930)
        lines(made, column, [f"Signed for the {party} by"], Style(10.5))
        rule(sheet, left, 876, left + 200, 0.5)
        column.frame.y = 880
        lines(
            made,
            column,
            [f"Name: {made.title(2).title()}", f"Date: {made.rng.randint(1, 28)} June"],
            Style(9),
        )


def patent(made: Composer) -> None:
    """Two columns of small type whose lines are counted between them, each column with its number above it;
    headings in capitals in the middle; claims by number at the end."""
    text = Style(9, leading=_STEP / 9, justified=True, hyphenated=True, indent_pt=12)
    flow = Flow([])
    name = f"US {made.rng.randint(9, 11)},{made.rng.randint(100, 999)},{made.rng.randint(100, 999)} B2"
    for page_no in range(_PAGES):
        made.sheet(LETTER)
        margin_line(made, name, 40, Style(11, centred=True), 60, 552)
        flow.columns += made.columns(2, 60, 84, 552, 84 + 58 * _STEP, 36)
        for side, middle in enumerate((174.0, 438.0)):
            margin_line(
                made, str(2 * page_no + side + 1), 62, Style(9, centred=True), middle - 20, middle + 20
            )
        for count in range(5, 58, 5):
            made.furniture(str(count), 84 + (count - 1) * _STEP + 9, 290, right=310)
    made.heading(flow, made.title(5).upper(), 1, Style(10, bold=True, leading=1.1, centred=True), 0)
    for _ in range(4):
        _centred_head(made, flow, made.title(3))
        for _ in range(3):
            made.paragraph(flow, made.words(3), text, 0)
    while len(flow.columns) > 1 and flow.with_room(6 * _STEP) and len(flow.columns) > 1:
        made.paragraph(flow, made.words(4), text, 0)
    _centred_head(made, flow, "Claims")
    _claims(made, flow, text)


def _centred_head(made: Composer, flow: Flow, name: str) -> None:
    """In capitals, no bolder than the text, on the lines that are counted."""
    made.heading(flow, name.upper(), 2, Style(9, leading=_STEP / 9, centred=True), _STEP)
    if flow.columns:
        frame = flow.columns[0].frame
        frame.y = 84 + -(-(frame.y - 84 + 1) // _STEP) * _STEP


def _claims(made: Composer, flow: Flow, text: Style) -> None:
    number = 0
    while flow.with_room(5 * _STEP):
        number += 1
        words = [f"{number}.", *prose.sentence(made.rng, made.vocabulary)]
        made.paragraph(flow, words, text, 0, "list")


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
            rule(sheet, 34, 76, 561, 2.0)
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
    ground(column.sheet, box, _ROSE)
    outline(column.sheet, box, _WINE, 0.6)
    made.beside(column, made.words(3), Style(8.4, leading=1.3))


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
        _foot_note(made, page_no)


def _foot_note(made: Composer, page_no: int) -> None:
    """Of one or two sentences, under a rule."""
    rule(made.sheets[page_no - 1], 72, 680, 216, 0.5)
    column = made.column(72, 686, 468, 742, page_no)
    made.beside(column, [f"{page_no}.", *prose.sentence(made.rng, made.vocabulary)], Style(9.5), "footnote")
