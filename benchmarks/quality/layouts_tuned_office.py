"""Layouts that developers look at and tune to, as firms and public offices make them: a memorandum, the sheet
of a product, a brief on a policy, the report of a year, questions that are often asked."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_tuned_parts import WHITE, ground, labelled, outline, rule, run_in, within
from benchmarks.quality.sheet import Frame, Style
from benchmarks.quality.vocabularies import MONTHS

_NAVY, _TEAL, _TINT = (0.1, 0.16, 0.33), (0.0, 0.38, 0.42), (0.9, 0.94, 0.95)
_ASKED = ("What is the", "When is a", "Who may", "How can we", "Which kind of")


def memo(made: Composer) -> None:
    """A memorandum: to whom, from whom, when and on what, a rule, numbered sections in plain paragraphs, a
    list, and who else is told."""
    text, flow, part = Style(11, leading=1.3), Flow([]), Style(11, bold=True)
    for number in (1, 2):
        made.sheet(LETTER)
        if number == 2:
            made.furniture("Continued, page two", 46, 80)
        flow.columns.append(made.column(80, 72, 452, 725))
    made.heading(flow, "Memorandum", 1, Style(22, bold=True), 0)
    flow.columns[0].frame.y += 10
    day = f"{made.rng.randint(1, 28)} {made.rng.choice(MONTHS)} 2024"
    told = (f"{made.title(1)} {made.title(1)}, {made.title(2)}", f"{made.title(1)} {made.title(1)}")
    for label, said in (("To:", told[0]), ("From:", told[1]), ("Date:", day), ("Subject:", made.title(5))):
        labelled(made, flow.columns[0], label, said.split(), 70)
    rule(made.sheets[0], 80, flow.columns[0].frame.y + 6, 532, 1.0)
    flow.columns[0].frame.y += 16
    made.paragraph(flow, made.words(3), text, 6)
    for section in range(1, made.rng.randint(5, 6)):
        made.heading(flow, f"{section}. {made.title(2)}", 2, part, 6)
        for _ in range(made.rng.randint(1, 3)):
            made.paragraph(flow, made.words(made.rng.randint(2, 4)), text, 6)
        if section == 2:
            made.items(flow, ("(a)", "(b)", "(c)"), text, 24)
    for line in (f"{told[1]}, {made.title(2)}", f"cc: {made.title(1)} {made.title(1)}", "Enclosures: two"):
        made.paragraph(flow, line.split(), text, 4)


def datasheet(made: Composer) -> None:
    """The sheet of a product: its name in white on a dark band, a narrow column of what it can do, a wide one
    that describes it under headings in white on dark bars, and small print across the foot."""
    for number in (1, 2):
        sheet = made.sheet(A4)
        if number == 1:
            ground(sheet, (0, 0, 595, 96), _NAVY)
            head = Flow([made.column(40, 24, 515, 130)])
            made.heading(
                head, f"{made.title(2)} {made.rng.randint(100, 990)}", 1, Style(24, bold=True, color=WHITE), 0
            )
            made.paragraph(head, made.title(5).split(), Style(11, color=WHITE), 0)
        else:
            ground(sheet, (0, 0, 595, 30), _NAVY)
        made.furniture("Rev. 4c", 818, 40)
        top = 112.0 if number == 1 else 46.0
        left, right = Flow([made.column(40, top, 150, 735)]), Flow([made.column(215, top, 340, 735)])
        for _ in range(2):
            _barred(made, left)
            made.items(left, ("•",) * made.rng.randint(5, 7), Style(9, leading=1.2), 11)
        while right.with_room(150):
            _barred(made, right)
            _described(made, right)
        rule(sheet, 40, 746, 555)
        made.beside(made.column(40, 750, 515, 800), made.words(3), Style(7, leading=1.2), "footnote")


def _barred(made: Composer, flow: Flow) -> None:
    """A heading in white on a dark bar as wide as its column."""
    column = flow.with_room(120)
    if column is None:
        return
    frame, name = column.frame, made.title(2)
    frame.y += 7
    ground(column.sheet, (frame.x, frame.y, frame.x + frame.width, frame.y + 18), _NAVY)
    inner = Frame(frame.x + 5, frame.y + 2, frame.width - 10, frame.y + 18)
    column.sheet.write(name.split(), inner, Style(10.5, bold=True, color=WHITE))
    made.mark(name, 2, column.page_no)
    frame.y += 25


def _described(made: Composer, flow: Flow) -> None:
    """Paragraphs, or short ones that begin with the bold name of a property."""
    if made.rng.random() < 0.5:
        for _ in range(2):
            made.paragraph(flow, made.words(made.rng.randint(2, 4)), Style(9.5), 5)
    else:
        for _ in range(made.rng.randint(3, 4)):
            run_in(made, flow, f"{made.title(2)}:".split(), made.words(1), Style(9.5), 4)


def policy_brief(made: Composer) -> None:
    """A tinted column of key messages as high as the page, beside it a title and two columns of text; then
    two wider columns overleaf, and notes in small type across the foot."""
    text, part = Style(10, leading=1.28), Style(12.5, bold=True, color=_TEAL)
    sheet = made.sheet(A4)
    ground(sheet, (0, 0, 178, 842), _TINT)
    side = made.column(30, 60, 132, 800)
    side.sheet.write(["Key", "messages"], side.frame, part)
    made.mark("Key messages", 2, 1, "aside")
    side.frame.y += 6
    for _ in range(made.rng.randint(4, 5)):
        made.beside(side, made.words(1), Style(10.5, color=_TEAL), "aside")
        side.frame.y += 10
    made.furniture(f"Brief {made.rng.randint(101, 190)}", 40, 200)
    head = Flow([made.column(200, 54, 355, 260)])
    made.heading(head, made.title(6), 1, Style(23, bold=True, leading=1.12), 0)
    made.paragraph(head, made.words(2), Style(11.5, bold=True, color=_TEAL), 6)
    _sections(made, Flow(made.columns(2, 200, head.columns[0].frame.y + 4, 555, 800, 16)), text, part)
    made.sheet(A4)
    made.furniture("Brief, overleaf", 40, 40)
    _sections(made, Flow(made.columns(2, 40, 56, 555, 650, 22)), text, part)
    rule(made.sheets[-1], 40, 662, 555)
    notes = Flow([made.column(40, 666, 515, 805)])
    made.heading(notes, "Notes", 2, part, 4)
    for number in range(1, 7):
        run = [f"{number}.", *prose.sentence(made.rng, made.vocabulary)]
        made.paragraph(notes, run, Style(8, leading=1.2), 2, "list")


def _sections(made: Composer, flow: Flow, text: Style, part: Style) -> None:
    while flow.with_room(110):
        made.heading(flow, made.title(made.rng.randint(2, 3)), 2, part, 6)
        for _ in range(made.rng.randint(1, 3)):
            made.paragraph(flow, made.words(made.rng.randint(2, 4)), text, 5)
        if made.rng.random() < 0.4:
            made.items(flow, ("•",) * 3, text, 12)


def annual_report(made: Composer) -> None:
    """The report of a firm's year: a wide left margin with the chapter's title in large type, and overleaf
    words quoted from the text; a lead over two columns of text, and three large figures under them."""
    text, part = Style(9.5, leading=1.32), Style(11, bold=True, color=_TEAL)
    sheet = made.sheet(A4)
    made.furniture("Yearbook", 36, 40)
    made.heading(
        Flow([made.column(40, 70, 145, 320)]), made.title(3), 1, Style(23, leading=1.12, color=_TEAL), 0
    )
    lead = Flow([made.column(205, 70, 350, 240)])
    made.paragraph(lead, made.words(3), Style(13, color=_NAVY), 8)
    _running(made, Flow(made.columns(2, 205, lead.columns[0].frame.y, 555, 670, 16)), text, part)
    rule(sheet, 205, 688, 555, 1.5)
    for column in made.columns(3, 205, 696, 555, 800, 14):
        _large_figure(made, column)
    sheet = made.sheet(A4)
    made.furniture("Yearbook", 36, 40)
    made.furniture("- 113 -", 815, 530)
    _running(made, Flow(made.columns(2, 205, 70, 555, 790, 16)), text, part)
    y = made.rng.uniform(120, 420)
    rule(sheet, 40, y - 6, 185, 1.5)
    quote = made.column(40, y, 145, 780)
    made.beside(quote, made.words(1)[:16], Style(15, leading=1.2, color=_TEAL))
    quote.frame.y += 4
    made.beside(quote, f"{made.title(1)} {made.title(1)}, {made.title(1)}".split(), Style(8.5, bold=True))


def _running(made: Composer, flow: Flow, text: Style, part: Style) -> None:
    while flow.with_room(120):
        made.heading(flow, made.title(made.rng.randint(2, 3)), 2, part, 4)
        for _ in range(made.rng.randint(2, 3)):
            made.paragraph(flow, made.words(made.rng.randint(2, 4)), text, 5)
    made.fill(flow, text, 5)


def _large_figure(made: Composer, column: Column) -> None:
    """A figure set large and, under it, what it counts: no heading."""
    figure = made.rng.choice((f"{made.rng.randint(11, 97)}%", f"{made.rng.uniform(1, 9):.1f}m"))
    column.sheet.write([figure], column.frame, Style(28, bold=True, color=_TEAL, leading=1.15))
    words = made.title(made.rng.randint(3, 5)).split()
    column.sheet.write(words, column.frame, Style(9))
    made.add("body", [figure, *words], column.page_no)


def questions(made: Composer) -> None:
    """Questions that are often asked: topics, under each short questions in bold type with their answers, and
    a framed box at the end for whoever found none."""
    text, flow = Style(10, leading=1.3), Flow([])
    for _ in range(2):
        made.sheet(A4)
        flow.columns.append(made.column(70, 60, 455, 770))
    made.heading(flow, "Frequently asked questions", 1, Style(24, bold=True, color=_NAVY), 0)
    made.paragraph(flow, made.words(2), text, 4)
    flow.columns[-1].frame.bottom = 650
    for _ in range(4):
        made.heading(flow, made.title(2), 2, Style(15, bold=True, color=_NAVY), 12)
        for _ in range(made.rng.randint(2, 4)):
            asked = f"{made.rng.choice(_ASKED)} {made.title(2).lower()}?"
            made.heading(flow, asked, 3, Style(10.5, bold=True), 5)
            made.paragraph(flow, made.words(made.rng.randint(1, 4)), text, 4)
            if made.rng.random() < 0.2:
                made.items(flow, ("•",) * 3, text)
    outline(made.sheets[-1], (70, 668, 525, 770), _NAVY)
    box = within(made.column(70, 668, 455, 770), 12)
    made.heading(Flow([box]), made.title(3), 2, Style(15, bold=True, color=_NAVY), 0)
    made.paragraph(Flow([box]), made.words(2), text, 0)
