"""Layouts that nobody looks at while mending: a magazine page and a manual."""

from typing import Any

from benchmarks.quality import prose
from benchmarks.quality.composer import LETTER, Column, Composer, Flow
from benchmarks.quality.sheet import Frame, Style

_PAGES = 2
_RED = (0.6, 0.1, 0.1)


def magazine(made: Composer) -> None:
    """Three columns under a headline, a shaded box beside them, coloured cross-heads; drawn in any order."""
    made.reordered = True
    text, flow = Style(9.2, justified=True, leading=1.22), Flow([])
    boxes: list[Column] = []
    for number in range(1, _PAGES + 1):
        sheet = made.sheet(LETTER)
        made.furniture(f"{900 + number} Vesperine Quarterly", 775, 40, right=572)
        top = 60.0
        if number == 1:
            head = Flow([made.column(40, 50, 532, 205)])
            made.heading(head, made.title(5), 1, Style(28, bold=True), 0)
            if head.columns:
                made.paragraph(head, made.words(1), Style(12), 4)
            top = head.columns[0].frame.y + 14 if head.columns else 205.0
        sheet.shapes.append(_shaded)
        boxes.append(made.column(428, 480, 142, 744))
        flow.columns += made.columns(3, 40, top, 572, 752, 16)
        flow.columns[-1].frame.bottom = 458
    for part in range(8):
        made.paragraph(flow, made.words(5), text, 0)
        made.paragraph(flow, made.words(4), text, 0)
        made.heading(flow, made.title(2), 2, Style(11, bold=True, color=_RED), 6)
        if part == 1:
            made.paragraph(flow, made.words(3), text, 4)
            made.figure(flow, 1, 90, Style(8))
    while flow.with_room(30):
        made.paragraph(flow, made.words(5), text, 0)
    for box in boxes:
        made.beside(box, made.words(7), Style(8.6))


def _shaded(page: Any) -> None:
    page.draw_rect((420, 470, 578, 752), color=None, fill=(0.9, 0.93, 0.97))


def manual(made: Composer) -> None:
    """A wide margin on the left in which section heads hang; nested lists, notes at the foot, fixed pitch."""
    text, flow = Style(9.0, leading=1.35), Flow([])
    for number in range(1, _PAGES + 1):
        sheet = made.sheet(LETTER)
        made.furniture("Fettle & Sons", 45, 60)
        made.furniture(f"vii-{number}", 45, 60, right=552)
        sheet.shapes.append(lambda page: page.draw_line((60, 52), (552, 52), width=1.0))
        flow.columns.append(made.column(180, 76, 372, 690))
    made.heading(flow, made.title(3), 1, Style(17, bold=True), 0)
    for part in range(5):
        _hanging(made, flow, f"{'ABCDE'[part]} {made.title(2)}")
        made.paragraph(flow, made.words(3), text, 7)
        made.items(flow, ("a)", "b)"), text, 22)
        if part % 2:
            made.items(flow, ("\u2013", "\u2013"), text, 44)
        made.paragraph(flow, made.words(2), text, 7)
    while flow.with_room(40):
        made.paragraph(flow, made.words(3), text, 7)
    for page_no in range(1, _PAGES + 1):
        column = made.column(180, 712, 372, 752, page_no)
        made.beside(column, ["*", *prose.sentence(made.rng, made.vocabulary)[:12]], Style(7), "footnote")


def _hanging(made: Composer, flow: Flow, name: str) -> None:
    """A section's head in the margin, level with the first line of its text."""
    column = flow.with_room(70)
    if column is None:
        return
    column.frame.y += 10
    margin = Frame(60, column.frame.y, 112, column.frame.y + 60)
    words = name.split()
    column.sheet.write(words, margin, Style(9.5, bold=True))
    made.mark(name, 2, column.page_no)
