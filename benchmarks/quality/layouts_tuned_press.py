"""Layouts that developers look at and tune to, as papers and their writers make them: the front of a
newspaper and what goes on inside, the sheet of an association, a release to the press, an interview."""

from collections.abc import Sequence

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_tuned_parts import ground, labelled, photo, rule, run_in, upright
from benchmarks.quality.sheet import Frame, Style
from benchmarks.quality.vocabularies import MONTHS

_A3 = (842.0, 1191.0)
_RED, _BLUE, _TINT = (0.65, 0.1, 0.12), (0.08, 0.22, 0.45), (0.93, 0.92, 0.86)
_NEWS = Style(9.5, leading=1.2, justified=True, hyphenated=True)
_SPAN = ((0, 2), (2, 4), (4, 5))
"""The columns of the stories at the foot of a front page: from, to."""


def front_page(made: Composer) -> None:
    """A newspaper: its name, a lead over three of five columns that goes on inside, a story over the other
    two, and short ones under a rule. Inside, the rest of the lead over the whole page, and two stories."""
    made.sheet(_A3)
    top, middle = _masthead(made), 1191 * made.rng.uniform(0.6, 0.68)
    columns = made.columns(5, 40, top, 802, middle, 16)
    upright(made.sheets[-1], columns[3].frame.x - 8, top, middle)
    lead = Style(44, bold=True, leading=1.14)
    _article(made, columns[:3], made.title(4), 2, lead, "Continued on page 2")
    _article(made, columns[3:], made.title(4), 3, Style(21, bold=True, leading=1.12))
    rule(made.sheets[-1], 40, middle + 10, 802, 1.5)
    columns = made.columns(5, 40, middle + 20, 802, 1150, 16)
    for begin, end in _SPAN:
        _article(made, columns[begin:end], made.title(3), 3, Style(21, bold=True, leading=1.12))
    made.sheet(_A3)
    made.furniture(f"{made.vocabulary.capitalize()} courier", 36, 40)
    made.furniture("2", 36, 780, right=802)
    middle = 1191 * made.rng.uniform(0.4, 0.55)
    columns = made.columns(5, 40, 56, 802, middle, 16)
    _article(made, columns, made.title(3), 2, lead, "", "Continued from page 1")
    rule(made.sheets[-1], 40, middle + 10, 802, 1.5)
    columns = made.columns(5, 40, middle + 20, 802, 1150, 16)
    upright(made.sheets[-1], columns[2].frame.x - 8, middle + 20, 1150)
    for part in (columns[:2], columns[2:]):
        _article(made, part, made.title(4), 3, Style(21, bold=True, leading=1.12))


def _masthead(made: Composer) -> float:
    """The paper's name between the day and three notes of what is inside; the y under them."""
    sheet = made.sheets[-1]
    made.furniture(f"No. {made.rng.randint(4000, 9000)}", 40, 40)
    made.furniture("Late city issue", 40, 700, right=802)
    head = Flow([made.column(40, 46, 762, 240)])
    made.heading(head, f"The {made.title(1)} {made.title(1)}", 1, Style(58, bold=True, centred=True), 0)
    y = head.columns[0].frame.y + 8
    ground(sheet, (40, y, 802, y + 26), _TINT)
    for column in made.columns(3, 50, y + 6, 792, y + 26, 20):
        words = [*made.title(2).split(), "page", str(made.rng.randint(3, 30))]
        column.sheet.write(words, column.frame, Style(10.5, bold=True, color=_RED))
        made.add("body", words, column.page_no)
    return y + 42


def _article(
    made: Composer,
    columns: Sequence[Column],
    name: str,
    level: int,
    style: Style,
    onward: str = "",
    since: str = "",
) -> None:
    """A heading over all its columns, who wrote it or where it began, and the text in one after the other;
    `onward` stands under its last line."""
    first, last = columns[0].frame, columns[-1].frame
    over = Frame(first.x, first.y, last.x + last.width - first.x, first.y + 215)
    head = Flow([Column(columns[0].sheet, over, columns[0].page_no)])
    made.heading(head, name, level, style, 0)
    above = since or f"By {made.title(1)} {made.title(1)}"
    over.y += 3
    made.paragraph(head, above.split(), Style(8.5, bold=True), 4)
    for column in columns:
        column.frame.y = over.y
    last.bottom -= 14 if onward else 0
    made.fill(Flow(list(columns)), _NEWS, 2)
    if onward:
        columns[-1].sheet.text(onward, 0, last.bottom + 12, 8.5, bold=True, right=last.x + last.width)
        made.add("body", onward.split(), columns[-1].page_no)


def news_sheet(made: Composer) -> None:
    """The sheet of a school or an association: short articles in two columns, the dates to come, and a tinted
    box across the foot."""
    for number in (1, 2):
        sheet = made.sheet(A4)
        top = 60.0
        if number == 1:
            head = Flow([made.column(45, 44, 505, 200)])
            made.heading(head, f"{made.title(2)} news", 1, Style(32, bold=True, color=_BLUE, leading=1.1), 0)
            top = head.columns[0].frame.y + 20
            made.furniture(f"Number {made.rng.randint(101, 190)}", top - 8, 45)
            made.furniture("Winter issue", top - 8, 45, right=550)
            rule(sheet, 45, top - 2, 550, 1.2)
            top += 10
        else:
            made.furniture(f"Association sheet, page {number}", 40, 45)
        columns = made.columns(2, 45, top, 550, 690, 26)
        upright(sheet, 297.5, top, 690)
        _notices(made, Flow(columns), dated=number == 1)
        _foot_box(made)


def _notices(made: Composer, flow: Flow, dated: bool) -> None:
    """Short articles until the page is full; the second is a list of dates where it is `dated`."""
    article, name = 0, Style(14, bold=True, color=_BLUE, leading=1.15)
    while flow.with_room(90):
        article += 1
        if dated and article == 2:
            _dates(made, flow, name)
            continue
        made.heading(flow, made.title(made.rng.randint(2, 4)), 2, name, 8)
        for _ in range(made.rng.randint(1, 3)):
            made.paragraph(flow, made.words(made.rng.randint(1, 3)), Style(10), 4)
        made.paragraph(flow, [*made.title(1).split(), made.title(1)], Style(9, bold=True), 4)


def _dates(made: Composer, flow: Flow, name: Style) -> None:
    """Days in bold type, and beside each what happens on it."""
    made.heading(flow, "Dates to remember", 2, name, 8)
    day, month = made.rng.randint(1, 4), made.rng.choice(MONTHS)[:3]
    for _ in range(made.rng.randint(4, 6)):
        column = flow.with_room(60)
        if column is None:
            return
        words = [*made.title(made.rng.randint(2, 4)).split(), "at", f"{made.rng.randint(2, 8)}.30"]
        labelled(made, column, f"{day} {month}", words, 54)
        day += made.rng.randint(1, 4)


def _foot_box(made: Composer) -> None:
    """How to reach whoever made the sheet: a heading, and two columns of it."""
    ground(made.sheets[-1], (45, 702, 550, 800), _TINT)
    head = Flow([made.column(57, 710, 481, 800)])
    name = made.title(2)
    head.columns[0].sheet.write(name.split(), head.columns[0].frame, Style(14, bold=True, color=_BLUE))
    made.mark(name, 2, len(made.sheets), "footnote")
    for column in made.columns(2, 57, head.columns[0].frame.y + 4, 538, 798, 24):
        made.beside(column, made.words(1), Style(9.5, leading=1.2), "footnote")


def press_release(made: Composer) -> None:
    """What an office sends to the papers: its address above, a headline, a text that begins with place and
    day, `Ends`, notes, who is who, and whom to ask."""
    text, flow, part = Style(11, leading=1.35), Flow([]), Style(12, bold=True)
    for number in (1, 2):
        sheet = made.sheet(LETTER)
        made.furniture("Press office, Bridge Street", 44, 72)
        made.furniture("Tel. 0171 555 0140", 44, 72, right=540)
        rule(sheet, 72, 50, 540)
        made.furniture("- more -" if number == 1 else "last page", 765, 285)
        flow.columns.append(made.column(72, 66, 468, 745))
    day = f"{made.rng.randint(1, 28)} {made.rng.choice(MONTHS)} 2024"
    made.paragraph(flow, ["For", "immediate", "release,", *day.split()], Style(10.5, bold=True), 12)
    made.heading(flow, made.title(6), 1, Style(20, bold=True, leading=1.15), 0)
    made.paragraph(flow, made.words(1), Style(12.5, bold=True), 8)
    run_in(
        made,
        flow,
        [f"{prose.plain_word(made.rng, made.vocabulary).upper()},", *day.split()],
        made.words(3),
        text,
        8,
    )
    for _ in range(2):
        made.paragraph(flow, made.words(made.rng.randint(2, 4)), text, 8)
    made.heading(flow, made.title(4), 2, part, 4)
    for _ in range(made.rng.randint(4, 6)):
        made.paragraph(flow, made.words(made.rng.randint(2, 4)), text, 8)
    made.paragraph(flow, ["-", "Ends", "-"], Style(11, centred=True), 8)
    made.heading(flow, "Notes to editors", 2, part, 6)
    made.items(flow, ("1.", "2.", "3."), Style(10))
    made.heading(flow, f"About the {made.title(2)}", 2, part, 8)
    made.paragraph(flow, made.words(3), Style(9.5), 8)
    made.heading(flow, "Media contact", 2, part, 8)
    for line in (
        f"{made.title(1)} {made.title(1)}, {made.title(2)}",
        "Telephone 0171 555 0143",
        "press@office.example",
    ):
        made.paragraph(flow, line.split(), Style(10.5), 0)


def interview(made: Composer) -> None:
    """Questions in bold type and their answers in two columns, under a photograph with a line beside it, with
    words of the text set large. Who asks says a sentence or two: the questions are no headings."""
    sheet = made.sheet(A4)
    photo(made, sheet, (45, 45, 400, 250))
    made.furniture("Conversation", 32, 45)
    head = Flow([made.column(45, 262, 505, 420)])
    made.heading(head, made.title(5), 1, Style(26, bold=True, leading=1.12, color=_RED), 0)
    made.paragraph(head, made.words(2), Style(12, bold=True), 2)
    columns = made.columns(2, 45, head.columns[0].frame.y + 8, 550, 795, 22)
    _talk(made, Flow(columns), quoted=False)
    made.beside(made.column(410, 205, 140, 252), made.words(1)[:14], Style(8), "aside")
    made.sheet(A4)
    made.furniture("Conversation", 32, 45)
    made.furniture("157", 32, 540, right=550)
    _talk(made, Flow(made.columns(2, 45, 50, 550, 795, 22)), quoted=True)


def _talk(made: Composer, flow: Flow, quoted: bool) -> None:
    turn = 0
    while flow.with_room(90):
        turn += 1
        said = made.words(1) if made.rng.random() < 0.5 else []
        asked = [*said, *made.words(1)[:-1], f"{prose.plain_word(made.rng, made.vocabulary)}?"]
        made.paragraph(flow, asked, Style(10, bold=True), 2)
        for _ in range(made.rng.randint(1, 2)):
            made.paragraph(flow, made.words(made.rng.randint(2, 5)), Style(10), 6)
        if quoted and turn == 2 and (column := flow.with_room(130)):
            rule(column.sheet, column.frame.x, column.frame.y + 4, column.frame.x + column.frame.width, 1.5)
            column.frame.y += 10
            made.paragraph(Flow([column]), made.words(1)[:11], Style(17, bold=True, color=_RED), 12)
    made.fill(flow, Style(10), 6)
