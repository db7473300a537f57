"""A held-out layout for the public: the conditions of an insurance."""

from benchmarks.quality import prose
from benchmarks.quality.composer import A4, Column, Composer, Flow
from benchmarks.quality.layouts_held_out_parts import filled, framed, line_across
from benchmarks.quality.layouts_parts import Hang, margin_line, marked
from benchmarks.quality.sheet import Style

_PAGES = 2
_WINE, _ROSE = (0.45, 0.08, 0.2), (0.97, 0.93, 0.93)


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
