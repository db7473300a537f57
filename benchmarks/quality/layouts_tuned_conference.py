"""Layouts that developers look at and tune to, as a conference has them: a book of abstracts, a poster."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Composer, Flow
from benchmarks.quality.layouts_parts import lines, margin_line, ruled_under
from benchmarks.quality.layouts_tuned_parts import ground, rule
from benchmarks.quality.sheet import Style

_A3_LANDSCAPE = (1191.0, 842.0)
_PAGES = 2
_BLUE, _PALE = (0.1, 0.25, 0.5), (0.92, 0.95, 0.98)


def abstracts(made: Composer) -> None:
    """Sessions across the page, and under each two columns of abstracts with a title, authors and where they
    are from; the second page ends one session and begins another."""
    session = made.rng.randint(2, 8)
    for page_no in range(1, _PAGES + 1):
        sheet = made.sheet(A4)
        made.furniture("Book of Abstracts", 36, 50)
        made.furniture(str(40 + page_no), 36, 50, right=545)
        rule(sheet, 50, 42, 545, 1.2)
    first = _session(made, f"Session {session}: {made.title(3)}", 60, 1)
    flow = Flow(made.columns(2, 50, first, 545, 790, 24, 1) + made.columns(2, 50, 60, 545, 340, 24, 2))
    _abstracts(made, flow)
    second = _session(made, f"Session {session + 1}: {made.title(3)}", 372, 2)
    _abstracts(made, Flow(made.columns(2, 50, second, 545, 790, 24, 2)))


def _session(made: Composer, name: str, top: float, page_no: int) -> float:
    """A heading over a rule, across the page; the y under it."""
    flow = Flow([made.column(50, top, 495, top + 110, page_no)])
    made.heading(flow, name, 1, Style(16, bold=True, color=_BLUE), 0)
    ruled_under(flow, 1, 0.8, 8)
    return flow.columns[0].frame.y


def _abstracts(made: Composer, flow: Flow) -> None:
    """Until the columns are full."""
    small = Style(8.5, italic=True)
    while flow.with_room(130):
        made.heading(flow, made.title(made.rng.randint(4, 6)), 2, Style(10, bold=True), 8)
        names = [f"{made.title(1)[0]}. {made.title(1)}" for _ in range(made.rng.randint(1, 3))]
        made.paragraph(flow, ", ".join(names).split(), Style(9), 1)
        made.paragraph(flow, f"Institute of {made.title(2)}".split(), small, 4)
        made.paragraph(flow, made.words(made.rng.randint(4, 6)), Style(9, justified=True, hyphenated=True), 3)
        keywords = ", ".join(prose.plain_word(made.rng, made.vocabulary) for _ in range(3))
        made.paragraph(flow, ["Keywords:", *keywords.split()], small, 8)


def poster(made: Composer) -> None:
    """Two large sheets on their side: the title and the authors across the first, under them four columns of
    short sections with points, pictures and their captions, which go on in three wider ones on the second."""
    sheet = made.sheet(_A3_LANDSCAPE)
    ground(sheet, (0, 0, _A3_LANDSCAPE[0], 132), _PALE)
    head = Flow([made.column(60, 24, 1071, 200)])
    made.heading(head, made.title(6), 1, Style(34, bold=True, centred=True, color=_BLUE), 0)
    authors = [f"{made.title(1)} {made.title(1)}" for _ in range(3)]
    lines(made, head.columns[0], [", ".join(authors)], Style(15, centred=True))
    lines(made, head.columns[0], [f"Faculty of {made.title(1)}"], Style(12, centred=True, italic=True))
    flow = Flow(made.columns(4, 40, 156, 1151, 800, 30))
    made.sheet(_A3_LANDSCAPE)
    margin_line(made, "Continued from the first board", 24, Style(9, italic=True), 40, 600)
    flow.columns += made.columns(3, 40, 56, 1151, 760, 30)
    for part in range(18):
        made.heading(flow, made.title(made.rng.choice((1, 2))), 2, Style(17, bold=True, color=_BLUE), 10)
        ruled_under(flow, 0, 1.5, 6)
        made.paragraph(flow, made.words(3), Style(12, leading=1.3), 6)
        if part % 3 == 0:
            made.figure(flow, part // 3 + 1, 120, Style(10, italic=True))
        elif part % 3 == 1:
            made.items(flow, "\u2022\u2022\u2022", Style(12), 14)
    made.fill(flow, Style(12, leading=1.3), 6)
