"""A held-out layout of publishers: an article of medicine."""

from benchmarks.quality import prose
from benchmarks.quality.composer import LETTER, Column, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import filled, line_across
from benchmarks.quality.layouts_parts import Hang, margin_line, marked
from benchmarks.quality.sheet import Style
from benchmarks.quality.table_content import plain
from benchmarks.quality.table_drawing import Look, draw, otherwise

_LEFT, _RIGHT, _MAIN = 38.0, 574.0, 186.0
_BLUE, _PALE = (0.0, 0.28, 0.52), (0.91, 0.94, 0.98)
_TEXT = Style(9.3, leading=1.27)
_PART, _UNDER = Style(11.5, bold=True, color=_BLUE), Style(9.5, bold=True)
_LOOK = Look("rows", 7.5, 2.8, 0.4, bold_first=True, text_width_pt=80)


def clinical_article(made: Composer) -> None:
    """A title over a summary on a tinted ground whose parts begin with a bold word, and beside them in small
    type where the authors work; overleaf two columns with a table, and the literature in small type."""
    made.sheet(LETTER)
    _margins(made, 1)
    _title_page(made)
    made.sheet(LETTER)
    _margins(made, 2)
    first, second = made.columns(2, _LEFT, 62, _RIGHT, 744, 20)
    second.frame.bottom = made.rng.uniform(430, 520)
    _findings(made, Flow([first, second]))
    literature = Flow([made.column(second.frame.x, second.frame.bottom + 4, second.frame.width, 744)])
    made.heading(literature, "References", 2, _PART, 6)
    for number in range(1, 30):
        words = [f"{made.title(1)}", f"{made.rng.choice('ABCDEGHKLMS')}.", *made.title(6).split()]
        words[-1] += f". {made.title(1)} {made.rng.randint(1998, 2021)};{made.rng.randint(4, 90)}:11."
        if literature.with_room(24):
            told = " ".join(words).split()
            marked(made, literature, f"{number}.", told, Style(7.6, leading=1.25), Hang(16), 1)


def _margins(made: Composer, page_no: int) -> None:
    margin_line(made, "RESEARCH", 32, Style(9, bold=True, color=_BLUE), _LEFT, 200)
    margin_line(made, "Annals of Practice 2021;44:e071", 766, Style(7.5), _LEFT, 300)
    margin_line(made, f"{page_no} of 8", 766, Style(7.5, to_right=True), 400, _RIGHT)
    line_across(made.sheets[-1], _LEFT, 46, _RIGHT, 1.0)


def _title_page(made: Composer) -> None:
    flow = Flow([made.column(_MAIN, 62, _RIGHT - _MAIN, 744)])
    frame = flow.columns[0].frame
    made.heading(flow, made.title(7), 1, Style(19, bold=True, leading=1.18), 0)
    authors = ", ".join(f"{made.title(1)} {made.title(1)}" for _ in range(made.rng.randint(3, 5)))
    made.paragraph(flow, authors.split(), Style(10), 10)
    _beside(made, made.column(_LEFT, frame.y + 4, 122, 700))
    _summary(made, flow.columns[0])
    made.heading(flow, "Introduction", 2, _PART, 10)
    for _ in range(8):
        if flow.with_room(64):
            made.paragraph(flow, _to_fit(made, flow.columns[0]), _TEXT, 5)


def _to_fit(made: Composer, column: Column) -> list[str]:
    """A paragraph that ends on this page."""
    return made.words(min(6, int(column.room_pt / 36)))


def _beside(made: Composer, column: Column) -> None:
    """Where the authors work, whom to write to, and when it was accepted."""
    small = Style(7.4, leading=1.28)
    told = [f"{n} Department of {made.title(1)}, University of {made.title(1)}" for n in (1, 2, 3)]
    told += [f"Correspondence to: {made.title(1)} {made.title(1)}, editor@annals.example"]
    told += ["Additional material is published online only.", f"Accepted: {made.rng.randint(2, 28)} May 2021"]
    for text in told:
        made.beside(column, text.split(), small)
        column.frame.y += 6


def _summary(made: Composer, column: Column) -> None:
    """On a tinted ground, its parts named by a bold word."""
    frame = column.frame
    top = frame.y
    inner = Flow([made.column(frame.x + 10, top + 6, frame.width - 20, 744, column.page_no)])
    made.heading(inner, "Abstract", 2, _PART, 0)
    for name in ("Objective", "Methods", "Results", "Conclusions"):
        words = made.words(2 if name in ("Methods", "Results") else 1)
        marked(made, inner, name, words, Style(9, leading=1.25), Hang(0, bold=True), 4, "body")
    frame.y = inner.columns[0].frame.y + 4
    filled(column.sheet, (frame.x, top, frame.x + frame.width, frame.y), _PALE)


def _findings(made: Composer, flow: Flow) -> None:
    for part in ("Methods", "Results", "Discussion"):
        made.heading(flow, part, 2, _PART, 8)
        if part == "Results" and (column := flow.with_room(220)):
            made.paragraph(flow, made.words(1), _TEXT, 5)
            _table(made, column)
        for _ in range(2):
            made.heading(flow, made.title(made.rng.randint(2, 4)), 3, _UNDER, 5)
            made.paragraph(flow, made.words(made.rng.randint(3, 5)), _TEXT, 5)
            if part == "Methods":
                made.paragraph(flow, prose.paragraph(made.rng, made.vocabulary, 2), _TEXT, 5)
    made.fill(flow, _TEXT, 5)


def _table(made: Composer, column: Column) -> None:
    column.frame.y += 4
    made.beside(column, ["Table", "1.", *made.title(4).split()], Style(8.2, bold=True), "caption")
    column.frame.y += 4
    content = plain(made.rng, made.vocabulary, made.rng.randint(4, 6), 3, False)
    draw(content, _LOOK, column)
    made.truth.tables.append(content.cells)
    made.truth.tables_otherwise.append(otherwise(content, _LOOK, column))
    made.add("table", [word for cell in content.cells for word in cell.text.split()], column.page_no)
    column.frame.y += 10
