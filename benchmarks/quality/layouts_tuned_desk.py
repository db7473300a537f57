"""Layouts that developers look at and tune to, as they lie on desks: a paper for a board, a
curriculum vitae."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_parts import Hang, marked, ruled_under
from benchmarks.quality.layouts_tuned_parts import ground, outline, rule
from benchmarks.quality.sheet import Style

_PAGES = 2
_GREEN, _GREY = (0.05, 0.35, 0.25), (0.93, 0.93, 0.91)
_LOWER = "abcd"


def board_paper(made: Composer) -> None:
    """A report to a board: who it is for and from between rules, paragraphs by one count throughout under
    bold headings and italic ones, letters under some, and in a frame what the board is asked to do."""
    text, item, flow = Style(10.5, leading=1.3), made.rng.randint(3, 12), Flow([])
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        rule(sheet, 64, 800, 531, 1.0)
        made.furniture("Board papers, public session", 813, 64)
        made.furniture(f"Item {item}, page {page_no}", 813, 64, right=531)
        flow.columns.append(made.column(64, 64, 467, 780))
    made.heading(flow, made.title(4), 1, Style(18, bold=True, color=_GREEN), 0)
    ruled_under(flow, 4, 0.6, 6)
    told = {"Report to:": "The Board", "Report by:": f"Director of {made.title(1)}", "Date:": "14 November"}
    for label, value in told.items():
        marked(made, flow, label, value.split(), text, Hang(90, bold=True), 2, "body")
    ruled_under(flow, 2, 0.6, 6)
    count = 0
    for part in range(6):
        flow.with_room(120)
        made.heading(flow, made.title(2), 2, Style(12, bold=True), 10)
        for step in range(3):
            if part % 2 and step != 1:
                made.heading(flow, made.title(3), 3, Style(10.5, italic=True), 4)
            count += 1
            marked(made, flow, f"{count}.", made.words(2), text, Hang(26), 6, "body")
        for letter_no in range(2 if part in (1, 2) else 0):
            words = prose.sentence(made.rng, made.vocabulary)
            marked(made, flow, f"({_LOWER[letter_no]})", words, text, Hang(48, 26), 3)
        if part == 0:
            _asked(made, flow, text)


def _asked(made: Composer, flow: Flow, text: Style) -> None:
    """The board's resolutions, in a frame."""
    column = flow.with_room(120)
    if column is None:
        return
    top = column.frame.y + 4
    inner = Flow(
        [made.column(column.frame.x + 10, top + 8, column.frame.width - 20, top + 150, column.page_no)]
    )
    made.paragraph(inner, ["The", "Board", "is", "asked", "to:"], text, 4)
    for letter_no in range(2):
        words = prose.sentence(made.rng, made.vocabulary)
        marked(made, inner, f"({_LOWER[letter_no]})", words, text, Hang(22), 3)
    end = inner.columns[0].frame.y + 4
    outline(column.sheet, (column.frame.x, top, column.frame.x + column.frame.width, end), _GREEN, 1.0)
    column.frame.y = end + 6


def vitae(made: Composer) -> None:
    """A tinted column with short lists on the left, beside it a name and what someone did: years, where,
    points under each."""
    text, head = Style(10, leading=1.3), Style(11.5, bold=True, color=_GREEN)
    flow = Flow([])
    for page_no in range(1, _PAGES + 1):
        ground(made.sheet(LETTER), (0, 0, 196, 792), _GREY)
        made.furniture(f"{page_no}/{_PAGES}", 770, 540, right=576)
        flow.columns.append(made.column(222, 52, 354, 744 if page_no == 1 else 600))
        _side(
            made,
            made.column(30, 60, 146, 740),
            head,
            ("Contact", "Skills") if page_no == 1 else ("Languages",),
        )
    made.heading(flow, f"{made.title(1)} {made.title(1)}", 1, Style(26, bold=True), 0)
    made.paragraph(flow, made.words(2), Style(10.5, italic=True), 6)
    for part in ("Experience", "Research", "Education", "Volunteering"):
        if not flow.with_room(150):
            return
        made.heading(flow, part, 2, head, 12)
        ruled_under(flow, 0, 0.6, 5)
        year = 2023
        for _ in range(3):
            if not flow.with_room(100):
                return
            begun = year - made.rng.randint(1, 3)
            place = f"{begun}\u2013{year} {made.title(1)} officer, {made.title(2)}"
            made.paragraph(flow, place.split(), text, 2)
            for _ in range(2):
                marked(made, flow, "\u2022", prose.sentence(made.rng, made.vocabulary), text, Hang(14, 3), 2)
            flow.columns[0].frame.y += 5
            year = begun


def _side(made: Composer, column: Column, head: Style, names: tuple[str, ...]) -> None:
    """Short lists, each under its heading, read before or after the wide column."""
    for name in names:
        column.sheet.write([name], column.frame, head)
        made.mark(name, 2, column.page_no, "aside")
        column.frame.y += 3
        for _ in range(4):
            made.beside(column, made.title(made.rng.choice((1, 2))).split(), Style(9.5, leading=1.4))
        column.frame.y += 18
